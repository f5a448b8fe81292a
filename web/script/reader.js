// The course's network that reads digits, and what it says: `centre` of dlcourse/deep.py, `draw_state` and its caption of
// dlcourse/explorers/deep.py. A test holds these and those together on 1,000 digits.

const CELLS = 28, BOX = 20, MIDDLE = 14.5;

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);
const turned = (rows) => rows[0].map((_, k) => rows.map((row) => row[k]));
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
  const rows = rowsOf(picture), down = extent(rows), across = extent(turned(rows));
  if (!down) return picture;
  const ink = rows.slice(...down).map((row) => row.slice(...across));
  const largest = Math.max(ink.length, ink[0].length);
  const [height, width] = [ink.length, ink[0].length].map((side) => Math.max(1, rounded((BOX * side) / largest)));
  const scaled = product(product(averaging(ink.length, height), ink), turned(averaging(ink[0].length, width)));
  const place = (lines) => {
    const middle = centreOfMass(lines.map(sum));
    return Math.min(Math.max(rounded(MIDDLE - middle), 0), CELLS - lines.length);
  };
  const [top, left] = [place(scaled), place(turned(scaled))];
  const sheet = new Float64Array(CELLS * CELLS);
  scaled.forEach((row, y) => sheet.set(row, CELLS * (top + y) + left));
  return sheet;
}

// A network, from what `bake.py` writes: whole numbers for weights, with one scale for each neuron.
function networkFrom(layers) {
  return layers.map(({ inputs, weights, scale, bias }) => {
    const whole = Int8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
    const scaled = Float32Array.from(whole, (each, k) => each * scale[Math.floor(k / inputs)]);
    return { inputs, weights: scaled, bias };
  });
}

// The network's ten opinions on a picture: ReLU in every layer, softmax in the last.
function opinionsOf(network, picture) {
  let signals = picture;
  network.forEach(({ inputs, weights, bias }, layer) => {
    signals = Float64Array.from(bias, (each, neuron) => {
      let z = each;
      for (let k = 0; k < inputs; k++) if (signals[k]) z += weights[neuron * inputs + k] * signals[k];
      return layer < network.length - 1 ? Math.max(0, z) : z;
    });
  });
  const most = Math.max(...signals);
  const shares = [...signals].map((z) => Math.exp(z - most)), all = sum(shares);
  return shares.map((share) => share / all);
}

// What the network says of a drawing of 784 bytes, and what it would say of the other reading.
function readDrawing(network, drawing, centring) {
  const ink = Float64Array.from(drawing, (each) => each / 255);
  const pictures = centring ? [centred(ink), ink] : [ink, centred(ink)];
  const [opinions, others] = pictures.map((picture) => opinionsOf(network, picture));
  const order = span(10).sort((one, other) => opinions[other] - opinions[one]);
  const answer = { seen: pictures[0], opinions, order, centring, empty: !ink.some((each) => each > 0) };
  const other = others.indexOf(Math.max(...others));
  return { ...answer, caption: captionFor({ ...answer, other, otherOpinion: others[other], ...placeOf(ink) }) };
}

// Size of a drawing in cells, and how far its centre of mass lies to the right of and below the middle.
function placeOf(ink) {
  const rows = rowsOf(ink), down = extent(rows);
  if (!down) return { size: 0, right: 0, below: 0 };
  const across = extent(turned(rows));
  const off = (lines) => rounded(centreOfMass(lines.map(sum)) - MIDDLE);
  return { size: Math.max(down[1] - down[0], across[1] - across[0]), right: off(turned(rows)), below: off(rows) };
}

function percent(share) {
  if (share > 0 && share < 0.005) return "less than 1 %";
  if (share >= 0.995 && share < 1) return "more than 99 %";
  return `${rounded(100 * share)} %`;
}

function captionFor({ empty, centring, opinions, order: [top, second], other, otherOpinion, ...place }) {
  if (empty) {
    const text = "An empty sheet: draw a digit on it. The network cannot say “nothing”. Even now it names one of the ten, "
      + `<b>${top}</b>, with ${percent(opinions[top])}.`;
    return centring ? text : `${text} It will see your drawing as you draw it.`;
  }
  const text = `It reads <b>${top}</b>, with ${percent(opinions[top])}; second comes ${second}, with ${percent(opinions[second])}.`;
  if (centring) return text;
  const comparison = `centred and scaled, it says ${other}, with ${percent(otherOpinion)}`;
  const seen = `The network has only seen digits ${BOX} pixels large, in the middle`;
  const faults = misplaced(place).join(" and ");
  if (!faults) return `${text} ${seen}, and this is nearly one: ${comparison}.`;
  return `${text} ${seen}; this ${faults}. ${comparison[0].toUpperCase()}${comparison.slice(1)}.`;
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
