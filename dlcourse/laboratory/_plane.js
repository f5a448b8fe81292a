// The plane of the laboratory: the regions that the network names, or what one neuron answers; the points, and hands on them.

const CURSOR_STEP = 0.25;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function makePlane(lab) {
  let cursor = null, held = -1, tools = null, build = "", side = 1, painted = {};

  const plane = element("canvas", { class: "dlcourse-lab-plane", tabindex: 0, role: "application", ...OWN_KEYS });
  const legend = element("ul", { class: "dlcourse-lab-legend" });
  const toolPlace = element("div"), map = new OffscreenCanvas(1, 1), sheet = new OffscreenCanvas(1, 1);
  const meaning = hint();
  const section = panel("What the network says", plane, meaning, legend, toolPlace);

  function rebuild(structure, mode) {
    build = structure;
    const { classes } = lab.state.data;
    const glyph = (k) => {
      const canvas = element("canvas", { class: "dlcourse-lab-glyph" }), small = fit(canvas, 14, 14);
      shape(small, SHAPES[k], 7, 7, 5.5);
      small.fillStyle = color(CLASS_COLORS[k], mode);
      small.fill();
      return canvas;
    };
    legend.replaceChildren(...classes.map((name, k) => element("li", {}, glyph(k), `class ${name}`)),
      element("li", {}, "filled: training; hollow: validation; ring: the chosen point"));
    const before = tools?.value() ?? "choose";
    tools = choices("On the plane, with a click or Enter:", [["choose", "choose a point"], ["move", "move a point"], ["delete", "delete a point"],
      ...classes.map((name, k) => [`add ${k}`, `add a point of class ${name}`])],
      (value) => (value.startsWith("add") ? [element("span", {}, "+"), glyph(Number(value.slice(4)))] : [element("span", {}, value)]), () => release());
    tools.show("choose");
    tools.show(before);
    tools.fieldset.classList.add("dlcourse-lab-tools");
    toolPlace.replaceChildren(tools.fieldset);
    swiping();
  }

  // Painting

  function paint(mode) {
    const { state, points } = lab;
    const structure = JSON.stringify([state.data.classes, mode, devicePixelRatio]);
    if (structure !== build) rebuild(structure, mode);
    const context = fit(plane, side, side);
    context.imageSmoothingEnabled = true;
    paintGround(mode);
    context.drawImage(map, 0, 0, side, side);
    paintAllPoints(context, mode);
    if (cursor && document.activeElement === plane) paintCross(context, side, mode);
    const title = `Plane with ${points.y.length} points in ${state.data.classes.length} classes. ${state.example.says} Arrow keys move a cross. Enter does what is chosen under “On the plane”.`;
    if (plane.getAttribute("aria-label") !== title) plane.setAttribute("aria-label", title);
  }

  // The points are painted anew only when they have changed: hundreds of small shapes take longer than all the rest.
  function paintAllPoints(context, mode) {
    const marked = held >= 0 ? held : lab.state.example.index;
    const key = JSON.stringify([side, mode, devicePixelRatio, marked]);
    if (held >= 0 || painted.points !== lab.points || painted.key !== key) {
      paintPoints(fit(sheet, side, side), lab.points, lab.frame.limit, side, mode, marked);
      painted = { points: held >= 0 ? null : lab.points, key };
    }
    context.drawImage(sheet, 0, 0, side, side);
  }

  function paintGround(mode) {
    const { state, frame } = lab, chosen = lab.hovered ?? lab.held;
    const one = chosen && (chosen[0] < state.hidden.length || chosen[1] < state.outputs) ? chosen : null;
    const size = one ? frame.small : frame.size;
    if (map.width !== size) Object.assign(map, { width: size, height: size });
    const small = map.getContext("2d"), image = small.createImageData(size, size);
    let title = "What the network says", means = "The deeper the colour, the surer the network.";
    if (!one) paintRegions(image, frame.classes, frame.certainty, mode);
    else {
      const [layer, k] = one, cells = size * size;
      if (layer < state.hidden.length) {
        const before = state.hidden.slice(0, layer).reduce((sum, each) => sum + each.size, 0);
        paintCells(image, (c) => (0.7 * frame.hidden[(before + k) * cells + c]) / 127, "green", "pink", mode);
        means = "Green: above 0. White: 0. Purple: below 0.";
        title = `Layer ${layer + 1}, neuron ${k + 1}: its answer`;
      } else {
        paintCells(image, (c) => (0.6 * frame.shares[k * cells + c]) / 255, CLASS_COLORS[k], "paper", mode);
        means = "The deeper the colour, the larger this output.";
        title = `The output for class ${state.data.classes[k]}`;
      }
    }
    small.putImageData(image, 0, 0);
    for (const [place, words] of [[section.firstChild, title], [meaning, means]]) {
      if (place.textContent !== words) place.textContent = words;
    }
  }

  function paintCross(context, side, mode) {
    const place = (value) => ((value + lab.frame.limit) / (2 * lab.frame.limit)) * side;
    const [x, y] = [place(cursor[0]), side - place(cursor[1])];
    context.strokeStyle = color("ink", mode);
    context.lineWidth = 2;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [0, 1]]) {
      context.moveTo(x - 9 * dx, y - 9 * dy);
      context.lineTo(x + 9 * dx, y + 9 * dy);
    }
    context.stroke();
  }

  // Hands

  // A finger that moves over the plane moves a point where it should, and the page otherwise.
  function swiping() {
    plane.style.touchAction = tools.value() === "move" ? "none" : "pan-y";
  }

  const inside = (value) => Math.min(lab.frame.limit, Math.max(-lab.frame.limit, value));
  function placeOf(event) {
    const box = plane.getBoundingClientRect(), { limit } = lab.frame;
    const share = (v, low, size) => inside(((v - low) / size) * 2 * limit - limit);
    return [share(event.clientX, box.left, box.width), -share(event.clientY, box.top, box.height)];
  }

  function nearest([x, y], reach = 0.45) {
    const { X, y: labels } = lab.points;
    let found = -1, least = reach;
    for (let k = 0; k < labels.length; k++) {
      const far = Math.hypot(X[2 * k] - x, X[2 * k + 1] - y);
      if (far < least) [found, least] = [k, far];
    }
    return found;
  }

  function release() {
    held = -1;
    swiping();
    lab.soon();
  }

  function useTool(place) {
    const [what, label] = tools.value().split(" ");
    if (what === "add") return lab.act("point_add", { x: place[0], y: place[1], label: Number(label) });
    if (what === "move" && held >= 0) {
      lab.act("point_move", { index: held, x: place[0], y: place[1] });
      return release();
    }
    const index = nearest(place);
    if (index < 0) return lab.warn("There is no point here.");
    if (what === "delete") lab.act("point_delete", { index });
    else if (what === "move") held = index;
    else lab.act("example", { index });
    lab.soon();
  }

  plane.addEventListener("pointerdown", (event) => {
    if (!lab.state || event.button) return;
    if (tools.value() !== "move") return; // a click does it: a finger may be about to move the page
    plane.setPointerCapture(event.pointerId);
    held = nearest(placeOf(event));
    lab.soon();
  });
  plane.addEventListener("click", (event) => {
    if (lab.state && tools.value() !== "move") useTool(placeOf(event));
  });
  plane.addEventListener("pointercancel", () => tools.value() === "move" && release());
  plane.addEventListener("pointermove", (event) => {
    if (held < 0 || tools.value() !== "move" || !event.buttons) return;
    lab.points.X.set(placeOf(event), 2 * held); // shown at once; told when it is put down
    lab.soon();
  });
  plane.addEventListener("pointerup", (event) => {
    if (held < 0 || tools.value() !== "move") return;
    const [x, y] = placeOf(event);
    lab.act("point_move", { index: held, x, y });
    release();
  });
  plane.addEventListener("keydown", (event) => {
    if (!lab.state) return;
    cursor ??= [0, 0];
    const way = WAYS[event.key];
    if (way) cursor = cursor.map((v, k) => inside(v + way[k] * CURSOR_STEP * (event.shiftKey ? 4 : 1)));
    else if (event.key === "Enter" || event.key === " ") useTool(cursor);
    else if (event.key === "Delete") {
      const index = nearest(cursor);
      if (index >= 0) lab.act("point_delete", { index });
    } else return;
    event.preventDefault();
    event.stopPropagation();
    lab.soon();
  });
  for (const kind of ["focus", "blur"]) plane.addEventListener(kind, () => lab.soon());

  const resized = new ResizeObserver(([{ contentRect }]) => {
    side = contentRect.width;
    lab.soon();
  });
  resized.observe(plane);
  return { panel: section, plane, paint, forget: () => (held = -1), end: () => resized.disconnect() };
}
