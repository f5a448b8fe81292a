// A sheet of 28 by 28 cells to draw on, with mouse, finger, pen or keys. Its ink is the trait `value`: 784 bytes, row by row,
// 0 for paper and 255 for ink.

const SIDE = 28;
const ZOOM = 20; // pixels of the canvas for each cell: twice as many as on the page
const PAPER = 255;
const UNDER_WAY = 3; // drawings that the kernel has not answered yet
const REACH = { pen: 1.65, eraser: 2.2 }; // cells from the middle of a line to where its grey edge ends
const HINT = "Draw with mouse, finger or pen. Keys: arrows move, Space sets the pen down or lifts it, Delete clears.";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function render({ model, el }) {
  let ink = held();
  let erasing = false, frame = 0, example = -1;
  let told = true, underWay = 0; // whether the kernel has been sent what is on the sheet, and how many drawings it has not answered
  let heard = true; // whether who follows the sheet in this page has heard of what is on it
  const before = []; // the sheets that Undo brings back
  let pointer = null; // the one that draws, and where it was last
  const cursor = { x: SIDE / 2, y: SIDE / 2, down: false, shown: false };

  const { canvas, clear, eraser, undo, next, said } = build(el);
  if (!model.get("examples").byteLength) next.remove();
  const context = canvas.getContext("2d");
  const small = new OffscreenCanvas(SIDE, SIDE);
  const cells = new ImageData(SIDE, SIDE);

  function held() {
    const view = model.get("value");
    return new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  }

  // Whoever follows the sheet in this page hears of it at once, but no more than twice for an animation frame; the kernel once.
  function changed() {
    paint();
    told = heard = false;
    if (frame) return;
    hear();
    frame = requestAnimationFrame(() => {
      frame = 0;
      hear();
      tell();
    });
  }

  function hear() {
    if (heard) return;
    heard = true;
    model.set("value", new DataView(ink.slice().buffer));
  }

  // The way to the kernel and back takes longer than a frame, so a few drawings may be under way at once (ipywidgets would wait for
  // each answer). While it is busy, the next, the newest, waits here.
  function tell() {
    if (told || frame || underWay >= UNDER_WAY) return;
    told = true;
    underWay += 1;
    model.send({ drawn: true }, undefined, [ink.slice().buffer]);
  }

  function answered() {
    underWay = Math.max(0, underWay - 1); // another view of this sheet may have drawn
    tell();
  }

  function paint() {
    canvas.classList.toggle("dlcourse-pad-keys", cursor.shown);
    ink.forEach((amount, k) => {
      const shade = PAPER - amount;
      cells.data.set([shade, shade, shade, 255], 4 * k);
    });
    small.getContext("2d").putImageData(cells, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
    if (cursor.shown) {
      context.beginPath();
      context.arc(cursor.x * ZOOM, cursor.y * ZOOM, 0.9 * ZOOM, 0, 2 * Math.PI);
      context.lineWidth = 5;
      context.strokeStyle = cursor.down ? "#D55E00" : "#0072B2";
      context.stroke();
      if (cursor.down) {
        context.fillStyle = "#D55E00";
        context.fill();
      }
    }
  }

  // A soft, round tip from one place to another: as dark as it is near, and never lighter than it was.
  function line(from, to, rubber) {
    const reach = REACH[rubber ? "eraser" : "pen"];
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = dx * dx + dy * dy || 1;
    for (let k = 0; k < ink.length; k++) {
      const [x, y] = [(k % SIDE) + 0.5 - from.x, Math.floor(k / SIDE) + 0.5 - from.y];
      const along = Math.min(1, Math.max(0, (x * dx + y * dy) / length));
      const cover = Math.min(1, Math.max(0, reach - Math.hypot(x - along * dx, y - along * dy)));
      ink[k] = rubber ? Math.min(ink[k], 255 * (1 - cover)) : Math.max(ink[k], 255 * cover);
    }
  }

  // Where a stroke begins. A pen on an example begins a new sheet: nobody means to draw over it.
  function begin(at, rubber) {
    before.push(ink.slice());
    if (!rubber && isExample()) ink.fill(0);
    line(at, at, rubber);
  }

  function isExample() {
    const { buffer, byteOffset, byteLength } = model.get("examples");
    const all = new Uint8Array(buffer, byteOffset, byteLength);
    for (let start = 0; start < all.length; start += ink.length) {
      if (ink.every((amount, k) => amount === all[start + k])) return true;
    }
    return false;
  }

  function takeBack() {
    if (!before.length) return;
    ink = before.pop();
    lift();
    said.textContent = "the last change is undone";
    changed();
  }

  function put(bytes, words) {
    before.push(ink);
    ink = bytes;
    lift();
    said.textContent = words;
    changed();
  }

  // On another sheet one begins with the pen: an eraser would seem to do nothing.
  function lift() {
    cursor.down = false;
    rub(false);
  }

  function rub(on) {
    erasing = on;
    eraser.setAttribute("aria-pressed", on);
    eraser.classList.toggle("mod-active", on);
  }

  // Mouse, finger, pen

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  }

  canvas.addEventListener("pointerdown", (event) => {
    const turned = event.button === 5; // a pen held upside down
    if (pointer || !(event.button === 0 || turned)) return;
    canvas.setPointerCapture(event.pointerId);
    pointer = { id: event.pointerId, at: place(event), rubber: erasing || turned };
    Object.assign(cursor, { down: false, shown: false });
    begin(pointer.at, pointer.rubber);
    changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (pointer?.id !== event.pointerId) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) {
      const at = place(each);
      line(pointer.at, at, pointer.rubber);
      pointer.at = at;
    }
    changed();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    canvas.addEventListener(end, (event) => {
      if (pointer?.id === event.pointerId) pointer = null;
    });
  }
  // A finger that rests opens no menu.
  canvas.addEventListener("contextmenu", (event) => {
    if (!pointer) return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Otherwise the page would begin to select text; so the focus has to be set here.
  canvas.addEventListener("mousedown", (event) => {
    event.preventDefault();
    canvas.focus({ preventScroll: true });
    cursor.shown = false;
    paint();
  });

  // Keys

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in ARROWS) {
      const [dx, dy] = ARROWS[event.key];
      const from = { ...cursor };
      cursor.x = Math.min(SIDE - 1, Math.max(1, cursor.x + dx));
      cursor.y = Math.min(SIDE - 1, Math.max(1, cursor.y + dy));
      if (cursor.down) line(from, cursor, erasing);
      said.textContent = `row ${cursor.y}, column ${cursor.x}`;
    } else if (event.key === " " || event.key === "Enter") {
      if (!event.repeat) cursor.down = !cursor.down;
      if (cursor.down && !event.repeat) begin(cursor, erasing);
      said.textContent = cursor.down ? "pen down" : "pen up";
    } else if (event.key === "Delete" || event.key === "Backspace") {
      put(new Uint8Array(SIDE * SIDE), "sheet cleared");
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    cursor.shown = true;
    changed();
  });
  canvas.addEventListener("focus", () => {
    cursor.shown = canvas.matches(":focus-visible");
    paint();
  });
  canvas.addEventListener("blur", () => {
    Object.assign(cursor, { down: false, shown: false });
    paint();
  });

  // Buttons

  clear.addEventListener("click", () => put(new Uint8Array(SIDE * SIDE), "sheet cleared"));
  eraser.addEventListener("click", () => rub(!erasing));
  undo.addEventListener("click", takeBack);
  next.addEventListener("click", () => {
    const { buffer, byteOffset, byteLength } = model.get("examples");
    example = (example + 1) % (byteLength / ink.length);
    const start = byteOffset + example * ink.length;
    put(new Uint8Array(buffer.slice(start, start + ink.length)), "an example");
  });

  // Python puts a sheet here, by Reset or by the program. Also called when it was this page that changed it; then nothing is new.
  const adopt = () => {
    const set = held();
    if (set.every((amount, k) => amount === ink[k])) return;
    before.push(ink);
    ink = set;
    lift();
    paint();
    if (!underWay) return;
    told = false; // drawings from before are still on their way, and the last word is the kernel's
    tell();
  };
  model.on("change:value", adopt);
  model.on("msg:custom", answered);
  rub(false);
  paint();
  return () => {
    model.off("change:value", adopt);
    model.off("msg:custom", answered);
    cancelAnimationFrame(frame);
  };
}

function build(el) {
  const make = (tag, attributes, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const button = (text, title) => make("button", { class: "jupyter-widgets jupyter-button widget-button", title }, text);
  const name = "Sheet of 28 by 28 cells to draw a digit on";
  const size = SIDE * ZOOM;
  const spoken = { role: "application", "aria-label": `${name}. ${HINT}` };
  const canvas = make("canvas", { width: size, height: size, tabindex: 0, ...spoken });
  const clear = button("Clear", "An empty sheet");
  const eraser = button("Eraser", "Draw with paper instead of ink");
  const undo = button("Undo", "Take back the last stroke");
  const next = button("Example", "Put the next example on the sheet");
  const row = make("div", { class: "dlcourse-pad-buttons" });
  row.append(clear, eraser, undo, next);
  const said = make("span", { class: "dlcourse-pad-said", "aria-live": "polite" });
  // Keys are JupyterLab's shortcuts, too, many of them for whatever has the focus: there the mark against them has to be.
  for (const element of [canvas, clear, eraser, undo, next]) element.setAttribute("data-lm-suppress-shortcuts", "true");
  const pad = make("div", { class: "dlcourse-pad" });
  const title = make("div", { class: "dlcourse-pad-title" }, "Draw a digit here");
  pad.append(title, canvas, row, make("div", { class: "dlcourse-pad-hint" }, HINT), said);
  el.append(pad);
  return { canvas, clear, eraser, undo, next, said };
}

export default { render };
