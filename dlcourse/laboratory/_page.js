// The laboratory in a page: shows what the kernel sends, and tells it what the user does. Needs the scripts beside it, and `theme` and
// `onThemeChange` of `_view.js`. Each frame is answered when it is painted; until then the kernel sends no other.

const QUIETLY = 700; // ms without a change, after which the state is said aloud
const PER_PIXEL = 0.02; // how much a weight changes when it is dragged by one pixel
const CURSOR_STEP = 0.25;
const VIEWS = [["answers", "what each neuron answers"], ["forward", "one example, forward"], ["backward", "one example, backward"]];
const INPUTS = ["x₁", "x₂"];

function renderLaboratory({ model, el }) {
  const names = model.get("names");
  const send = (action) => model.send(action);
  const act = (what, more = {}) => send({ do: what, ...more });
  let state = null, points = null, frame = null, unpainted = 0, playing = false, waiting = 0, speaking = 0;
  let view = "answers", layersShown = 0, dragged = null, cursor = null, heldPoint = -1, build = "";
  let lines = [], spots = [];

  // Controls

  const play = press("▶ Play", "Train until you press Pause", () => act(playing ? "pause" : "play"));
  play.classList.add("dlcourse-lab-play");
  const speed = picker("speed", [["slow", "slow"], ["medium", "medium"], ["fast", "as fast as it can"]], (name) => act("speed", { name }));
  const back = press("↶ Back", "Back by one step, or by one change by hand", () => act("back"));
  const epoch = element("span", { class: "dlcourse-lab-epoch" });
  const bar = element("div", { class: "dlcourse-lab-bar" },
    play,
    press("One batch", "One step on the next batch", () => act("batch")),
    press("One epoch", "Steps to the end of this epoch", () => act("epoch")),
    back,
    press("↺ Restart", "Back to the first weights", () => act("restart")),
    speed.label, epoch);

  const set = (name) => (value) => act("set", { name, value });
  const fields = {
    learning_rate: numberBox("learning rate η", { min: 0 }, set("learning_rate")),
    batch_size: numberBox("batch size", { min: 1, step: 1, whole: true }, set("batch_size")),
    optimiser: picker("optimiser", names.optimisers, set("optimiser")),
    weight_decay: numberBox("weight decay", { min: 0 }, set("weight_decay")),
    seed: numberBox("seed", { min: 0, step: 1, whole: true }, set("seed")),
    runs_on: picker("run by", names.runs_on, set("runs_on")),
  };
  const first = picker("first weights", names.first, (name) => act("first_weights", { name }));
  const loss = picker("output and loss", names.losses, (name) => act("loss", { name }));
  const settings = panel("How it learns", element("div", { class: "dlcourse-lab-fields" },
    ...["learning_rate", "batch_size", "optimiser", "weight_decay"].map((name) => fields[name].label),
    first.label, loss.label, fields.seed.label, fields.runs_on.label));

  // Data

  const kind = picker("data", names.data, (name) => act("data", { name }));
  const percent = (v) => `${Math.round(100 * v)} %`;
  const ranges = {
    points: rangeBox("points", { min: 10, max: 1000, step: 10 }, String, (value) => act("data", { points: value })),
    noise: rangeBox("noise", { min: 0, max: 1, step: 0.05 }, percent, (value) => act("data", { noise: value })),
    validation: rangeBox("kept for validation", { min: 0, max: 0.9, step: 0.1 }, percent, (value) => act("data", { validation: value })),
  };
  const another = press("Draw other points", "The same kind of data with another seed", () => act("data", { seed: state.data.seed + 1 }));
  const tool = picker("on the plane", [["choose", "choose a point"], ["move", "move a point"], ["delete", "delete a point"]], () => release());
  const dataPanel = panel("Data", kind.label, ...Object.values(ranges).map((each) => each.label), another, tool.label);

  // The plane

  const plane = element("canvas", { class: "dlcourse-lab-plane", tabindex: 0, role: "application", ...OWN_KEYS });
  const legend = element("ul", { class: "dlcourse-lab-legend" });
  const map = new OffscreenCanvas(1, 1);
  const losses = element("canvas", { class: "dlcourse-lab-losses", role: "img" });
  const scores = element("p", { class: "dlcourse-lab-scores" });
  const planePanel = panel("What it says", plane, legend, losses, scores);

  // The network

  const net = element("div", { class: "dlcourse-lab-net" });
  const wires = element("canvas", { class: "dlcourse-lab-wires", "aria-hidden": "true" });
  const views = picker("show", VIEWS, (name) => {
    view = name;
    layersShown = name === "forward" ? 1 : state ? state.hidden.length + 1 : 1;
    soon();
  });
  const previous = press("◀ Layer", "One layer back in the pass", () => pass(-1));
  const next = press("Layer ▶", "One layer on in the pass", () => pass(1));
  const passing = element("span", { class: "dlcourse-lab-passing" }, previous, next);
  const story = element("p", { class: "dlcourse-lab-story" });
  const addLayer = press("+ layer", "One hidden layer more, before the output", () => act("layer_add"));
  const netPanel = panel("Network", element("div", { class: "dlcourse-lab-row" }, views.label, passing, addLayer), element("div", { class: "dlcourse-lab-stage" }, wires, net), story);
  const close = element("div", { class: "dlcourse-lab-close" });
  const closely = panel("One neuron", close);

  // Missions, and what leaves the laboratory

  const missions = element("ol", { class: "dlcourse-lab-missions" });
  const missionFold = fold("Missions", missions);
  const text = element("textarea", { rows: 3, "aria-label": "State of the laboratory as a text", spellcheck: "false", ...OWN_KEYS });
  const program = element("textarea", { rows: 10, readonly: true, "aria-label": "The run as a program", spellcheck: "false", ...OWN_KEYS });
  const sharing = fold("Take it with you",
    element("p", {}, "The text below brings this state back, to the last bit. Copy it, or paste another one and open it."),
    text,
    element("div", { class: "dlcourse-lab-row" },
      press("Write the state", "Write this state as a text", () => send({ want: "text" })),
      press("Open the text", "Bring back the state that the text holds", () => act("open", { text: text.value }))),
    element("p", {}, "The run since the last restart, as a program that ends in the same numbers:"),
    program,
    element("div", { class: "dlcourse-lab-row" },
      press("Write the program", "Write the run as a program", () => send({ want: "program" })),
      press("Save the picture", "Save the plane as a PNG", savePicture)));

  const said = element("div", { class: "dlcourse-lab-said", role: "status" });
  const told = element("p", { class: "dlcourse-lab-told", role: "alert" });
  const words = element("p", { class: "dlcourse-lab-words" });
  const root = element("div", { class: "dlcourse-lab", role: "group", "aria-label": "Laboratory" },
    bar, told,
    element("div", { class: "dlcourse-lab-columns" }, element("div", {}, dataPanel, settings), element("div", {}, netPanel, closely), planePanel),
    words, missionFold, sharing, said);
  el.append(root);

  // What the kernel says

  function hear(message, buffers) {
    if (message.kind === "frame") {
      [state, playing] = [message.state, message.playing];
      unpainted += 1;
      const floats = (view) => new Float32Array(bytesOf(view).slice().buffer);
      const [classes, certainty, hidden, theta, slopes, history] = buffers;
      const past = floats(history), third = past.length / 3;
      frame = {
        ...message.header,
        classes: bytesOf(classes).slice(), certainty: bytesOf(certainty).slice(), hidden: new Int8Array(bytesOf(hidden).slice().buffer),
        theta: floats(theta), slopes: floats(slopes),
        history: [0, 1, 2].map((k) => [...past.slice(k * third, (k + 1) * third)]),
      };
      told.textContent = state.stopped;
      soon();
    } else if (message.kind === "points") {
      const [X, y, kept] = buffers;
      points = { X: new Float32Array(bytesOf(X).slice().buffer), y: bytesOf(y).slice(), kept: bytesOf(kept).slice() };
      heldPoint = -1;
      soon();
    } else if (message.kind === "says") {
      told.textContent = "";
      told.textContent = message.text;
      soon();
    } else {
      (message.kind === "text" ? text : program).value = message.text;
    }
  }

  function soon() {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      if (!state || !points || !frame) return;
      paint();
      if (unpainted) send({ painted: unpainted });
      unpainted = 0;
    });
  }

  // Painting

  function paint() {
    const mode = theme();
    root.dataset.theme = mode;
    fillControls();
    const structure = JSON.stringify([state.hidden, state.data.classes]);
    if (structure !== build) rebuild(structure);
    paintPlane(mode);
    paintNetwork(mode);
    const box = losses.getBoundingClientRect();
    paintLosses(fit(losses, box.width, box.height), frame.history, box.width, box.height, mode);
    fillWords();
  }

  function fillControls() {
    play.textContent = playing ? "⏸ Pause" : "▶ Play";
    play.setAttribute("aria-pressed", String(playing));
    back.disabled = !state.can_back;
    speed.show(model.get("speed"));
    for (const [name, field] of Object.entries(fields)) field.show(state.settings[name]);
    first.show(state.first_weights);
    loss.show(state.loss);
    kind.show(state.data.name);
    for (const [name, range] of Object.entries(ranges)) range.show(state.data[name]);
    const made = state.data.name === "own";
    ranges.points.input.disabled = ranges.noise.input.disabled = made;
    views.show(view);
    passing.hidden = view === "answers";
    addLayer.disabled = state.hidden.length >= 6;
    const whole = Math.floor(state.epoch + 1e-9);
    epoch.textContent = `epoch ${whole.toLocaleString("en")}, batch ${state.batch.toLocaleString("en")}`;
  }

  function fillWords() {
    const { train, validation } = state;
    const share = (part) => (part.correct == null ? "–" : percent(part.correct));
    const number = (part) => (part.loss == null ? "–" : short(part.loss));
    scores.replaceChildren(
      element("span", { class: "dlcourse-lab-train" }, `training: loss ${number(train)}, ${share(train)} right`), element("br"),
      element("span", { class: "dlcourse-lab-validation" }, `validation: loss ${number(validation)}, ${share(validation)} right`));
    losses.setAttribute("aria-label", `Losses so far. Now the training loss is ${number(train)}, and the validation loss is ${number(validation)}.`);
    words.textContent = `${state.words} ${state.runs_on_says}`;
    root.dataset.state = JSON.stringify([state.version, state.batch, state.train.loss]);
    fillMissions();
    fillClosely();
    clearTimeout(speaking);
    if (!playing) speaking = setTimeout(() => { if (said.textContent !== state.words) said.textContent = state.words; }, QUIETLY);
  }

  let missionsShown = "";
  function fillMissions() {
    const now = JSON.stringify(state.missions.map((mission) => mission.done));
    if (now === missionsShown) return;
    missionsShown = now;
    const done = state.missions.filter((mission) => mission.done).length;
    missionFold.firstChild.textContent = `Missions: ${done} of ${state.missions.length} done`;
    missions.replaceChildren(...state.missions.map((mission) => element("li", { class: mission.done ? "dlcourse-lab-done" : "" },
      element("strong", {}, `${mission.done ? "✓ " : ""}${mission.title}${mission.done ? " (done)" : ""}`), " ", mission.task,
      element("details", {}, element("summary", { ...OWN_KEYS }, "Hint"), mission.hint))));
  }

  function paintPlane(mode) {
    const box = plane.getBoundingClientRect(), side = box.width;
    const context = fit(plane, side, side);
    if (map.width !== frame.size) Object.assign(map, { width: frame.size, height: frame.size });
    const small = map.getContext("2d");
    small.putImageData(paintRegions(small.createImageData(frame.size, frame.size), frame.classes, frame.certainty, mode), 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(map, 0, 0, side, side);
    paintPoints(context, points, frame.limit, side, mode, heldPoint >= 0 ? heldPoint : state.example.index);
    if (cursor && document.activeElement === plane) {
      const [x, y] = [toPixel(cursor[0], side), side - toPixel(cursor[1], side)];
      context.strokeStyle = color("ink", mode);
      context.lineWidth = 2;
      context.beginPath();
      for (const [dx, dy] of [[1, 0], [0, 1]]) {
        context.moveTo(x - 9 * dx, y - 9 * dy);
        context.lineTo(x + 9 * dx, y + 9 * dy);
      }
      context.stroke();
    }
    const title = `Plane with ${points.y.length} points in ${state.data.classes.length} classes. ${state.example.says} Arrow keys move a cross. Enter does what is chosen under “on the plane”.`;
    if (plane.getAttribute("aria-label") !== title) plane.setAttribute("aria-label", title);
  }

  // The network: rebuilt when layers or neurons come or go

  function rebuild(structure) {
    build = structure;
    const focused = document.activeElement?.dataset?.neuron;
    const axes = state.data.axes;
    const nodes = (layer, count, name, inside) => Array.from({ length: count }, (_, k) => {
      const button = element("button", { type: "button", class: "dlcourse-lab-neuron", "data-neuron": `${layer},${k}`, "aria-label": name(k), ...OWN_KEYS }, ...inside(k));
      if (layer >= 0) for (const kind of ["click", "focus"]) button.addEventListener(kind, () => lookAt(layer, k));
      else button.disabled = true;
      return button;
    });
    const columns = [element("div", { class: "dlcourse-lab-layer" }, element("div", { class: "dlcourse-lab-head" }, "inputs"),
      ...nodes(-1, 2, (k) => `Input ${axes[k]}`, (k) => [element("span", { class: "dlcourse-lab-input" }, axes[k]), element("small")]))];
    state.hidden.forEach(({ size, activation }, layer) => {
      const choose = picker(`layer ${layer + 1}`, names.activations, (name) => act("activation", { layer, name }));
      choose.show(activation);
      choose.select.setAttribute("aria-label", `Activation of hidden layer ${layer + 1}`);
      const less = press("−", `One neuron less in hidden layer ${layer + 1}`, () => act("neuron_remove", { layer }));
      const more = press("+", `One neuron more in hidden layer ${layer + 1}`, () => act("neuron_add", { layer }));
      const away = press("×", `Take hidden layer ${layer + 1} away`, () => act("layer_remove", { at: layer }));
      less.disabled = size <= 1;
      more.disabled = size >= 12;
      for (const button of [less, more, away]) button.setAttribute("aria-label", button.title);
      columns.push(element("div", { class: "dlcourse-lab-layer" },
        element("div", { class: "dlcourse-lab-head" }, choose.label, element("div", { class: "dlcourse-lab-steps" }, less, more, away)),
        ...nodes(layer, size, (k) => `Hidden layer ${layer + 1}, neuron ${k + 1}`, () => [element("canvas", { width: 32, height: 32 }), element("small")])));
    });
    columns.push(element("div", { class: "dlcourse-lab-layer" }, element("div", { class: "dlcourse-lab-head" }, "outputs"),
      ...nodes(state.hidden.length, state.outputs, (k) => `Output of class ${state.data.classes[k]}`, (k) => [element("span", { class: "dlcourse-lab-class", "data-class": k }, state.data.classes[k]), element("small")])));
    net.replaceChildren(...columns);
    legend.replaceChildren(...state.data.classes.map((name, k) => element("li", {}, element("canvas", { width: 28, height: 28, "data-class": k }), `class ${name}`)),
      element("li", {}, "filled: training; hollow: validation"));
    const tools = state.data.classes.map((name, k) => element("option", { value: `add ${k}` }, `add a point of class ${name}`));
    const chosen = tool.select.value;
    for (const old of tool.select.querySelectorAll('option[value^="add"]')) old.remove();
    tool.select.append(...tools);
    tool.select.value = chosen;
    layersShown = Math.min(layersShown, state.hidden.length + 1);
    spots = [];
    if (focused) net.querySelector(`[data-neuron="${focused}"]`)?.focus({ preventScroll: true });
  }

  function paintNetwork(mode) {
    const stage = wires.parentElement.getBoundingClientRect();
    spots = [...net.children].map((column) => [...column.querySelectorAll(".dlcourse-lab-neuron")].map((button) => {
      const box = button.getBoundingClientRect();
      return { button, left: [box.left - stage.left, box.top - stage.top + 22], right: [box.right - stage.left, box.top - stage.top + 22] };
    }));
    let at = 0;
    spots.slice(1, -1).flat().forEach(({ button }) => {
      const count = frame.small * frame.small;
      const answers = frame.hidden.subarray(at, at + count);
      at += count;
      const canvas = button.querySelector("canvas");
      const context = canvas.getContext("2d");
      context.putImageData(paintAnswers(context.createImageData(frame.small, frame.small), answers, mode), 0, 0);
    });
    for (const canvas of legend.querySelectorAll("canvas")) {
      const context = fit(canvas, 14, 14), k = Number(canvas.dataset.class);
      shape(context, SHAPES[k], 7, 7, 5.5);
      context.fillStyle = color(CLASS_COLORS[k], mode);
      context.fill();
    }
    fillNumbers();
    lines = [];
    let place = 0;
    for (let layer = 0; layer + 1 < spots.length; layer++) {
      const [from, to] = [spots[layer], spots[layer + 1]];
      to.forEach((end, j) => from.forEach((begin, i) => {
        const weight = frame.theta[place + j * from.length + i];
        const marked = state.nudge?.at.join() === `${layer},${j},${i}` || (dragged && dragged.key === `${layer},${j},${i}`);
        lines.push({ from: begin.right, to: end.left, value: flowing(layer, j, i, weight), weight, layer, j, i, marked, faded: faded(layer, j) });
      }));
      place += from.length * to.length + to.length;
    }
    paintWeights(fit(wires, stage.width, stage.height), lines, mode);
  }

  // What a line shows: its weight, or what goes along it in a pass.
  function flowing(layer, j, i, weight) {
    const { forward, backward, x } = state.example;
    if (view === "forward") return weight * (layer ? forward[layer - 1][1][i] : x[i]);
    if (view === "backward") return weight * backward[layer][j];
    return weight;
  }

  function faded(layer, j) {
    if (view === "forward") return layer >= layersShown;
    if (view === "backward") return layer < layersShown - 1;
    return Boolean(state.look && state.look.layer === layer && state.look.neuron !== j && net.contains(document.activeElement));
  }

  function fillNumbers() {
    const { forward, backward, x } = state.example, last = state.hidden.length;
    spots.forEach((column, layer) => column.forEach(({ button }, k) => {
      const note = button.lastElementChild;
      let words = "";
      if (view === "forward") words = layer === 0 ? short(x[k]) : layer <= layersShown ? short(forward[layer - 1][1][k]) : "";
      if (view === "backward" && layer > 0 && layer >= layersShown) words = short(backward[layer - 1][k]);
      if (note.textContent !== words) note.textContent = words;
      button.classList.toggle("dlcourse-lab-looked", state.look?.layer === layer - 1 && state.look?.neuron === k);
    }));
    let told = state.gradients
      ? `Size of the slopes in the last step, layer by layer: ${state.gradients.map((size) => (size == null ? "–" : short(size))).join(", ")}.`
      : "No step has been made yet, so there are no slopes.";
    if (view === "forward") {
      const name = layersShown > last ? "output layer" : `hidden layer ${layersShown}`;
      told = `Forward, the ${name} answers ${forward[layersShown - 1][1].map(short).join(", ")}. ${state.example.says}`;
    } else if (view === "backward") {
      const name = layersShown > last ? "output layer" : `hidden layer ${layersShown}`;
      told = `Backward, the errors in the ${name} are ${backward[layersShown - 1].map(short).join(", ")}. ${state.example.says}`;
    }
    if (story.textContent !== told) story.textContent = told;
    const most = last + 1;
    previous.disabled = layersShown <= 1;
    next.disabled = layersShown >= most;
    if (view === "backward") [previous.textContent, next.textContent] = ["◀ Layer", "Layer ▶"];
  }

  function pass(by) {
    layersShown = Math.min(Math.max(1, layersShown + by), state.hidden.length + 1);
    soon();
  }

  // One neuron, looked at closely

  function lookAt(layer, neuron) {
    if (state?.look?.layer !== layer || state?.look?.neuron !== neuron) act("look", { layer, neuron });
  }

  let shownNeuron = "", boxes = [];
  function fillClosely() {
    const look = state.look;
    const key = look ? JSON.stringify([look.layer, look.neuron, look.weights.length, look.activation]) : "none";
    if (key !== shownNeuron) {
      shownNeuron = key;
      boxes = [];
      if (!look) {
        close.replaceChildren(element("p", {}, "Choose a neuron to see its weights and its bias, and to change them by hand."));
        return;
      }
      const { layer, neuron } = look;
      const from = (i) => (layer ? `neuron ${i + 1}` : state.data.axes[i]);
      const row = (name, change, nudged, value, slope) => {
        const box = numberBox(name, { min: -1000, max: 1000, step: 0.1 }, (value) => change(value));
        const answer = element("span", { class: "dlcourse-lab-slope" });
        boxes.push({ box, value, slope, answer });
        return element("div", { class: "dlcourse-lab-weight" }, box.label, answer, press("Is this slope right?", `Compare the slope of the ${name} with a nudge`, nudged));
      };
      close.replaceChildren(element("p", {}),
        ...look.weights.map((_, i) => row(`weight from ${from(i)}`, (value) => act("weight", { layer, to: neuron, from: i, value }),
          () => act("nudge", { layer, to: neuron, from: i }), (now) => now.weights[i], (now) => now.slopes?.[i])),
        row("bias", (value) => act("bias", { layer, to: neuron, value }), () => act("nudge", { layer, to: neuron, from: null }), (now) => now.bias, () => null),
        element("p", { class: "dlcourse-lab-nudge", role: "status" }));
    }
    if (!look) return;
    close.firstChild.textContent = look.says;
    for (const { box, value, slope, answer } of boxes) {
      box.show(value(look));
      const now = slope(look);
      answer.textContent = now == null ? "" : `slope ${short(now)}`;
    }
    const mine = state.nudge && state.nudge.at[0] === look.layer && state.nudge.at[1] === look.neuron;
    close.lastChild.textContent = mine ? state.nudge.says : "";
  }

  // Hands on the plane

  const toPixel = (value, side) => ((value + frame.limit) / (2 * frame.limit)) * side;
  const inside = (value) => Math.min(frame.limit, Math.max(-frame.limit, value));
  function placeOf(event) {
    const box = plane.getBoundingClientRect();
    const share = (v, low, size) => inside(((v - low) / size) * 2 * frame.limit - frame.limit);
    return [share(event.clientX, box.left, box.width), -share(event.clientY, box.top, box.height)];
  }
  function nearest([x, y], reach = 0.45) {
    let found = -1, least = reach;
    for (let k = 0; k < points.y.length; k++) {
      const far = Math.hypot(points.X[2 * k] - x, points.X[2 * k + 1] - y);
      if (far < least) [found, least] = [k, far];
    }
    return found;
  }
  function release() {
    heldPoint = -1;
    soon();
  }
  function useTool(place) {
    const [what, label] = tool.select.value.split(" ");
    if (what === "add") return act("point_add", { x: place[0], y: place[1], label: Number(label) });
    if (what === "move" && heldPoint >= 0) {
      act("point_move", { index: heldPoint, x: place[0], y: place[1] });
      return release();
    }
    const index = nearest(place);
    if (index < 0) return (told.textContent = "There is no point here.");
    if (what === "delete") act("point_delete", { index });
    else if (what === "move") heldPoint = index;
    else act("example", { index });
    soon();
  }
  plane.addEventListener("pointerdown", (event) => {
    if (!state || event.button) return;
    plane.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    if (tool.select.value === "move") heldPoint = nearest(place);
    else useTool(place);
    soon();
  });
  plane.addEventListener("pointermove", (event) => {
    if (heldPoint < 0 || tool.select.value !== "move" || !event.buttons) return;
    const [x, y] = placeOf(event);
    points.X[2 * heldPoint] = x; // shown at once; told when it is put down
    points.X[2 * heldPoint + 1] = y;
    soon();
  });
  plane.addEventListener("pointerup", (event) => {
    if (heldPoint < 0 || tool.select.value !== "move") return;
    const [x, y] = placeOf(event);
    act("point_move", { index: heldPoint, x, y });
    release();
  });
  plane.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    cursor ??= [0, 0];
    if (ways[event.key]) cursor = cursor.map((v, k) => inside(v + ways[event.key][k] * CURSOR_STEP * (event.shiftKey ? 4 : 1)));
    else if (event.key === "Enter" || event.key === " ") useTool(cursor);
    else if (event.key === "Delete") { const index = nearest(cursor); if (index >= 0) act("point_delete", { index }); }
    else return;
    event.preventDefault();
    event.stopPropagation();
    soon();
  });
  for (const kind of ["focus", "blur"]) plane.addEventListener(kind, () => soon());

  // Hands on a weight: its line is dragged up and down

  function lineAt(event) {
    const box = wires.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let found = null, least = 9;
    for (const line of lines) {
      const middle = (line.from[0] + line.to[0]) / 2;
      for (let t = 0.05; t < 1; t += 0.05) {
        const u = 1 - t;
        const px = u ** 3 * line.from[0] + 3 * u * u * t * middle + 3 * u * t * t * middle + t ** 3 * line.to[0];
        const py = u * u * (u + 3 * t) * line.from[1] + t * t * (t + 3 * u) * line.to[1];
        const far = Math.hypot(px - x, py - y);
        if (far < least) [found, least] = [line, far];
      }
    }
    return found;
  }
  const stage = wires.parentElement;
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button, select, label") || view !== "answers") return;
    const line = lineAt(event);
    if (!line) return;
    dragged = { ...line, key: `${line.layer},${line.j},${line.i}`, at: event.clientY, start: line.weight };
    stage.setPointerCapture(event.pointerId);
    act("look", { layer: line.layer, neuron: line.j });
    event.preventDefault();
  });
  let pending = 0;
  stage.addEventListener("pointermove", (event) => {
    if (!dragged) {
      stage.style.cursor = view === "answers" && !event.target.closest("button, select") && lineAt(event) ? "ns-resize" : "";
      return;
    }
    dragged.value = dragged.start + (dragged.at - event.clientY) * PER_PIXEL;
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      if (dragged) act("weight", { layer: dragged.layer, to: dragged.j, from: dragged.i, value: dragged.value });
    });
  });
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) stage.addEventListener(kind, () => (dragged = null));

  function savePicture() {
    const link = element("a", { href: plane.toDataURL("image/png"), download: "laboratory.png" });
    link.click();
  }

  // By keys alone one gets back to the notebook.
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus({ preventScroll: true });
  });

  model.on("msg:custom", hear);
  const unwatch = onThemeChange(() => soon());
  const resized = new ResizeObserver(() => soon());
  resized.observe(root);
  send({ ready: true });
  return () => {
    model.off("msg:custom", hear);
    unwatch();
    resized.disconnect();
    clearTimeout(speaking);
    cancelAnimationFrame(waiting);
  };
}

export default { render: renderLaboratory };
