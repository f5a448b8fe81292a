
// Picture and caption of an explorer: they follow its controls in this page, with the frames that the kernel has sent
// (`_frames.py` says what a frame is). Whatever the page has is shown in the next animation frame, kernel or not.

const LIMIT = 64 << 20; // bytes of frames that a page keeps, for all explorers together
const HOVER = 60; // ms for which the pointer stays where it means to move something
const PATIENCE = 1500; // ms after which a frame that did not come is asked for again
const FLOW = 40; // ms: while what was drawn ahead is met so often, a missing one is no matter before the hand is at rest
const JOURNEY = 90; // ms from a question to a frame drawn ahead
const PREFIX = "IPY_MODEL_".length;
const WHERE = "change:index change:value"; // a slider has positions, a sheet has not

// What all explorers of a page share: their axes, the one used longest ago first. An axis is a slider and where the others stand.
const shelf = (globalThis[Symbol.for("dlcourse frames")] ??= { axes: new Map(), bytes: 0, explorers: 0 });

function use(name, forget) {
  const axis = shelf.axes.get(name) ?? { keys: new Set(), bytes: 0, forget };
  shelf.axes.delete(name);
  shelf.axes.set(name, axis);
  return axis;
}

function put(axis, key, bytes) {
  axis.keys.add(key);
  axis.bytes += bytes;
  shelf.bytes += bytes;
  for (const [name, oldest] of shelf.axes) {
    if (shelf.bytes <= LIMIT || oldest === axis) break;
    drop(name);
  }
}

function drop(name) {
  const axis = shelf.axes.get(name);
  shelf.axes.delete(name);
  shelf.bytes -= axis.bytes;
  axis.forget(axis.keys);
}

// Makes frames in the page itself, where a script that follows sets it (`_reading.js`).
let maker = null;

export default () => {
  const me = ++shelf.explorers;
  const frames = new Map(); // position -> {bytes, still}
  const stills = new Map(); // name -> what stands still
  const wanted = new Map(); // position -> the axis for which it has been asked
  const views = new Set();
  const decoder = new TextDecoder();
  const parse = (bytes) => JSON.parse(decoder.decode(bytes));
  let model, controls = [], make = null;
  let at = [], moved = 0, putting = false; // positions, which control went last, and whether several are being put somewhere
  const hand = { way: 1, speed: 0, since: 0 }; // where that went, positions in a ms, and when
  let cost = 10; // ms in which the kernel draws a frame
  let shown = null, met = 0, looking = 0, speaking = 0, asked = "", due = "", dueSince = 0, later = 0;

  const positions = () => controls.map((control) => control.get("index") ?? null);
  const key = () => (at.includes(null) ? null : at.join());
  const axisOf = (k) => `${me} ${k}: ${at.map((v, i) => (i === k ? "*" : v)).join()}`;

  function forget(keys) {
    for (const each of keys) frames.delete(each);
    const used = new Set([...frames.values()].map((frame) => frame.still).concat(shown?.still));
    for (const name of stills.keys()) if (!used.has(name)) stills.delete(name);
    asked = "";
  }

  // The positions of a control in the order in which they will be needed: from where the hand will be when the first of them
  // comes, with gaps if it is faster than the kernel draws; then the rest of its way, then what lies behind. What is there is left out.
  function ahead(k) {
    const count = controls[k].get("_options_labels").length;
    const moving = k === moved && performance.now() - hand.since < 100;
    const way = k === moved ? hand.way : 1;
    const lead = moving ? Math.min(Math.round(hand.speed * JOURNEY), 12) : 0;
    const stride = moving ? Math.min(Math.max(1, Math.ceil(hand.speed * cost * 1.2)), 6) : 1;
    const order = new Set();
    for (let by = 1 + lead; by < count; by += stride) order.add(at[k] + way * by);
    for (let by = 1; by < count; by++) order.add(at[k] + way * by);
    for (let by = 1; by < count; by++) order.add(at[k] - way * by);
    return [...order]
      .filter((place) => place >= 0 && place < count)
      .map((place) => at.map((v, i) => (i === k ? place : v)))
      .filter((place) => !frames.has(place.join()));
  }

  function ask(k) {
    const name = axisOf(k);
    if (key() === null || name === asked) return;
    const missing = want(k, name);
    if (missing.length) send({ ahead: missing });
  }

  function want(k, name) {
    asked = name;
    use(name, forget);
    const missing = ahead(k);
    if (wanted.size > 1000) wanted.clear(); // much of it was given up, and never came
    for (const place of missing) wanted.set(place.join(), name);
    return missing;
  }

  function send(message) {
    try {
      model.send({ ...message, stills: [...stills.keys()] });
    } catch {
      // The kernel is gone; what is here can still be looked at.
    }
  }

  // The frame of the position at hand is missing: one question at a time, and when it is answered the next, the newest.
  // While pictures flow, it can wait for the hand.
  function miss() {
    const now = performance.now();
    const wait = Math.max(met + FLOW, due ? dueSince + PATIENCE : 0) - now;
    clearTimeout(later);
    later = setTimeout(look, wait > 0 ? wait : PATIENCE);
    if (wait > 0) return;
    [due, dueSince] = [key(), now];
    const missing = want(moved, axisOf(moved));
    wanted.set(due, asked);
    send({ due: at, ahead: missing });
  }

  // Another position. What the page has is painted at once, but no more than twice for an animation frame.
  function look() {
    if (putting) return;
    if (make) return remake();
    const before = key();
    positions().forEach((place, k) => {
      if (place === at[k]) return;
      const now = performance.now();
      const speed = Math.abs(place - at[k]) / Math.max(1, now - hand.since);
      Object.assign(hand, { way: place > at[k] ? 1 : -1, speed: (hand.speed + speed) / 2, since: now });
      at[k] = place;
      moved = k;
    });
    if (key() === null) return;
    settle();
    if (!frames.has(key())) miss();
    else if (key() !== before) ask(moved);
    if (looking) return;
    see();
    looking = requestAnimationFrame(() => {
      looking = 0;
      see();
    });
  }

  // A hand drags in the picture: the controls go where it is, and none of their pictures on the way is asked for.
  function reach(to) {
    putting = true;
    for (const [k, place] of to) {
      controls[k].set("index", place);
      controls[k].save_changes();
    }
    putting = false;
    look();
  }

  // The page makes the frame itself, and needs no kernel for it.
  function remake() {
    const content = make();
    const marks = [content, contentOf(shown)].map(({ values }) => JSON.stringify(values));
    if (marks[0] !== marks[1]) show({ content, still: shown.still });
  }

  // Shows where the controls stand, if the page has it.
  function see() {
    const frame = frames.get(key());
    if (!frame) return;
    if (frame !== shown) met = performance.now();
    show(frame);
  }

  function show(frame) {
    const still = stills.get(frame.still);
    if (frame === shown || (!still && frame.still)) return;
    shown = frame;
    const content = contentOf(frame);
    for (const view of views) view.show(content, still);
    clearTimeout(speaking);
    speaking = setTimeout(() => [...views][0]?.say(content), QUIET);
    settle();
  }

  function contentOf(frame) {
    return frame.content ?? parse(frame.bytes);
  }

  function settle() {
    const settled = key() === null || frames.get(key()) === shown;
    for (const view of views) view.settle(settled);
  }

  function take({ frames: heads, stills: names, due: wasDue, cost: each }, buffers) {
    cost += (each - cost) / 4;
    names.forEach((name, k) => stills.set(name, parse(buffers[k])));
    let newest;
    heads.forEach(([place, still], k) => {
      const view = buffers[names.length + k];
      newest = keep(place, still, new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    });
    if (wasDue || frames.has(due)) due = ""; // it may have been on its way already
    const here = key();
    // Without positions the newest is the one. While the hand is faster than the kernel, one that was due a moment ago is
    // better than none; the caption comes with it.
    if (here === null || (wasDue && !frames.has(here))) newest && show(newest);
    look();
    settle();
  }

  function keep(place, still, bytes) {
    if (still && !stills.has(still)) return null; // it has been dropped meanwhile; asked for again, both come
    const frame = { bytes: bytes.slice(), still };
    if (place === null) return frame;
    const name = wanted.get(place) ?? asked;
    wanted.delete(place);
    if (!frames.has(place)) put(shelf.axes.get(name) ?? use(name, forget), place, bytes.length);
    frames.set(place, frame);
    return frame;
  }

  return {
    async initialize(given) {
      model = given.model;
      controls = await Promise.all(
        model.get("controls").map((id) => model.widget_manager.get_model(id.slice(PREFIX))),
      );
      at = positions();
      const now = model.get("now");
      if (now?.frame) {
        if (now.name) stills.set(now.name, parse(now.still));
        const bytes = new Uint8Array(now.frame.buffer, now.frame.byteOffset, now.frame.byteLength).slice();
        const frame = { bytes, still: now.name };
        if (now.at) frames.set(now.at.join(), frame);
        show(frame);
        clearTimeout(speaking); // nobody asked
      }
      if (model.get("page")) make = maker(model, controls);
      for (const control of controls) control.on(WHERE, look);
      model.on("msg:custom", take);
      send({});
      look(); // the controls may have moved on since
      const done = () => {
        for (const control of controls) control.off(WHERE, look);
        for (const [name, axis] of shelf.axes) if (axis.forget === forget) drop(name);
        for (const timer of [speaking, later]) clearTimeout(timer);
        cancelAnimationFrame(looking);
      };
      model.on("comm:close", done);
      return done;
    },
    render({ el }) {
      const hands = attendTo(el, controls, ask, model.get("name"));
      const view = makeView(el, model.get("drawn"), model.get("lines"), { resized: hands.look, hand: { comes: ask, moves: reach } });
      views.add(view);
      hands.wait();
      if (shown) {
        view.show(contentOf(shown), stills.get(shown.still));
        settle();
      }
      return () => {
        views.delete(view);
        view.end();
        hands.end();
      };
    },
  };
};

// The controls around the picture: they get names, and who comes to one is about to move it.
function attendTo(el, controls, ask, title) {
  let root = null, hovering = 0, waiting = 0, naming, listening;
  function attend(box) {
    listening?.abort();
    naming?.disconnect();
    root = box;
    listening = new AbortController();
    const comes = (event, after) => {
      const mark = event.target.closest?.('[class*="dlcourse-control-"]');
      const k = mark && Number(/dlcourse-control-(\d+)/.exec(mark.className)[1]);
      clearTimeout(hovering);
      if (mark && controls[k]) hovering = setTimeout(ask, after, k);
    };
    const options = { signal: listening.signal };
    box.addEventListener("pointerover", (event) => comes(event, HOVER), options);
    box.addEventListener("focusin", (event) => comes(event, 0), options);
    box.addEventListener("pointerdown", (event) => comes(event, 0), options);
    box.addEventListener("pointerleave", () => clearTimeout(hovering), options);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `Explorer: ${title}`);
    const name = () => nameControls(box, controls);
    naming = new MutationObserver(name);
    naming.observe(box, { subtree: true, childList: true, attributeFilter: ["aria-valuetext", "class"] });
    name();
  }

  function look() {
    const box = el.closest(".dlcourse-explorer");
    if (box && box !== root) attend(box);
  }

  return {
    look,
    // A picture that is far from what is seen gets no size, but its sliders may be met by keys or by a screen reader.
    wait() {
      look();
      if (!root) waiting = requestAnimationFrame(this.wait.bind(this));
    },
    end() {
      cancelAnimationFrame(waiting);
      listening?.abort();
      naming?.disconnect();
      clearTimeout(hovering);
    },
  };
}

const PLAYER = { "fa-play": "Play", "fa-pause": "Pause", "fa-stop": "Stop, back to the start", "fa-retweet": "Repeat" };

// ipywidgets gives a slider's handle no name, and a position's number as its text; a row of buttons neither name nor state; a
// player's buttons a sign and no word.
function nameControls(box, controls) {
  const set = (element, name, value) => element.getAttribute(name) === value || element.setAttribute(name, value);
  for (const sign of box.querySelectorAll(".widget-play button i")) {
    const kind = Object.keys(PLAYER).find((name) => sign.classList.contains(name));
    if (kind) set(sign.parentElement, "aria-label", PLAYER[kind]);
  }
  for (const button of box.querySelectorAll(".widget-play ~ .widget-button")) set(button, "aria-label", button.title);
  for (const label of box.querySelectorAll('label[title="null"]')) label.removeAttribute("title");
  controls.forEach((control, k) => {
    const labels = control.get("_options_labels");
    if (!labels) return;
    for (const element of box.querySelectorAll(`.dlcourse-control-${k}`)) {
      const handle = element.querySelector(".noUi-handle");
      if (handle) {
        set(handle, "aria-label", control.get("description"));
        set(handle, "aria-valuetext", labels[control.get("index")]);
      }
      const readout = element.querySelector(".widget-readout");
      if (readout) {
        readout.style.minWidth ||= `${widest(labels, readout)}px`; // or the track would move with the value
        set(readout, "aria-hidden", "true"); // the handle says it, and nothing can be typed here
        set(readout, "tabindex", "-1");
      }
      const buttons = element.querySelectorAll(".widget-toggle-button");
      if (!buttons.length) continue;
      set(element, "role", "group");
      set(element, "aria-label", control.get("description"));
      buttons.forEach((button) => set(button, "aria-pressed", String(button.classList.contains("mod-active"))));
    }
  });
}

// How many pixels the longest of some words takes, in the font of an element.
function widest(words, element) {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.font = getComputedStyle(element).font;
  return Math.ceil(Math.max(...words.map((each) => context.measureText(each).width)));
}

// Keys that move a control are shortcuts, too: in Jupyter Notebook an arrow folds a section, and a letter makes a cell. Who looks
// for shortcuts leaves an element with this mark alone. It is set before they look, and not for those that are meant for them.
const MARK = "data-lm-suppress-shortcuts";
function keepShortcutsAway({ target, key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (!target.closest?.(".dlcourse-explorer")) return;
  const meant = ctrlKey || metaKey || altKey || key === "Escape" || (shiftKey && key === "Enter");
  meant ? target.removeAttribute(MARK) : target.setAttribute(MARK, "true");
  // By keys alone one gets back to the notebook: its shortcuts are for who has the focus on a cell.
  if (key === "Escape") target.closest(".jp-Cell")?.focus({ preventScroll: true });
}
if (!shelf.keys) {
  shelf.keys = true;
  addEventListener("keydown", keepShortcutsAway, true);
}
