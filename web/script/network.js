// A network for `_reader.js`, from what `bake.py` writes: whole numbers for weights, with one scale for each neuron.
function networkFrom(layers) {
  return layers.map(({ weights, scale, ...layer }) => {
    const whole = Int8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
    return { ...layer, weights: Float32Array.from(whole, (each, k) => each * scale[Math.floor(k / layer.inputs)]) };
  });
}
