/** A connection into a unit. */
export interface Connection {
  /** The pixel or the unit that it comes from. */
  readonly from: number;
  /** Its weight × the output of `from`, which is added to the unit's sum. */
  readonly share: number;
}

/**
 * The connections that change a unit's sum most, the strongest first. Connections that add 0 are left out: those from black pixels or from
 * units whose output is 0.
 * @param weights shape (inputs)
 * @param inputs the outputs of the previous layer, shape (inputs)
 */
export function strongestConnections(
  weights: ArrayLike<number>,
  inputs: ArrayLike<number>,
  most: number,
): readonly Connection[] {
  return Array.from({ length: weights.length }, (_, from) => ({
    from,
    share: (weights[from] as number) * (inputs[from] as number),
  }))
    .filter(({ share }) => share !== 0 && Number.isFinite(share))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, most);
}

/**
 * Which units of a layer are 0 for every image.
 * @param outputs shape (images, units)
 * @returns 1 for a dead unit, shape (units)
 */
export function deadUnits(outputs: ArrayLike<number>, units: number): Uint8Array {
  const dead = new Uint8Array(units).fill(1);
  for (let i = 0; i < outputs.length; i++) if (outputs[i] !== 0) dead[i % units] = 0;
  return dead;
}

/** The number of images with which dead units are found. With fewer, a unit that is rarely active would look dead. */
const MOST_IMAGES = 200;
const LEAST_IMAGES = 50;
/** The most multiplications for it while training. One core does about 10⁸ in a second. */
const MOST_PRODUCTS = 4e7;

/** The number of images with which to find dead units; 0 if that would delay the training. */
export function imagesToCheck(parameters: number, available: number, isTraining: boolean): number {
  const affordable = Math.floor(MOST_PRODUCTS / parameters);
  const count = Math.min(MOST_IMAGES, available, Math.max(affordable, isTraining ? 0 : LEAST_IMAGES));
  return count < LEAST_IMAGES ? 0 : count;
}

/** The number of weights and biases of a network. */
export function parameterCount(hiddenUnits: readonly number[], inputs = 784, classes = 10): number {
  const widths = [inputs, ...hiddenUnits, classes];
  return widths.slice(1).reduce((sum, units, i) => sum + units * ((widths[i] as number) + 1), 0);
}
