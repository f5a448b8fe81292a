// What the laboratory paints: the plane with its regions and points, neurons' own pictures, weights as lines, the losses.
// Needs `color` of `_paint.js` and nothing else.

const CLASS_COLORS = ["blue", "orange", "green", "pink", "grey", "dark green"];
const SHAPES = ["circle", "triangle", "square", "diamond", "cross", "star"];
const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const channels = (name, mode) => [1, 3, 5].map((k) => parseInt(color(name, mode).slice(k, k + 2), 16));
const blend = (one, other, share) => one.map((each, k) => each + (other[k] - each) * share);

// Canvas pixels for CSS pixels, so that lines are sharp.
function fit(canvas, width, height) {
  const [w, h] = [width, height].map((each) => Math.round(each * devicePixelRatio));
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d");
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

// One of six shapes around a place.
function shape(context, kind, x, y, r) {
  const corners = (count, turn, inner = r) => {
    for (let k = 0; k < count; k++) {
      const angle = turn + (2 * Math.PI * k) / count, far = k % 2 ? inner : r;
      context.lineTo(x + far * Math.cos(angle), y + far * Math.sin(angle));
    }
    context.closePath();
  };
  context.beginPath();
  if (kind === "circle") context.arc(x, y, 0.9 * r, 0, 2 * Math.PI);
  else if (kind === "triangle") corners(3, -Math.PI / 2);
  else if (kind === "square") corners(4, Math.PI / 4);
  else if (kind === "diamond") corners(4, 0);
  else if (kind === "cross") corners(8, 0, 0.45 * r);
  else corners(10, -Math.PI / 2, 0.5 * r);
}

// The regions: the colour of the class that is named, deeper where the network is surer.
function paintRegions(image, classes, certainty, mode) {
  const paper = channels("paper", mode);
  const depth = CLASS_COLORS.map((name) => {
    const full = channels(name, mode);
    return Array.from({ length: 16 }, (_, k) => blend(paper, full, 0.06 + (0.42 * k) / 15));
  });
  for (let k = 0; k < classes.length; k++) {
    const [r, g, b] = depth[classes[k]][certainty[k] >> 4];
    const at = 4 * k;
    image.data[at] = r;
    image.data[at + 1] = g;
    image.data[at + 2] = b;
    image.data[at + 3] = 255;
  }
  return image;
}

// Small pictures: cell k of `image` gets paper for 0 and the whole of `up` for 1, or of `down` for -1.
function paintCells(image, share, up, down, mode) {
  const [paper, above, below] = ["paper", up, down].map((name) => channels(name, mode));
  for (let at = 0, k = 0; at < image.data.length; at += 4, k++) {
    const value = share(k), to = value >= 0 ? above : below, depth = 0.85 * Math.min(1, Math.abs(value));
    for (let c = 0; c < 3; c++) image.data[at + c] = paper[c] + (to[c] - paper[c]) * depth;
    image.data[at + 3] = 255;
  }
  return image;
}

// The picture of one neuron at a place: `own` is a small canvas for its cells, `share(k)` what stands in cell k, for `paintCells`.
function paintTile(context, own, share, [up, down], { x, y, side }, mode) {
  const cells = own.getContext("2d");
  cells.putImageData(paintCells(cells.createImageData(own.width, own.height), share, up, down, mode), 0, 0);
  context.save();
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, side - 1, side - 1, 6);
  context.clip();
  context.drawImage(own, x, y, side, side);
  context.restore();
  context.strokeStyle = color("ground", mode);
  context.lineWidth = 1;
  context.stroke();
}

// What stands in each cell of the picture of an input: the first grows to the right, the second upwards.
const inputShare = (k, size) => (c) => (k ? 1 - (2 * Math.floor(c / size) + 1) / size : (2 * (c % size) + 1) / size - 1);

function paintPoints(context, points, limit, side, mode, marked) {
  const place = (v) => ((v + limit) / (2 * limit)) * side;
  const order = Array.from(points.y, (_, k) => k);
  if (marked in order) order.push(...order.splice(marked, 1)); // the marked one lies on top
  for (const k of order) {
    const x = place(points.X[2 * k]), y = side - place(points.X[2 * k + 1]);
    const tint = color(CLASS_COLORS[points.y[k]], mode);
    shape(context, SHAPES[points.y[k]], x, y, 4.8);
    context.fillStyle = points.kept[k] ? color("paper", mode) : tint;
    context.strokeStyle = points.kept[k] ? tint : color("paper", mode);
    context.lineWidth = points.kept[k] ? 1.7 : 1.1;
    context.fill();
    context.stroke();
    if (k === marked) {
      context.beginPath();
      context.arc(x, y, 9, 0, 2 * Math.PI);
      for (const [name, width] of [["paper", 5], ["ink", 2]]) {
        context.strokeStyle = color(name, mode);
        context.lineWidth = width;
        context.stroke();
      }
    }
  }
}

// The two losses against the epochs; `now` is an epoch that is marked.
function paintLosses(context, [epochs, training, validation], width, height, mode, now = null) {
  const [left, top, bottom, right] = [34, 8, 18, 6];
  const finite = [...training, ...validation].filter(Number.isFinite);
  const most = Math.max(0.1, ...finite), last = Math.max(1, epochs.at(-1) ?? 1);
  const x = (epoch) => left + (epoch / last) * (width - left - right);
  const y = (loss) => height - bottom - (loss / most) * (height - top - bottom);
  context.font = "11px sans-serif";
  context.fillStyle = color("grey", mode);
  context.strokeStyle = color("pale", mode);
  context.lineWidth = 1;
  context.textAlign = "right";
  for (const value of [0, most / 2, most]) {
    context.beginPath();
    context.moveTo(left, y(value));
    context.lineTo(width - right, y(value));
    context.stroke();
    context.fillText(value ? value.toPrecision(2) : "0", left - 4, y(value) + 4);
  }
  context.fillText(`${Math.round(last)}`, width - right, height - 4);
  context.textAlign = "left";
  context.fillText("epoch 0", left, height - 4);
  for (const [losses, name, dash] of [[validation, "grey", [5, 3]], [training, "ink", []]]) {
    context.beginPath();
    let drawing = false;
    losses.forEach((loss, k) => {
      if (!Number.isFinite(loss)) drawing = false;
      else if (drawing) context.lineTo(x(epochs[k]), y(loss));
      else context.moveTo(x(epochs[k]), y(loss)), (drawing = true);
    });
    context.setLineDash(dash);
    context.lineWidth = 2;
    context.strokeStyle = color(name, mode);
    context.stroke();
  }
  context.setLineDash([]);
  if (now === null) return;
  context.beginPath();
  context.moveTo(x(now), top);
  context.lineTo(x(now), height - bottom);
  context.strokeStyle = color("blue", mode);
  context.lineWidth = 1.5;
  context.stroke();
}

// Weights as lines between places: green and whole above 0, pink and dashed below; as thick as they are large.
function paintWeights(context, lines, mode) {
  const most = Math.max(1e-9, ...lines.map((line) => Math.abs(line.value)));
  for (const { from, to, value, marked, faded } of lines) {
    const middle = (from[0] + to[0]) / 2;
    context.beginPath();
    context.moveTo(...from);
    context.bezierCurveTo(middle, from[1], middle, to[1], ...to);
    context.strokeStyle = color(value >= 0 ? "green" : "pink", mode);
    context.globalAlpha = faded ? 0.15 : 0.85;
    context.lineWidth = 0.4 + 5 * Math.sqrt(Math.abs(value) / most) * (Math.abs(value) > 0);
    context.setLineDash(value >= 0 ? [] : [7, 4]);
    context.stroke();
    if (marked) {
      context.strokeStyle = color("ink", mode);
      context.globalAlpha = 1;
      context.lineWidth = 1.5;
      context.setLineDash([2, 3]);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

// A place on the line of a weight; t goes from 0 to 1.
function onLine({ from, to }, t) {
  const u = 1 - t, middle = (from[0] + to[0]) / 2;
  const x = u ** 3 * from[0] + 3 * u * t * middle + t ** 3 * to[0];
  return [x, u * u * (u + 3 * t) * from[1] + t * t * (t + 3 * u) * to[1]];
}

function paintDot(context, [x, y], r, value, mode) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = color(value >= 0 ? "green" : "pink", mode);
  context.strokeStyle = color("paper", mode);
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}
