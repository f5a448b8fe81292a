// A network that reads drawn digits, and what it says: `centre` of dlcourse/deep.py, `draw_state` and its caption of
// dlcourse/explorers/deep.py. A test holds these and those together on 1,000 digits. JupyterLab and the web edition have the same.

const CELLS = 28, BOX = 20, MIDDLE = 14.5;

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
const transposed = (rows) => rows[0].map((_, k) => rows.map((row) => row[k]));
const span = (length) => Array.from({ length }, (_, k) => k);

// As Python rounds: from the middle to the even number.
function rounded(value) {
  const low = Math.floor(value), over = value - low;
  if (over !== 0.5) return Math.round(value);
  return low % 2 ? low + 1 : low;
}

// The matrix that makes m cells of n, each the mean of what it covers.
function averaging(n, m) {
  const edge = (i) => (i === m ? n : (i * n) / m);
  const covered = (i, j) => Math.min(edge(i + 1), j + 1) - Math.max(edge(i), j);
  return span(m).map((i) => span(n).map((j) => (Math.max(covered(i, j), 0) * m) / n));
}

const product = (A, B) => A.map((row) => B[0].map((_, j) => sum(row.map((each, k) => each * B[k][j]))));

const rowsOf = (picture) => span(CELLS).map((row) => [...picture.slice(CELLS * row, CELLS * (row + 1))]);

// From where to where there is ink.
function extent(rows) {
  const inked = span(rows.length).filter((k) => rows[k].some((each) => each > 0));
  return inked.length ? [inked[0], inked.at(-1) + 1] : null;
}

const centreOfMass = (profile) => sum(profile.map((ink, k) => (k + 0.5) * ink)) / sum(profile);

// Scales and places a drawing as MNIST's digits were.
function centred(picture) {
  const rows = rowsOf(picture), down = extent(rows), across = extent(transposed(rows));
  if (!down) return picture;
  const ink = rows.slice(...down).map((row) => row.slice(...across));
  const largest = Math.max(ink.length, ink[0].length);
  const [height, width] = [ink.length, ink[0].length].map((side) => Math.max(1, rounded((BOX * side) / largest)));
  const scaled = product(product(averaging(ink.length, height), ink), transposed(averaging(ink[0].length, width)));
  const place = (lines) => {
    const middle = centreOfMass(lines.map(sum));
    return Math.min(Math.max(rounded(MIDDLE - middle), 0), CELLS - lines.length);
  };
  const [top, left] = [place(scaled), place(transposed(scaled))];
  const sheet = new Float64Array(CELLS * CELLS);
  scaled.forEach((row, y) => sheet.set(row, CELLS * (top + y) + left));
  return sheet;
}

// What a layer makes of its scores.
const elementwise = (act) => (scores) => scores.map(act);
const ACTIVATIONS = {
  Identity: elementwise((z) => z),
  Step: elementwise((z) => Number(z > 0)),
  Sigmoid: elementwise((z) => 1 / (1 + Math.exp(-z))),
  Tanh: elementwise(Math.tanh),
  ReLU: elementwise((z) => Math.max(0, z)),
  Arctan: elementwise(Math.atan),
  Softmax(scores) {
    const most = Math.max(...scores);
    const shares = scores.map((z) => Math.exp(z - most)), all = sum(shares);
    return shares.map((share) => share / all);
  },
};

// The network's ten opinions on a picture. A network is a list of layers {inputs, weights (row by row), bias, activation (a name)}.
function opinionsOf(network, picture) {
  const outputs = network.reduce((signals, { inputs, weights, bias, activation }) => {
    const lit = span(inputs).filter((k) => signals[k]); // most of a sheet is paper
    const scores = Float64Array.from(bias, (start, neuron) => {
      let z = start;
      for (const k of lit) z += weights[neuron * inputs + k] * signals[k];
      return z;
    });
    return ACTIVATIONS[activation](scores);
  }, picture);
  return [...outputs];
}

// What the network says of a drawing of 784 bytes: centred, or as it is.
function readDrawing(network, drawing, centring) {
  const ink = Float64Array.from(drawing, (each) => each / 255);
  const seen = centring ? centred(ink) : ink;
  const opinions = opinionsOf(network, seen);
  const order = span(10).sort((one, other) => opinions[other] - opinions[one]);
  const answer = { seen, opinions, order, empty: !ink.some((amount) => amount > 0) };
  return { ...answer, caption: captionFor(answer, centring ? null : () => comparisonOf(network, ink)) };
}

// How a drawing differs from MNIST's digits, and what the network says of it when it is centred.
function comparisonOf(network, ink) {
  const opinions = opinionsOf(network, centred(ink)), share = Math.max(...opinions);
  return { faults: misplaced(placeOf(ink)), said: `moved to the middle and resized, it says ${opinions.indexOf(share)}, with ${percent(share)}` };
}

// Size of a drawing in cells, and how far its centre of mass lies to the right of and below the middle.
function placeOf(ink) {
  const rows = rowsOf(ink), down = extent(rows);
  if (!down) return { size: 0, right: 0, below: 0 };
  const across = extent(transposed(rows));
  const off = (lines) => rounded(centreOfMass(lines.map(sum)) - MIDDLE);
  return { size: Math.max(down[1] - down[0], across[1] - across[0]), right: off(transposed(rows)), below: off(rows) };
}

function percent(share) {
  if (share > 0 && share < 0.005) return "less than 1 %";
  if (share >= 0.995 && share < 1) return "more than 99 %";
  return `${rounded(100 * share)} %`;
}

// `comparison` compares with the other reading; it is null where the drawing is centred.
function captionFor({ empty, opinions, order: [top, second] }, comparison) {
  if (empty) {
    const text = "An empty sheet: draw a digit on it. The network cannot say “nothing”. Even now it names one of the ten, "
      + `<b>${top}</b>, with ${percent(opinions[top])}.`;
    return comparison ? `${text} It will see your drawing as you draw it.` : text;
  }
  let text = `It reads <b>${top}</b>, with ${percent(opinions[top])}; second comes ${second}, with ${percent(opinions[second])}.`;
  const all = sum(opinions);
  if (Math.abs(all - 1) > 0.01) text += ` (Its outputs add up to\u00a0${all.toFixed(2)}: they are no shares of a whole.)`;
  if (!comparison) return text;
  const { faults, said } = comparison();
  const seen = `The network has only seen digits ${BOX} pixels large, in the middle`;
  if (!faults.length) return `${text} ${seen}, and this is nearly one: ${said}.`;
  return `${text} ${seen}; this ${faults.join(" and ")}. ${said[0].toUpperCase()}${said.slice(1)}.`;
}

// In what a drawing differs from MNIST's digits.
function misplaced({ size, right, below }) {
  const found = [];
  if (Math.abs(size - BOX) > 3) found.push(`is ${size} large`);
  const sides = [[right, "far right", "far left"], [below, "low", "high"]]
    .filter(([by]) => Math.abs(by) > 1)
    .map(([by, more, less]) => `${Math.abs(by)} too ${by > 0 ? more : less}`);
  if (sides.length) found.push(`lies ${sides.join(" and ")}`);
  return found;
}
