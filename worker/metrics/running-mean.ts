/**
 * The state behind every metric: a weighted sum and its total weight. Kept in float64, so that the mean
 * over a whole epoch does not drift the way a float32 running sum would.
 */
export class RunningMean {
  readonly name: string;
  #sum = 0;
  #weight = 0;

  constructor(name: string) {
    this.name = name;
  }

  /**
   * Adds values that were summed elsewhere, as an engine does for a whole batch.
   * @param sum weighted sum of the values
   * @param weight total weight; for unweighted values, their number
   */
  updateSum(sum: number, weight: number): void {
    this.#sum += sum;
    this.#weight += weight;
  }

  /** Weighted sum of the values since the last reset, which `updateSum` takes back in. */
  get sum(): number {
    return this.#sum;
  }

  /** Their total weight. */
  get weight(): number {
    return this.#weight;
  }

  /** The mean of everything since the last reset; 0 before the first update, as in Keras. */
  result(): number {
    return this.#weight === 0 ? 0 : this.#sum / this.#weight;
  }

  /** Forgets everything: call it at the end of an epoch, before the next. */
  resetState(): void {
    this.#sum = 0;
    this.#weight = 0;
  }

  /** Adds one value for each example, weighted by `sampleWeight` (one weight for all, or one each). */
  protected updateEach(values: ArrayLike<number>, sampleWeight: SampleWeight = 1): void {
    if (typeof sampleWeight !== 'number' && sampleWeight.length !== values.length) {
      throw new RangeError(`${this.name}: got ${sampleWeight.length} weights for ${values.length} examples`);
    }
    for (let i = 0; i < values.length; i++) {
      const weight = typeof sampleWeight === 'number' ? sampleWeight : Number(sampleWeight[i]);
      this.updateSum(Number(values[i]) * weight, weight);
    }
  }
}

/** One weight for all examples, or one for each. */
export type SampleWeight = number | ArrayLike<number>;
