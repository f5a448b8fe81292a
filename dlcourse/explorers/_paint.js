// Paints what `_record.py` writes down, on a canvas: the drawing commands are described there. Needs no kernel and nothing else.

// The palette by name, as the figures have it. What it becomes in the dark theme, a rule says.
export const PALETTE = {
  paper: "#FFFFFF", ink: "#222222", grey: "#6B6B6B", ground: "#8E8E8E", pale: "#D0D0D0", wash: "#EDEDED", "flat tint": "#DCDCDC",
  blue: "#0072B2", orange: "#D55E00", "dark orange": "#B34E00", green: "#008048", "dark green": "#00452A",
  "light green": "#8FCBAE", pink: "#981570", "blue tint": "#D6E7F2", "orange tint": "#FBE3D3",
  "green tint": "#CFE9DC", "pink tint": "#F1D7E9", landscape: "#B5D3EA",
};

const UNEVEN = 1.1; // times the width that rows need, for the sake of full first rows

// Where each panel of a figure goes, for so many pixels of room: side by side, or fewer of them in a row, so that words stay
// legible, and no louder than those of other pictures. `places` has how far each is moved, in pixels of the figure.
export function layout({ size: [width, height], panels, most, least }, room) {
  for (let rows = 1; rows <= panels.length; rows++) {
    const { widest, edge, begins } = rows === 1 ? { widest: width, edge: 0, begins: [[0, 0, 0]] } : inRows(panels, rows);
    const scale = Math.min(most, room / widest);
    if (scale >= least || rows === panels.length) {
      const at = Math.max(least, scale);
      const places = panels.map((panel) => {
        const row = begins.findLastIndex((begin) => begin[0] <= panel[0]);
        return [edge - begins[row][2], row * height];
      });
      return { scale: at, width: widest * at, height: rows * height * at, places };
    }
  }
}

// Panels in so many rows, as still pictures have them (`in_rows` in `dlcourse/figures/_page.py`): how wide they are, where the axes
// begin in each row, and the panel with which each row begins.
function inRows(panels, rows) {
  const found = ways(panels.length, rows).map((firsts) => {
    const begins = firsts.map((k) => panels[k]);
    const edge = Math.max(...begins.map(([left, , axes]) => axes - left));
    const after = [...firsts.slice(1), panels.length];
    return { begins, edge, widest: edge + Math.max(...begins.map(([, , axes], row) => panels[after[row] - 1][1] - axes)) };
  });
  const narrowest = Math.min(...found.map(({ widest }) => widest));
  return found.find(({ widest }) => widest <= UNEVEN * narrowest);
}

// The numbers of the panels with which rows can begin, full first rows first.
function ways(count, rows, first = 0) {
  if (rows === 1) return [[first]];
  const found = [];
  for (let next = count - rows + 1; next > first; next--) {
    found.push(...ways(count, rows - 1, next).map((rest) => [first, ...rest]));
  }
  return found;
}

// Colours

const named = new Map(); // theme + colour -> what a canvas takes
export function color(written, theme) {
  const key = theme + written;
  if (!named.has(key)) named.set(key, inTheme(written, theme));
  return named.get(key);
}

function inTheme(written, theme) {
  const [name, alpha] = written.split("/");
  const light = PALETTE[name] ?? name;
  const hex = theme === "dark" ? mirrored(light) : light;
  return alpha ? hex + Math.round(255 * alpha).toString(16).padStart(2, "0") : hex;
}

const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
export const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b; // WCAG 2, of linear RGB

// As the sheet over a still picture does (`dlcourse/figures/_page.py`), so that both have the same inks: CSS's invert, with which white
// becomes JupyterLab's dark paper, then hue-rotate by half a turn, which brings every hue back.
const DARK = 0x11 / 255;
function mirrored(hex) {
  const [r, g, b] = [1, 3, 5].map((k) => DARK + (1 - 2 * DARK) * (1 - parseInt(hex.slice(k, k + 2), 16) / 255));
  const twice = 2 * (0.213 * r + 0.715 * g + 0.072 * b);
  const bytes = [r, g, b].map((v) => Math.round(255 * Math.min(1, Math.max(0, twice - v))));
  return "#" + bytes.map((v) => v.toString(16).padStart(2, "0")).join("");
}

// Painting

// Paints one part of a picture. `view`: zoom (pixels of the canvas for each pixel of the figure), theme, places (from
// `layout`), layers (of what stands still).
export function paint(context, part, view) {
  const { zoom, theme, places } = view;
  const home = () => context.setTransform(zoom, 0, 0, zoom, Math.round(zoom * shift[0]), Math.round(zoom * shift[1]));
  let shift = places[0];
  home();
  for (const command of part.commands) {
    const [kind, first, second, third] = command;
    if (kind === "panel") {
      shift = places[first];
      home();
    } else if (kind === "layer") {
      paint(context, view.layers[first], view);
      home();
    } else if (kind === "path" || kind === "marks" || kind === "image") {
      const style = part.styles[first];
      context.save();
      clip(context, style[7]);
      if (kind === "image") image(context, command, theme);
      else shapes(context, style, second, third, zoom, theme);
      context.restore();
    } else {
      throw new Error(`This page does not know the drawing command “${kind}”. Save the notebook and load the page anew.`);
    }
  }
}

function clip(context, to) {
  if (!to) return;
  if (typeof to === "string") return context.clip(new Path2D(to));
  context.beginPath();
  context.rect(...to);
  context.clip();
}

function shapes(context, [fill, stroke, width, cap, join, dashes, offset, , snap], data, marks, zoom, theme) {
  if (fill) context.fillStyle = color(fill, theme);
  if (stroke) {
    context.strokeStyle = color(stroke, theme);
    context.lineWidth = width;
    context.lineCap = cap === "projecting" ? "square" : cap;
    context.lineJoin = join;
    context.setLineDash(dashes ?? []);
    context.lineDashOffset = offset ?? 0;
  }
  // Along the pixels: onto whole ones, and to the middle of one where the line is an odd number of them wide.
  const middle = stroke && Math.round(width * zoom) % 2 ? 0.5 : 0;
  const snapped = (v) => (Math.floor(v * zoom + 0.5 - middle) + middle) / zoom;
  const path = new Path2D(snap && !marks ? data.replace(/-?\d+(\.\d+)?/g, snapped) : data);
  const draw = () => {
    if (fill) context.fill(path);
    if (stroke) context.stroke(path);
  };
  if (!marks) return draw();
  for (let k = 0; k < marks.length; k += 2) {
    const [x, y] = snap ? [snapped(marks[k]), snapped(marks[k + 1])] : [marks[k], marks[k + 1]];
    context.translate(x, y);
    draw();
    context.translate(-x, -y);
  }
}

function image(context, [, , matrix, width, colors, runs, asItIs], theme) {
  const cells = runs.reduce((sum, count, k) => (k % 2 ? sum + count : sum), 0);
  const pixels = new ImageData(width, cells / width);
  const ink = colors.map((each) => (each ? bytes(color(each, asItIs ? "light" : theme)) : [0, 0, 0, 0]));
  for (let k = 0, cell = 0; k < runs.length; k += 2) {
    for (let left = runs[k + 1]; left; left--, cell++) pixels.data.set(ink[runs[k]], 4 * cell);
  }
  const cellular = new OffscreenCanvas(pixels.width, pixels.height);
  cellular.getContext("2d").putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.transform(...matrix);
  context.drawImage(cellular, 0, 0);
}

function bytes(hex) {
  const at = (k) => parseInt(hex.slice(k, k + 2), 16);
  return [at(1), at(3), at(5), hex.length > 7 ? at(7) : 255];
}
