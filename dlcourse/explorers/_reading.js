
// Frames of a sheet whose network reads in the page (`_reader.js`): caption, and picture, put together from the drawing commands that
// `_reading.py` gives. A test compares them with Python's.

maker = (model, [sheet, reading]) => {
  const { layers, readings, picture } = model.get("page");
  const network = layers.map(({ weights, bias, ...layer }) => ({ ...layer, weights: numbers(weights), bias: numbers(bias) }));
  return () => {
    const drawing = bytesOf(sheet.get("value")), place = reading.get("index");
    const answer = readDrawing(network, drawing, readings[place] === "centred");
    const values = { drawing: checksum(drawing), reading: readings[place] };
    return { values, caption: answer.caption, moving: pictureOf(picture, answer) };
  };
};

const bytesOf = ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength);

const numbers = ({ kind, bytes }) => new (kind === "float32" ? Float32Array : Float64Array)(bytesOf(bytes).slice().buffer);

// CRC-32, as zlib has it: by it a caption says to which drawing it belongs.
function checksum(bytes) {
  let rest = -1;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (~rest >>> 0).toString(16).padStart(8, "0");
}

// What moves in the picture of an answer.
function pictureOf({ styles, commands, greys, bars, tops, words }, { seen, opinions, order: [top] }) {
  const kinds = {
    image: ([, style, matrix, width, , , asItIs]) => {
      const runs = [...seen].flatMap((ink) => [Math.min(Math.floor(ink * greys.length), greys.length - 1), 1]);
      return [["image", style, matrix, width, greys, runs, asItIs]];
    },
    bars: () => bars.boxes.map(([left, one, right, other], digit) => {
      const end = left + (right - left) * Math.min(Math.max(opinions[digit], 0), 1);
      const [x, X, y, Y] = [left, end, one, other].map((place) => place.toFixed(2));
      return ["path", digit === top ? bars.top : bars.others, `M ${x} ${y} L ${X} ${y} L ${X} ${Y} L ${x} ${Y} z`];
    }),
    marks: ([, style, shape]) => [["marks", style, shape, tops.slice(2 * top, 2 * top + 2)]],
    words: () => opinions.map((share, digit) => ["marks", words.style, words.texts[share >= 0.995 && share < 1 ? 101 : rounded(100 * share)] ?? "", [0, words.down[digit]]]),
  };
  return { styles, commands: commands.flatMap((command) => kinds[command[0]]?.(command) ?? [command]) };
}
