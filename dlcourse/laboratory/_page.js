// The laboratory in a page: shows what the kernel sends, and tells it what the user does. Needs the scripts beside it, and `theme` and
// `onThemeChange` of `_view.js`. The kernel is told which frames have been painted, and sends no more than a few before that.

const QUIETLY = 700; // ms without a change, after which the state is said aloud
const ANSWER = 90; // ms from one answer for the frames that were painted to the next
const NARROW = 560; // px
const LEGIBLE = 250; // ms that words stand while the network trains
const copied = (view) => bytesOf(view).slice();
const floats = (view) => new Float32Array(copied(view).buffer);

function renderLaboratory({ model, el }) {
  const send = (message) => model.send(message);
  let unpainted = 0, answering = 0, waiting = 0, speaking = 0, written = 0;
  function answer() {
    answering = 0;
    if (unpainted) send({ painted: unpainted });
    unpainted = 0;
  }
  const told = element("p", { class: "dlcourse-lab-told", role: "alert" });
  const lab = {
    names: model.get("names"), state: null, points: null, frame: null, playing: false, view: "answers", hovered: null, held: null,
    act: (what, more = {}) => send({ do: what, ...more }),
    warn(words) {
      told.textContent = "";
      told.textContent = words;
    },
    soon() {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        if (!lab.state || !lab.points || !lab.frame) return;
        paint();
        answering ||= setTimeout(answer, ANSWER);
      });
    },
  };

  const bar = makeBar(lab, model);
  const settings = makeSettings(lab);
  const data = makeData(lab);
  const network = makeNetwork(lab);
  const plane = makePlane(lab);
  const losses = makeLosses(lab);
  const missions = makeMissions(lab);
  const sharing = makeSharing(lab, send, () => savePicture(lab, network, plane.plane, losses.canvas));
  const words = element("p", { class: "dlcourse-lab-words" });
  const said = element("div", { class: "dlcourse-lab-said", role: "status" });
  plane.panel.append(losses.canvas, losses.scores);
  const columns = element("div", { class: "dlcourse-lab-columns" }, data.panel, element("div", {}, network.panel, network.closely), plane.panel);
  const root = element("div", { class: "dlcourse-lab", role: "group", "aria-label": "Laboratory" },
    bar.element, told, missions.one, settings.panel, columns, words, missions.all, sharing, said);
  el.append(root);

  // On a narrow page network and plane come before the settings, so that Play can be seen to do something. The elements themselves
  // change places, so that Tab goes where the eye goes.
  function arrange(width) {
    const narrow = width < NARROW, now = document.activeElement;
    if (!width || narrow === (columns.nextSibling === settings.panel)) return;
    if (narrow) {
      columns.after(settings.panel);
      columns.append(data.panel);
    } else {
      columns.before(settings.panel);
      columns.prepend(data.panel);
    }
    if (root.contains(now)) now.focus({ preventScroll: true }); // what changes its place loses the focus
  }

  function hear(message, buffers) {
    if (message.kind === "frame") {
      sharing.warn("");
      Object.assign(lab, { state: message.state, playing: message.playing });
      unpainted += 1;
      const [classes, certainty, hidden, theta, slopes, shares, history] = buffers;
      const past = floats(history), third = past.length / 3;
      lab.frame = {
        ...message.header,
        classes: copied(classes), certainty: copied(certainty), hidden: new Int8Array(copied(hidden).buffer), shares: copied(shares),
        theta: floats(theta), slopes: floats(slopes),
        history: [0, 1, 2].map((k) => [...past.slice(k * third, (k + 1) * third)]),
      };
      if (told.textContent !== lab.state.stopped) told.textContent = lab.state.stopped;
      lab.soon();
    } else if (message.kind === "points") {
      const [X, y, kept] = buffers;
      lab.points = { X: floats(X), y: copied(y), kept: copied(kept) };
      plane.forget();
      lab.soon();
    } else if (message.kind === "says") {
      lab.warn(message.text);
      sharing.warn(message.text);
      lab.soon();
    } else sharing.take(message);
  }

  function paint() {
    const mode = theme(), { state } = lab;
    root.dataset.theme = mode;
    plane.paint(mode);
    network.paint(mode);
    losses.paint(mode);
    const now = performance.now();
    if (!lab.playing || now - written > LEGIBLE) {
      written = now;
      write();
    }
    root.dataset.state = JSON.stringify([state.version, state.batch, state.train.loss]);
    clearTimeout(speaking);
    if (!lab.playing) speaking = setTimeout(() => { if (said.textContent !== state.words) said.textContent = state.words; }, QUIETLY);
  }

  // What has words changes less often than the pictures: nobody could read it.
  function write() {
    for (const part of [bar, settings, data, missions, losses, network]) part.fill();
    const whole = `${lab.state.words} ${lab.state.runs_on_says}`;
    if (words.dataset.words !== whole) words.replaceChildren(...withCode((words.dataset.words = whole)));
  }

  // By keys alone one gets back to the notebook.
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus({ preventScroll: true });
  });

  model.on("msg:custom", hear);
  const unwatch = onThemeChange(lab.soon);
  const resized = new ResizeObserver(([{ contentRect }]) => {
    arrange(contentRect.width);
    lab.soon();
  });
  resized.observe(root);
  send({ ready: true });
  return () => {
    model.off("msg:custom", hear);
    unwatch();
    resized.disconnect();
    for (const part of [network, plane, losses]) part.end();
    clearTimeout(speaking);
    clearTimeout(answering);
    cancelAnimationFrame(waiting);
  };
}

export default { render: renderLaboratory };
