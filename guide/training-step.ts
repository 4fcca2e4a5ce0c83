/** A number that the network learns. Everything but its value is 0 at first. */
export interface Parameter {
  value: number;
  /** How the loss changes with the value. */
  gradient: number;
  /** Adam's decaying means of the gradient and of its square. */
  mean: number;
  square: number;
}

/** A pixel or a neuron. */
export interface Source {
  output: number;
  /** How the mean loss of the batch changes with a neuron's weighted sum, through the current image. Nothing reads that of a pixel. */
  gradient: number;
}

export interface Neuron extends Source {
  readonly bias: Parameter;
  readonly inputs: readonly { readonly source: Source; readonly weight: Parameter }[];
}

export interface Network {
  readonly pixels: readonly Source[];
  /** Layers of neurons with relu. */
  readonly hidden: readonly (readonly Neuron[])[];
  /** One neuron for each class. Their outputs are the logits. */
  readonly classes: readonly Neuron[];
}

/** An image, whose pixels are from 0 to 1, and the number of its class. */
export interface Example {
  readonly image: ArrayLike<number>;
  readonly label: number;
}

/**
 * One weight update with Adam.
 * @param step the number of this step, from 1
 * @returns the mean loss of the batch before the update
 */
export function trainStep(network: Network, batch: readonly Example[], step: number, rate = 0.001): number {
  const { pixels, hidden, classes } = network;
  const layers = [...hidden, classes];
  let loss = 0;
  for (const { image, label } of batch) {
    // Forward: a neuron adds its weighted inputs and its bias. A hidden neuron turns a negative sum into 0 (relu).
    for (const [i, pixel] of pixels.entries()) pixel.output = Number(image[i]);
    for (const neuron of layers.flat()) {
      let sum = neuron.bias.value;
      for (const { source, weight } of neuron.inputs) sum += source.output * weight.value;
      neuron.output = classes.includes(neuron) ? sum : Math.max(sum, 0);
      neuron.gradient = 0;
    }

    // Loss: softmax turns the outputs into probabilities. The loss is −log of the label's probability.
    const total = classes.reduce((sum, { output }) => sum + Math.exp(output), 0);
    for (const [k, neuron] of classes.entries()) {
      const probability = Math.exp(neuron.output) / total;
      if (k === label) loss -= Math.log(probability) / batch.length;
      neuron.gradient = (probability - (k === label ? 1 : 0)) / batch.length;
    }

    // Backward: each neuron passes its gradient to its weights and, unless relu stopped it there, to its sources.
    for (const { bias, inputs, gradient } of layers.toReversed().flat()) {
      bias.gradient += gradient;
      for (const { source, weight } of inputs) {
        weight.gradient += gradient * source.output;
        if (source.output > 0) source.gradient += gradient * weight.value;
      }
    }
  }

  // Update: Adam divides the mean gradient by its usual size, so every weight moves by about the learning rate.
  for (const { bias, inputs } of layers.flat()) {
    for (const parameter of [bias, ...inputs.map(({ weight }) => weight)]) {
      parameter.mean = 0.9 * parameter.mean + 0.1 * parameter.gradient;
      parameter.square = 0.999 * parameter.square + 0.001 * parameter.gradient ** 2;
      const mean = parameter.mean / (1 - 0.9 ** step);
      const square = parameter.square / (1 - 0.999 ** step);
      parameter.value -= (rate * mean) / (Math.sqrt(square) + 1e-7);
      parameter.gradient = 0;
    }
  }
  return loss;
}

/**
 * A network of Dense layers.
 * @param sizes the number of pixels, of neurons in each hidden layer, and of classes, such as 784, 64, 64, 10
 * @param values all weights and biases, layer by layer: the weights of the first input, of the second, …, then the biases
 */
export function createNetwork([pixelCount, ...units]: readonly number[], values: Iterable<number>): Network {
  const remaining = values[Symbol.iterator]();
  const parameter = (): Parameter => ({
    value: Number(remaining.next().value),
    gradient: 0,
    mean: 0,
    square: 0,
  });
  const pixels = Array.from({ length: Number(pixelCount) }, (): Source => ({ output: 0, gradient: 0 }));
  let sources: readonly Source[] = pixels;
  const layers = units.map((length) => {
    const weights = sources.map(() => Array.from({ length }, parameter));
    const layer = Array.from({ length }, (_, u): Neuron => {
      const inputs = sources.map((source, i) => ({ source, weight: weights[i]?.[u] as Parameter }));
      return { bias: parameter(), inputs, output: 0, gradient: 0 };
    });
    sources = layer;
    return layer;
  });
  return { pixels, hidden: layers.slice(0, -1), classes: layers.at(-1) ?? [] };
}

/** All weights and biases of a network, in the order of `createNetwork`. */
export function valuesOf({ hidden, classes }: Network): number[] {
  return [...hidden, classes].flatMap((layer) => [
    ...(layer[0]?.inputs ?? []).flatMap((_, i) => layer.map(({ inputs }) => Number(inputs[i]?.weight.value))),
    ...layer.map(({ bias }) => bias.value),
  ]);
}
