// Turns formulas into MathML, which browsers draw by themselves: a line of JSON, [TeX, display], for a line of JSON, the MathML.
// A formula that is wrong ends the build with its reason.

const temml = require("temml");
const { createInterface } = require("node:readline");

createInterface({ input: process.stdin }).on("line", (line) => {
  const [tex, displayMode] = JSON.parse(line);
  console.log(JSON.stringify(temml.renderToString(tex, { displayMode, throwOnError: true })));
});
