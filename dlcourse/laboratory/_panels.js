// The panels around network and plane: running, settings, data, losses, missions, and what leaves the laboratory.

const SPEEDS = [["slow", "slow"], ["medium", "medium"], ["fast", "as fast as it can"]];

function makeBar(lab, model) {
  const play = press("▶ Play", "Train until you press Pause", () => lab.act(lab.playing ? "pause" : "play"));
  play.classList.add("dlcourse-lab-play");
  const back = press("↶ Back", "Back by one step, or by one change by hand. It cannot undo a change of the network.", () => lab.act("back"));
  const speed = picker("speed", SPEEDS, (name) => lab.act("speed", { name }));
  const epoch = element("span", { class: "dlcourse-lab-epoch" }), right = element("span", { class: "dlcourse-lab-epoch" });
  const bar = element("div", { class: "dlcourse-lab-bar" },
    play,
    press("One batch", "One step on the next batch", () => lab.act("batch")),
    press("One epoch", "Steps to the end of this epoch", () => lab.act("epoch")),
    back,
    press("↺ Restart", "Back to the first weights", () => lab.act("restart")),
    speed.label, epoch, right);
  return {
    element: bar,
    fill() {
      const { state, playing } = lab;
      play.textContent = playing ? "❚❚ Pause" : "▶ Play";
      play.setAttribute("aria-pressed", String(playing));
      back.disabled = !state.can_back;
      speed.show(model.get("speed"));
      const whole = Math.floor(state.epoch + 1e-9);
      epoch.textContent = `epoch ${whole.toLocaleString("en")}, batch ${state.batch.toLocaleString("en")}`;
      const shares = [state.train, state.validation].map(({ correct }) => (correct == null ? "–" : percent(correct)));
      right.textContent = `correct: training ${shares[0]}, validation ${shares[1]}`;
    },
  };
}

function makeSettings(lab) {
  const set = (name) => (value) => lab.act("set", { name, value });
  const explained = (field, words) => {
    field.label.title = words;
    return field;
  };
  const fields = {
    learning_rate: explained(numberBox("learning rate η", { min: 0 }, set("learning_rate")), "How large the steps are by which the weights change (lesson 06)."),
    batch_size: explained(numberBox("batch size", { min: 1, step: 1, whole: true }, set("batch_size")), "How many points the network looks at before each step (lesson 06)."),
    optimiser: explained(picker("optimiser", lab.names.optimisers, set("optimiser")), "How a step is made from the slopes: plain descent, or one that remembers earlier steps (lesson 09)."),
    weight_decay: explained(numberBox("weight decay", { min: 0 }, set("weight_decay")), "How much all weights shrink in each step (lesson 09). 0: not at all."),
    seed: explained(numberBox("seed", { min: 0, step: 1, whole: true }, set("seed")), "The number from which the random first weights and the order of the points are made."),
    runs_on: explained(picker("run by", lab.names.runs_on, set("runs_on")), "Whose functions compute the training: your own from the exercises, or the course's."),
  };
  const first = explained(picker("first weights", lab.names.first, (name) => lab.act("first_weights", { name })), "The weights before the training (lessons 04 and 08).");
  const loss = explained(picker("output and loss", lab.names.losses, (name) => lab.act("loss", { name })), "How wrong the answers are, as one number that the training makes small (lesson 05).");
  const { learning_rate, batch_size, optimiser, weight_decay, seed, runs_on } = fields;
  const fieldsOf = (...each) => element("div", { class: "dlcourse-lab-fields" }, ...each.map(({ label }) => label));
  return {
    panel: panel("How it learns", fieldsOf(learning_rate, batch_size, first, optimiser),
      fold("More settings", fieldsOf(loss, weight_decay, seed, runs_on))),
    fill() {
      for (const [name, field] of Object.entries(fields)) field.show(lab.state.settings[name]);
      first.show(lab.state.first_weights);
      loss.show(lab.state.loss);
    },
  };
}

function makeData(lab) {
  const { names } = lab, canvases = new Map();
  const picture = (value) => {
    canvases.set(value, element("canvas", { "aria-hidden": "true" }));
    return [canvases.get(value)];
  };
  const kind = choices("data", names.data, picture, (name) => lab.act("data", { name }));
  kind.fieldset.classList.add("dlcourse-lab-kinds");
  const called = element("p", { class: "dlcourse-lab-called" });
  const ranges = {
    points: rangeBox("points", { min: 10, max: 1000, step: 10 }, String, (value) => lab.act("data", { points: value })),
    noise: rangeBox("noise", { min: 0, max: 1, step: 0.05 }, percent, (value) => lab.act("data", { noise: value })),
    validation: rangeBox("kept for validation", { min: 0, max: 0.9, step: 0.1 }, percent, (value) => lab.act("data", { validation: value })),
  };
  const another = press("Draw other points", "The same kind of data with another seed", () => lab.act("data", { seed: lab.state.data.seed + 1 }));
  let painted = "";
  const section = panel("Data", element("div", {}, kind.fieldset, called), ...Object.values(ranges).map(({ label }) => label), another);
  section.classList.add("dlcourse-lab-data");
  function paintKinds() {
    for (const [name, canvas] of canvases) {
      const context = fit(canvas, 36, 36);
      for (const [x, y, label] of names.samples[name] ?? []) {
        context.fillStyle = color(CLASS_COLORS[label], theme());
        context.fillRect(18 + 2.8 * x - 1, 18 - 2.8 * y - 1, 2.2, 2.2);
      }
    }
  }
  return {
    panel: section,
    fill() {
      const { data } = lab.state;
      kind.show(data.name);
      called.textContent = Object.fromEntries(names.data)[data.name];
      for (const [name, range] of Object.entries(ranges)) range.show(data[name]);
      ranges.points.input.disabled = ranges.noise.input.disabled = data.name === "own";
      const key = `${theme()} ${devicePixelRatio}`;
      if (key !== painted) paintKinds();
      painted = key;
    },
  };
}

function makeLosses(lab) {
  const canvas = element("canvas", { class: "dlcourse-lab-losses", role: "img" });
  const scores = element("p", { class: "dlcourse-lab-scores" });
  const line = (kind) => element("span", { class: `dlcourse-lab-${kind}` });
  const [training, validation] = [line("train"), line("validation")];
  scores.append(training, element("br"), validation);
  let width = 1, height = 1;
  const resized = new ResizeObserver(([{ contentRect }]) => {
    ({ width, height } = contentRect);
    lab.soon();
  });
  resized.observe(canvas);
  const number = ({ loss }) => (loss == null ? "–" : short(loss));
  const share = ({ correct }) => (correct == null ? "–" : percent(correct));
  return {
    canvas, scores,
    end: () => resized.disconnect(),
    paint(mode) {
      paintLosses(fit(canvas, width, height), lab.frame.history, width, height, mode);
    },
    fill() {
      const { train, validation: unseen } = lab.state;
      training.textContent = `training: loss ${number(train)}, ${share(train)} correct`;
      validation.textContent = `validation: loss ${number(unseen)}, ${share(unseen)} correct`;
      canvas.setAttribute("aria-label", `Losses so far. Now the training loss is ${number(train)}, and the validation loss is ${number(unseen)}.`);
    },
  };
}

// Missions: one in sight, as something to begin with, and all of them folded.
function makeMissions(lab) {
  let shown = "", counted = "", current = null;
  const title = element("strong"), task = element("span"), more = element("p", { class: "dlcourse-lab-more", hidden: true });
  const help = press("Hint", "A hint for this mission", () => {
    more.hidden = !more.hidden;
    help.setAttribute("aria-expanded", String(!more.hidden));
  });
  help.setAttribute("aria-expanded", "false");
  const one = element("section", { class: "dlcourse-lab-mission", "aria-label": "A mission" },
    element("p", { role: "status" }, title, " ", task), row(help, press("Another mission", "The next mission that is not done", turn)), more);
  const list = element("ol", { class: "dlcourse-lab-missions" });
  const all = fold("Missions", list);

  function turn() {
    const { missions } = lab.state;
    const at = missions.findIndex(({ id }) => id === current);
    const onwards = [...missions.slice(at + 1), ...missions.slice(0, at)];
    take((onwards.find(({ done }) => !done) ?? onwards[0]).id);
  }

  function take(id) {
    current = id;
    more.hidden = true;
    help.setAttribute("aria-expanded", "false");
    shown = "";
    fill();
  }

  function fill() {
    const { missions } = lab.state;
    current ??= (missions.find(({ done }) => !done) ?? missions[0]).id;
    const key = current + missions.map(({ done }) => Number(done)).join("");
    if (key === shown) return;
    shown = key;
    const now = missions.find(({ id }) => id === current);
    const needs = ` (lessons 00 to ${now.needs})`;
    title.textContent = now.done ? `✓ Mission done: ${now.title}.` : `Mission: ${now.title}${needs}.`;
    task.textContent = now.task;
    more.textContent = now.hint;
    one.classList.toggle("dlcourse-lab-done", now.done);
    const done = missions.map((mission) => Number(mission.done)).join("");
    if (done === counted) return; // a list that stays keeps its focus and its open hints
    counted = done;
    all.firstChild.textContent = `Missions: ${missions.filter((mission) => mission.done).length} of ${missions.length} done`;
    list.replaceChildren(...missions.map((mission) => element("li", { class: mission.done ? "dlcourse-lab-done" : "" },
      element("strong", {}, `${mission.done ? "✓ " : ""}${mission.title}${mission.done ? " (done)" : ""}`),
      ` (lessons 00 to ${mission.needs}) ${mission.task} `,
      press("Show it above", `Show the mission “${mission.title}” above the network`, () => {
        take(mission.id);
        one.scrollIntoView({ block: "nearest" });
      }),
      element("details", {}, element("summary", { ...OWN_KEYS }, "Hint"), mission.hint))));
  }

  return { one, all, fill };
}

function makeSharing(lab, send, save) {
  let opening = false; // whether what the kernel says next is about the text
  const text = textBox("State of the laboratory as a text", { rows: 3 });
  const problem = element("p", { class: "dlcourse-lab-told", "aria-hidden": "true" }); // said aloud above, where all problems stand
  const program = textBox("The run as a program", { rows: 10, readonly: true });
  const sharing = fold("Take it with you",
    element("p", {}, "This text brings the state back, to the last bit. Copy it, or paste another one and open it."),
    text.area,
    row(press("Write the state", "Write this state as a text", () => send({ want: "text" })), text.copy,
      press("Open the text", "Bring back the state that the text holds", () => {
        problem.textContent = "";
        opening = true;
        lab.act("open", { text: text.area.value });
      })),
    problem,
    element("p", {}, "This is the run since the last restart, as a program that ends in the same numbers."),
    program.area,
    row(press("Write the program", "Write the run as a program", () => send({ want: "program" })), program.copy,
      press("Save the picture", "Save network, plane and losses as a PNG", save)));
  sharing.warn = (words) => {
    problem.textContent = opening ? words : "";
    opening = false;
  };
  sharing.take = ({ kind, text: written }) => ((kind === "text" ? text : program).area.value = written);
  return sharing;
}

// Network, plane and losses as one picture, as fine as the page.
function savePicture(lab, { net, wires }, plane, losses) {
  const GAP = 16, mode = theme(), sheet = element("canvas"), left = wires.clientWidth + GAP;
  const [width, height] = [left + plane.clientWidth, Math.max(wires.clientHeight, plane.clientHeight + GAP + losses.clientHeight) + 2 * GAP];
  const context = fit(sheet, width + 2 * GAP, height + 2 * GAP);
  context.fillStyle = color("paper", mode);
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.translate(GAP, GAP);
  context.fillStyle = color("ink", mode);
  context.font = "14px sans-serif";
  context.fillText(`${lab.state.words.split(". ").slice(0, 3).join(". ")}. Epoch ${short(lab.state.epoch)}.`, 0, 12, width);
  context.translate(0, 2 * GAP);
  for (const [canvas, x, y] of [[wires, 0, 0], [plane, left, 0], [losses, left, plane.clientHeight + GAP]]) {
    context.drawImage(canvas, x, y, canvas.clientWidth, canvas.clientHeight);
  }
  context.textAlign = "center";
  context.font = "12px sans-serif";
  const origin = wires.getBoundingClientRect();
  [...net.children].forEach((column, layer, { length }) => {
    const buttons = column.querySelectorAll(".dlcourse-lab-neuron"), middle = (box) => box.left - origin.left + box.width / 2;
    const first = buttons[0].getBoundingClientRect();
    context.fillText(layer === 0 ? "inputs" : layer < length - 1 ? Object.fromEntries(lab.names.activations)[lab.state.hidden[layer - 1].activation] : "outputs", middle(first), first.top - origin.top - 8);
    for (const button of buttons) {
      const box = button.getBoundingClientRect();
      context.fillText(button.lastChild.textContent, middle(box), box.bottom - origin.top + 12);
    }
  });
  element("a", { href: sheet.toDataURL("image/png"), download: "laboratory.png" }).click();
}
