// Recorded runs of the laboratory in a page without a kernel. A run has the weights at some moments of a training
// (`dlcourse/laboratory/recorded.py`); what the network says with them is worked out here. Needs `_draw.js` of the laboratory.

const MAP = 100, TILE = 32, LIMIT = 6; // cells along a side of the plane and of a neuron's picture; how far the plane goes
const NODE = 36, PITCH = 52, HEAD = 26, CURVES = 116, BETWEEN = 20;
const MOMENT = 120; // ms that each moment stands while a run is played
const FUNCTIONS = {
  tanh: Math.tanh, relu: (z) => Math.max(0, z), sigmoid: (z) => 1 / (1 + Math.exp(-z)), arctan: Math.atan, identity: (z) => z,
};

globalThis.dlcourseLaboratory = (runs) => arriving.get("dlcourseLaboratory")?.(runs);

// Layers of weights, from numbers in the order W0, b0, W1, b1 …
function layersOf(sizes, theta) {
  let at = 0;
  const take = (count) => theta.subarray(at, (at += count));
  return sizes.slice(1).map((size, k) => ({ W: take(size * sizes[k]), b: take(size) }));
}

// What every neuron answers on the plane, layer by layer: cells × neurons, row by row from the top.
function answersOn(side, layers, activations) {
  let before = new Float32Array(2 * side * side);
  for (let k = 0; k < side * side; k++) {
    before[2 * k] = LIMIT * ((2 * ((k % side) + 0.5)) / side - 1);
    before[2 * k + 1] = LIMIT * (1 - (2 * (Math.floor(k / side) + 0.5)) / side);
  }
  return layers.map(({ W, b }, l) => {
    const size = b.length, inputs = W.length / size, found = new Float32Array(side * side * size), phi = FUNCTIONS[activations[l]];
    for (let k = 0; k < side * side; k++) {
      for (let j = 0; j < size; j++) {
        let z = b[j];
        for (let i = 0; i < inputs; i++) z += W[j * inputs + i] * before[k * inputs + i];
        found[k * size + j] = phi ? phi(z) : z;
      }
      if (!phi) softmaxAt(found.subarray(k * size, (k + 1) * size));
    }
    return (before = found);
  });
}

function softmaxAt(scores) {
  const most = Math.max(...scores);
  let all = 0;
  for (let k = 0; k < scores.length; k++) all += scores[k] = Math.exp(scores[k] - most);
  for (let k = 0; k < scores.length; k++) scores[k] /= all;
}

// Which class is named in each cell of the plane, and how surely: 0 for all the same, 255 for one alone.
function namedOn(outputs, count) {
  const classes = new Uint8Array(outputs.length / count), certainty = new Uint8Array(classes.length);
  for (let k = 0; k < classes.length; k++) {
    const shares = outputs.subarray(k * count, (k + 1) * count), most = Math.max(...shares);
    classes[k] = shares.indexOf(most);
    certainty[k] = Math.round((255 * (most - 1 / count)) / (1 - 1 / count));
  }
  return { classes, certainty };
}

function preparedRun(run) {
  const whole = new Int16Array(Uint8Array.from(atob(run.theta), (letter) => letter.charCodeAt(0)).buffer);
  const size = whole.length / run.moments.length;
  return {
    ...run,
    points: { X: run.X.flat(), y: run.y, kept: run.kept },
    history: [0, 1, 3].map((column) => run.moments.map((moment) => moment[column])),
    labels: run.moments.map(([epoch]) => `epoch ${written(epoch)}`),
    layersAt: (k) => layersOf(run.sizes, Float32Array.from(whole.subarray(k * size, (k + 1) * size), (each) => each * run.scale)),
  };
}

const written = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

async function bringLaboratoryAlive(place) {
  const runs = (await fetchScript("dlcourseLaboratory", new URL(place.dataset.runs, document.baseURI).href)).map(preparedRun);
  let run = 0, at = 0, room = 0, speaking = 0, slider, player;
  const canvas = make("canvas", { role: "img" }), caption = make("div", { class: "dlcourse-caption" });
  const said = make("div", { class: "dlcourse-said", role: "status" }), picture = make("div", { class: "dlcourse-picture" }, canvas);
  const row = make("div", { class: "dlcourse-controls" });
  const choice = makeChoice({ name: "run", labels: runs.map(({ title }) => title) }, choose);

  function choose(to) {
    player?.stop();
    [run, at] = [to, 0];
    const { labels } = runs[run];
    slider = makeSlider({ name: "moment", labels }, (place) => {
      player.stop();
      go(place);
    });
    slider.element.classList.add("dlcourse-whole");
    player = makePlayer({ last: labels.length - 1, interval: MOMENT, here: () => at, goTo: go });
    row.replaceChildren(choice.element, slider.element, player.element);
    choice.show(run);
    go(0);
  }

  function go(to) {
    at = to;
    slider.show(at);
    const { says, moments, sizes } = runs[run], [epoch, training, right, validation, unseen] = moments[at];
    const sure = (share) => `${Math.round(100 * share)} %`;
    caption.textContent = `After ${written(epoch)} epochs the training loss is ${written(training)}, with ${sure(right)} classified correctly. The validation `
      + `loss is ${written(validation)}, with ${sure(unseen)} classified correctly. ${says} Filled points are for training, hollow ones for validation.`;
    caption.dataset.state = JSON.stringify([run, at]);
    canvas.setAttribute("aria-label", `A network with ${sizes.join(", ")} neurons from layer to layer, and the plane as it sees it. ${caption.textContent}`);
    draw();
    clearTimeout(speaking);
    speaking = setTimeout(() => (said.textContent = caption.textContent), QUIET);
  }

  function draw() {
    if (room) paintRun(canvas, runs[run], at, room, theme());
  }

  place.className = "dlcourse-explorer dlcourse-laboratory";
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Laboratory: recorded runs");
  place.replaceChildren(row, picture, caption, said);
  choose(0);
  clearTimeout(speaking); // nobody asked
  new ResizeObserver(() => {
    if (room === picture.clientWidth) return;
    room = picture.clientWidth;
    draw();
  }).observe(picture);
  onThemeChange(draw);
  followTheme(place);
  place.dataset.alive = "1";
}

// The network on the left, plane and losses on the right; one below the other where there is no room.
function paintRun(canvas, run, at, room, mode) {
  const { sizes, activations, classes } = run, layers = run.layersAt(at), slopes = run.moments[at][5];
  const tall = HEAD + PITCH * Math.max(...sizes) + 40, wide = room >= 600;
  const [netWidth, side] = wide ? [0.58 * room, Math.min(0.42 * room - BETWEEN, 360)] : [room, Math.min(room, 360)];
  const left = wide ? netWidth + BETWEEN : 0, top = wide ? 0 : tall + BETWEEN;
  const height = Math.max(tall, top + HEAD + side + CURVES + BETWEEN);
  Object.assign(canvas.style, { width: `${room}px`, height: `${height}px` });
  const context = fit(canvas, room, height);
  context.fillStyle = color("paper", mode);
  context.fillRect(0, 0, room, height);

  // The network
  const spots = sizes.map((size, l) => Array.from({ length: size }, (_, k) => ({ x: 10 + ((netWidth - NODE - 20) * l) / (sizes.length - 1), y: HEAD + PITCH * k })));
  const lines = layers.flatMap(({ W }, l) => spots[l + 1].flatMap((end, j) => spots[l].map((begin, i) => ({
    from: [begin.x + NODE, begin.y + NODE / 2], to: [end.x, end.y + NODE / 2], value: W[j * sizes[l] + i],
  }))));
  paintWeights(context, lines, mode);
  const own = new OffscreenCanvas(TILE, TILE), answers = answersOn(TILE, layers, activations);
  context.font = "12px sans-serif";
  context.textAlign = "center";
  spots.forEach((column, l) => {
    const isLast = l === sizes.length - 1;
    const words = (text, x, y) => {
      context.fillStyle = color("ink", mode);
      context.fillText(text, x + NODE / 2, y);
    };
    words(l === 0 ? "inputs" : isLast ? "outputs" : activations[l - 1], Math.max(4, column[0].x), HEAD - 10);
    column.forEach(({ x, y }, k) => {
      const values = answers[l - 1], share = (c) => values[c * column.length + k];
      const most = l && !isLast ? values.reduce((sum, each, c) => (c % column.length === k ? Math.max(sum, Math.abs(each)) : sum), 1e-9) : 1;
      if (l === 0) paintTile(context, own, inputShare(k, TILE), ["green", "pink"], { x, y, side: NODE }, mode);
      else if (isLast) paintTile(context, own, share, [CLASS_COLORS[k], "paper"], { x, y, side: NODE }, mode);
      else paintTile(context, own, (c) => share(c) / most, ["green", "pink"], { x, y, side: NODE }, mode);
      if (l === 0 || isLast) words(l ? classes[k] : run.axes[k], x, y + NODE + 12);
    });
    if (l && slopes) words(`slopes ${written(slopes[l - 1])}`, Math.min(column[0].x, netWidth - NODE - 22), HEAD + PITCH * column.length + 14);
  });

  // The plane and the losses
  const { classes: named, certainty } = namedOn(answersOn(MAP, layers, activations).at(-1), classes.length);
  const map = new OffscreenCanvas(MAP, MAP), small = map.getContext("2d");
  small.putImageData(paintRegions(small.createImageData(MAP, MAP), named, certainty, mode), 0, 0);
  context.save();
  context.translate(left, top + HEAD);
  context.drawImage(map, 0, 0, side, side);
  context.beginPath();
  context.rect(0, 0, side, side);
  context.clip();
  paintPoints(context, run.points, LIMIT, side, mode, -1);
  context.restore();
  context.save();
  context.translate(left, top + HEAD + side + BETWEEN);
  paintLosses(context, run.history, side, CURVES, mode, run.history[0][at]);
  context.restore();
}

whenThePageIsThere(() => watchFor(".dlcourse-laboratory[data-runs]", bringLaboratoryAlive));
