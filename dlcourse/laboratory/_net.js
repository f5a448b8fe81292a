// The network of the laboratory: a button with a picture for each neuron, lines for weights, dots for biases, the two passes of an
// example, hands on a line or a dot, and one neuron looked at closely.

const PER_PIXEL = 0.02; // how much a weight changes when it is dragged by one pixel
const TRAVEL = 700; // ms that signals and errors take from one layer to the next
const VIEWS = [["answers", "what each neuron answers"], ["forward", "one example, forward"], ["backward", "one example, backward"]];
const EXPLAINED = {
  answers: "A line is a weight, and a dot is a bias: green above 0, purple and dashed below 0. Drag one up or down to change it. Choose a neuron to see it "
    + "closely. After a step, each layer shows the size of its slopes.",
  forward: "Each neuron shows its answer to one point, and each line shows what it passes on. Colours compare the neurons of one layer. Click on the plane to choose another point.",
  backward: "Each neuron shows its error δ for one point, and each line shows the part of the error that goes back along it. Colours compare the neurons of one layer. Click on the plane to choose another point.",
};
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function makeNetwork(lab) {
  let build = "", shown = 0; // shown: in a pass, the layer that was reached last
  let spots = [], lines = [], biases = []; // where neurons are, and what goes to them
  let extent = [1, 1], measured = false; // size of the picture, and whether they are there still
  let dragged = null, pending = 0, tipped = null, travel = null, walking = 0;

  const net = element("div", { class: "dlcourse-lab-net" });
  const wires = element("canvas", { class: "dlcourse-lab-wires", "aria-hidden": "true" });
  const tip = element("div", { class: "dlcourse-lab-tip", "aria-hidden": "true", hidden: true });
  const stage = element("div", { class: "dlcourse-lab-stage" }, wires, net, tip);
  const views = picker("show", VIEWS, (name) => {
    stand();
    lab.view = name;
    shown = name === "backward" ? last() : 1;
    if (name === "forward") go();
    lab.soon();
  });
  const previous = press("◀ Layer", "One layer towards the inputs", () => (stand(), pass(-1)));
  const next = press("Layer ▶", "One layer towards the outputs", () => (stand(), pass(1)));
  const walk = press("All layers", "The whole pass, layer by layer", walkThrough);
  const passing = element("span", { class: "dlcourse-lab-passing" }, previous, next, walk);
  const addLayer = press("+ layer", "One hidden layer more, before the output", () => lab.act("layer_add"));
  const story = element("p", { class: "dlcourse-lab-story" }), explained = hint();
  const network = panel("Network", row(views.label, passing, addLayer), stage, story, explained);
  const closely = makeClosely(lab);
  const activations = []; // the list of each hidden layer
  const tile = new OffscreenCanvas(1, 1); // for the picture of one neuron

  const last = () => lab.state.hidden.length + 1;
  const layerName = (layer) => (layer < last() ? `hidden layer ${layer}` : "the output layer");

  // Building: anew when layers, neurons or classes come or go. A list to choose from stays when its choice changes, as a browser
  // puts together the letters that are typed into one list.

  function rebuild(structure) {
    build = structure;
    const { data, hidden, outputs } = lab.state;
    const held = net.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    const column = (head, layer, count, name) => element("div", { class: "dlcourse-lab-layer" }, head,
      ...Array.from({ length: count }, (_, k) => neuron(layer, k, name(k))), element("div", { class: "dlcourse-lab-slopes" }, element("span"), element("i")));
    const head = (...inside) => element("div", { class: "dlcourse-lab-head" }, ...inside);
    net.replaceChildren(
      column(head("inputs"), -1, 2, (k) => `Input ${data.axes[k]}`),
      ...hidden.map(({ size, activation }, layer) =>
        column(head(...layerControls(size, activation, layer)), layer, size, (k) => `Hidden layer ${layer + 1}, neuron ${k + 1}`)),
      column(head("outputs"), hidden.length, outputs, (k) => `Output of class ${data.classes[k]}`));
    const most = Math.max(...hidden.map(({ size }) => size), outputs);
    net.style.setProperty("--side", most > 8 ? "30px" : most > 5 ? "36px" : "46px");
    shown = Math.min(Math.max(shown, 1), last());
    lab.hovered = lab.held = null;
    measured = false;
    if (held) { // by keys one goes on where one was
      const same = [...net.querySelectorAll("[aria-label]")].find((each) => each.getAttribute("aria-label") === held && !each.disabled);
      (same ?? views.select).focus({ preventScroll: true });
    }
  }

  function neuron(layer, k, name) {
    const button = element("button", { type: "button", class: "dlcourse-lab-neuron", "aria-label": name, ...OWN_KEYS },
      element("small"));
    if (layer < 0) {
      button.disabled = true;
      return button;
    }
    const hover = (on) => () => {
      lab.hovered = on ? [layer, k] : null;
      lab.soon();
    };
    button.title = "Click to keep its answer on the plane, and click again to stop this.";
    button.addEventListener("click", () => {
      const again = lab.held?.[0] === layer && lab.held[1] === k;
      lab.held = again ? null : [layer, k];
      if (again) lab.hovered = null;
      lookAt(layer, k);
      lab.soon();
    });
    button.addEventListener("focus", () => {
      lookAt(layer, k);
      if (button.matches(":focus-visible")) hover(true)();
    });
    button.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && hover(true)());
    for (const kind of ["pointerleave", "blur"]) button.addEventListener(kind, hover(false));
    button.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && lab.held) {
        lab.held = lab.hovered = null;
        lab.soon();
        event.stopPropagation();
      }
      if (event.key === "Delete" && layer < lab.state.hidden.length) lab.act("neuron_remove", { layer, neuron: k });
    });
    return button;
  }

  function layerControls(size, activation, layer) {
    const choose = picker(`layer ${layer + 1}`, lab.names.activations, (name) => lab.act("activation", { layer, name }));
    choose.show(activation);
    activations[layer] = choose;
    choose.select.setAttribute("aria-label", `Activation of hidden layer ${layer + 1}`);
    const less = press("−", `One neuron less in hidden layer ${layer + 1}`, () => lab.act("neuron_remove", { layer }));
    const more = press("+", `One neuron more in hidden layer ${layer + 1}`, () => lab.act("neuron_add", { layer }));
    const away = press("×", `Take hidden layer ${layer + 1} away`, () => lab.act("layer_remove", { at: layer }));
    less.disabled = size <= 1;
    more.disabled = size >= 12;
    for (const button of [less, more, away]) button.setAttribute("aria-label", button.title);
    return [choose.label, element("div", { class: "dlcourse-lab-steps" }, less, more, away)];
  }

  function lookAt(layer, neuron) {
    const look = lab.state?.look;
    if (look?.layer !== layer || look?.neuron !== neuron) lab.act("look", { layer, neuron });
  }

  // Painting

  function paint(mode) {
    const { state, view } = lab;
    const structure = JSON.stringify([state.hidden.map(({ size }) => size), state.data.classes, state.data.axes]);
    if (structure !== build) rebuild(structure);
    state.hidden.forEach(({ activation }, layer) => activations[layer].show(activation));
    if (!measured) measure();
    connect();
    const [width, height] = extent, context = fit(wires, width, height);
    paintWeights(context, lines, mode);
    paintNeurons(context, mode);
    const most = Math.max(1e-9, ...biases.map(({ value }) => Math.abs(value)));
    if (view === "answers") {
      for (const { at, value } of biases) paintDot(context, at, 2.5 + 3 * Math.sqrt(Math.abs(value) / most), value, mode);
    }
    paintTravel(context, mode);
    showTip(width);
  }

  function fill() {
    const { state, view } = lab;
    views.show(view);
    passing.hidden = view === "answers";
    addLayer.disabled = state.hidden.length >= 6;
    previous.disabled = shown <= 1;
    next.disabled = shown >= last();
    for (const [place, told] of [[story, words()], [explained, EXPLAINED[view]]]) {
      if (place.textContent !== told) place.textContent = told;
    }
    showNotes();
    showSlopes();
    closely.fill();
  }

  // Only when something may have moved, as a page takes its time to say where things are.
  function measure() {
    const stageBox = stage.getBoundingClientRect();
    spots = [...net.children].map((column) => [...column.querySelectorAll(".dlcourse-lab-neuron")].map((button) => {
      const box = button.getBoundingClientRect();
      const [left, top, side] = [box.left - stageBox.left + stage.scrollLeft, box.top - stageBox.top, box.width];
      const middle = top + side / 2;
      return { button, left: [left, middle], right: [left + side, middle], corner: [left - 3, top + side - 3], top, side };
    }));
    extent = [Math.max(net.scrollWidth, stage.clientWidth), net.offsetHeight];
    Object.assign(wires.style, { width: `${extent[0]}px`, height: `${extent[1]}px` });
    measured = true;
  }

  // What number stands at a neuron in a pass; null before the pass has come there.
  function number(layer, k) {
    const { forward, backward, x } = lab.state.example;
    if (lab.view === "forward") return layer === 0 ? x[k] : layer <= shown ? forward[layer - 1][1][k] : null;
    return layer > 0 && layer >= shown ? backward[layer - 1][k] : null;
  }

  // The numbers that stand at the neurons of one layer, and the name that stands at each.
  const numbersOf = (column, layer) => (lab.view === "answers" ? [] : column.map((_, k) => number(layer, k)));
  const nameOf = (layer, k) => (layer === 0 ? lab.state.data.axes[k] : layer === last() ? lab.state.data.classes[k] : "");

  function showNotes() {
    const { look } = lab.state;
    spots.forEach((column, layer) => {
      const numbers = numbersOf(column, layer);
      column.forEach(({ button }, k) => {
        const note = [nameOf(layer, k), numbers[k] == null ? "" : short(numbers[k])].filter(Boolean).join(": ");
        if (button.lastChild.textContent !== note) button.lastChild.textContent = note;
        button.setAttribute("aria-pressed", String(lab.held?.[0] === layer - 1 && lab.held[1] === k));
        button.classList.toggle("dlcourse-lab-looked", look?.layer === layer - 1 && look?.neuron === k);
      });
    });
  }

  function paintNeurons(context, mode) {
    const { small, hidden, shares } = lab.frame, cells = small * small;
    if (tile.width !== small) Object.assign(tile, { width: small, height: small });
    let at = 0;
    spots.forEach((column, layer) => {
      const numbers = numbersOf(column, layer), most = Math.max(1e-9, ...numbers.map((value) => Math.abs(value ?? 0)));
      column.forEach(({ left: [x], top, side }, k) => {
        let share, tints = ["green", "pink"];
        if (lab.view !== "answers") share = () => (numbers[k] ?? 0) / most;
        else if (layer === 0) share = inputShare(k, small);
        else if (layer === last()) [share, tints] = [(c) => shares[k * cells + c] / 255, [CLASS_COLORS[k], "paper"]];
        else {
          const begin = at;
          share = (c) => hidden[begin + c] / 127;
          at += cells;
        }
        paintTile(context, tile, share, tints, { x, y: top, side }, mode);
      });
    });
  }

  // Under each layer, how large its slopes were in the last step: a bar that is a fifth longer when they are ten times as large.
  function showSlopes() {
    const { gradients } = lab.state;
    [...net.children].forEach((column, layer) => {
      const place = column.lastChild, size = layer ? gradients?.[layer - 1] : null;
      const words = size == null ? "" : `slopes ${short(size)}`;
      if (place.textContent === words) return;
      place.firstChild.textContent = words;
      const share = size > 0 ? Math.min(1, Math.max(0.02, (Math.log10(size) + 4) / 5)) : 0;
      place.lastChild.style.transform = `scaleX(${share.toFixed(2)})`;
    });
  }

  function connect() {
    const { frame, state } = lab;
    const key = [state.nudge?.at, dragged && [dragged.layer, dragged.j, dragged.i]].map(String);
    [lines, biases] = [[], []];
    let place = 0;
    for (let layer = 0; layer + 1 < spots.length; layer++) {
      const [from, to] = [spots[layer], spots[layer + 1]];
      to.forEach((end, j) => {
        from.forEach((begin, i) => {
          const weight = frame.theta[place + j * from.length + i], slope = frame.slopes[place + j * from.length + i];
          const one = { from: begin.right, to: end.left, weight, slope, layer, j, i };
          lines.push({ ...one, value: flowing(one), faded: faded(layer, j), marked: key.includes(String([layer, j, i])) });
        });
        const at = place + from.length * to.length + j;
        biases.push({ at: end.corner, value: frame.theta[at], weight: frame.theta[at], slope: frame.slopes[at], layer, j, i: null });
      });
      place += from.length * to.length + to.length;
    }
  }

  // What a line shows: its weight, or what goes along it in a pass.
  function flowing({ layer, j, i, weight }) {
    const { forward, backward, x } = lab.state.example;
    if (lab.view === "forward") return weight * (layer ? forward[layer - 1][1][i] : x[i]);
    return lab.view === "backward" ? weight * backward[layer][j] : weight;
  }

  function faded(layer, j) {
    if (lab.view === "forward") return layer >= shown;
    if (lab.view === "backward") return layer < shown;
    const [atLayer, neuron] = lab.hovered ?? lab.held ?? [];
    return atLayer === layer && neuron !== j;
  }

  function words() {
    const { state, view } = lab;
    if (view === "answers") return "";
    const { forward, backward, says } = state.example;
    const numbers = view === "forward" ? forward[shown - 1][1] : backward[shown - 1];
    const what = view === "forward" ? `Forward, ${layerName(shown)} answers` : `Backward, the errors in ${layerName(shown)} are`;
    return `${what} ${numbers.map(short).join(", ")}. ${says}`;
  }

  // A pass, layer by layer

  function pass(by) {
    const to = Math.min(Math.max(1, shown + by), last());
    if (to !== shown && by === (lab.view === "forward" ? 1 : -1)) go(to);
    shown = to;
    lab.soon();
  }

  // Lets signals or errors travel along the lines that lead to a layer.
  function go(to = shown) {
    if (!calm.matches) travel = { line: lab.view === "forward" ? to - 1 : to, since: performance.now() };
  }

  function walkThrough() {
    stand();
    shown = lab.view === "forward" ? 1 : last();
    if (lab.view === "forward") go();
    const step = lab.view === "forward" ? 1 : -1, count = last() - 1;
    let made = 0;
    walking = setInterval(() => (++made > count ? stand() : pass(step)), TRAVEL + 200);
    lab.soon();
  }

  function stand() {
    clearInterval(walking);
  }

  function paintTravel(context, mode) {
    if (!travel || lab.view === "answers") return;
    const share = (performance.now() - travel.since) / TRAVEL;
    if (share >= 1) {
      travel = null;
      return;
    }
    const along = lines.filter(({ layer }) => layer === travel.line);
    const most = Math.max(1e-9, ...along.map(({ value }) => Math.abs(value)));
    for (const line of along) {
      const r = 2 + 4 * Math.sqrt(Math.abs(line.value) / most);
      paintDot(context, onLine(line, lab.view === "forward" ? share : 1 - share), r, line.value, mode);
    }
    lab.soon();
  }

  // Hands on a weight or a bias

  function underHand(event) {
    const box = wires.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const reach = event.pointerType === "mouse" ? 9 : 14;
    const off = ([px, py]) => Math.hypot(px - x, py - y);
    const dot = biases.find(({ at }) => off(at) < reach);
    if (dot) return dot;
    let found = null, least = reach;
    for (const line of lines) {
      for (let t = 0.04; t < 1; t += 0.04) {
        const far = off(onLine(line, t));
        if (far < least) [found, least] = [line, far];
      }
    }
    return found;
  }

  // The number of the weight or bias that is under the hand, beside it.
  function showTip(width) {
    const is = (each) => each.layer === tipped.layer && each.j === tipped.j && each.i === tipped.i;
    const now = tipped && [...lines, ...biases].find(is);
    tip.hidden = !now;
    if (!now) return;
    const slope = lab.frame.slopes.length ? `, slope ${short(now.slope)}` : "";
    tip.textContent = `${now.i === null ? "bias" : "weight"} ${short(now.weight)}${slope}`;
    tip.style.left = `${Math.max(0, Math.min(tipped.x + 12, width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(0, tipped.y - 28)}px`;
  }

  const onControl = (event) => event.target.closest("button, select, label, .dlcourse-lab-slopes");
  function point(event, of) {
    const box = wires.getBoundingClientRect();
    tipped = of && { layer: of.layer, j: of.j, i: of.i, x: event.clientX - box.left, y: event.clientY - box.top };
    stage.style.cursor = of ? "ns-resize" : "";
    lab.soon();
  }

  stage.addEventListener("pointerdown", (event) => {
    const found = !event.button && lab.view === "answers" && !onControl(event) && underHand(event);
    if (!found) return;
    dragged = { ...found, at: event.clientY, start: found.weight, told: false };
    stage.setPointerCapture(event.pointerId);
    lookAt(found.layer, found.j);
    point(event, found);
    event.preventDefault();
  });
  stage.addEventListener("pointermove", (event) => {
    if (!lab.state) return;
    if (!dragged) {
      const found = lab.view === "answers" && event.pointerType === "mouse" && !onControl(event) ? underHand(event) : null;
      if (found || tipped) point(event, found);
      return;
    }
    point(event, dragged);
    dragged.value = dragged.start + (dragged.at - event.clientY) * PER_PIXEL;
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      if (!dragged) return;
      const { layer, j, i, value, told } = dragged;
      lab.act(i === null ? "bias" : "weight", { layer, to: j, ...(i === null ? {} : { from: i }), value, again: told });
      dragged.told = true;
    });
  });
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture", "pointerleave"]) {
    stage.addEventListener(kind, (event) => {
      if (kind === "pointerleave" && dragged) return;
      dragged = null;
      point(event, null);
    });
  }
  // A finger on a line moves the weight, and elsewhere the page.
  stage.addEventListener("touchstart", (event) => {
    const [touch] = event.changedTouches;
    const at = { clientX: touch.clientX, clientY: touch.clientY, target: event.target, pointerType: "touch" };
    if (lab.view === "answers" && !onControl(at) && underHand(at)) event.preventDefault();
  }, { passive: false });

  const moved = new ResizeObserver(() => {
    measured = false;
    lab.soon();
  });
  for (const each of [stage, net]) moved.observe(each);
  const end = () => {
    stand();
    moved.disconnect();
  };
  return { panel: network, closely: closely.panel, net, wires, paint, fill, end };
}

// One neuron: its weights and its bias as numbers, to be changed and to be compared with a nudge.
function makeClosely(lab) {
  let shown = "", boxes = [];
  const inside = element("div", { class: "dlcourse-lab-close" });
  const section = panel("One neuron", inside);

  function rebuild(look) {
    boxes = [];
    if (!look) {
      inside.replaceChildren(hint("Choose a neuron in the network. Then you see its weights and its bias here, and you can change them."));
      return;
    }
    const { layer, neuron } = look, hidden = lab.state.hidden;
    const from = (i) => (layer ? `neuron ${i + 1}` : lab.state.data.axes[i]);
    const line = (name, change, nudged, value, slope) => {
      const box = numberBox(name, { min: -1000, max: 1000, step: 0.1 }, change);
      const answer = element("span", { class: "dlcourse-lab-slope" });
      boxes.push({ box, value, slope, answer });
      return element("div", { class: "dlcourse-lab-weight" }, box.label, answer, press("Is this slope right?", `Compare the slope of the ${name} with a nudge`, nudged));
    };
    const away = press("Take this neuron away", "One neuron less: this one", () => lab.act("neuron_remove", { layer, neuron }));
    away.disabled = layer < hidden.length && hidden[layer].size <= 1;
    inside.replaceChildren(element("p", {}),
      ...look.weights.map((_, i) => line(`weight from ${from(i)}`, (value) => lab.act("weight", { layer, to: neuron, from: i, value }),
        () => lab.act("nudge", { layer, to: neuron, from: i }), (now) => now.weights[i], (now) => now.slopes?.[i])),
      line("bias", (value) => lab.act("bias", { layer, to: neuron, value }), () => lab.act("nudge", { layer, to: neuron, from: null }), (now) => now.bias, () => null),
      ...(layer < hidden.length ? [away] : []),
      element("p", { class: "dlcourse-lab-nudge", role: "status" }));
  }

  function fill() {
    const { look, nudge } = lab.state;
    const key = look ? JSON.stringify([look.layer, look.neuron, look.weights.length, look.activation, lab.state.hidden]) : "none";
    if (key !== shown) {
      shown = key;
      rebuild(look);
    }
    if (!look) return;
    if (inside.firstChild.textContent !== look.says) inside.firstChild.textContent = look.says;
    for (const { box, value, slope, answer } of boxes) {
      box.show(value(look));
      const now = slope(look);
      answer.textContent = now == null ? "" : `slope ${short(now)}`;
    }
    const mine = nudge && nudge.at[0] === look.layer && nudge.at[1] === look.neuron;
    const said = mine ? nudge.says : "";
    if (inside.lastChild.textContent !== said) inside.lastChild.textContent = said;
  }

  return { panel: section, fill };
}
