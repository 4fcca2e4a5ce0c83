/**
 * The state of every metric: a weighted sum and the total weight, in float64. A float32 sum would lose precision over an epoch.
 */
export class RunningMean {
  readonly name: string;
  #sum = 0;
  #weight = 0;

  constructor(name: string) {
    this.name = name;
  }

  /**
   * Adds values that have been summed already, as by an engine for a whole batch.
   * @param sum the weighted sum of the values
   * @param weight the total weight; for unweighted values, their number
   */
  updateSum(sum: number, weight: number): void {
    this.#sum += sum;
    this.#weight += weight;
  }

  /** The weighted sum of the values since the last reset. `updateSum(sum, weight)` restores this state. */
  get sum(): number {
    return this.#sum;
  }

  /** The total weight of the values since the last reset. */
  get weight(): number {
    return this.#weight;
  }

  /** The weighted mean since the last reset; 0 before the first update, as in Keras. */
  result(): number {
    return this.#weight === 0 ? 0 : this.#sum / this.#weight;
  }

  /** Sets the state back to empty. Call it between two epochs. */
  resetState(): void {
    this.#sum = 0;
    this.#weight = 0;
  }

  /** Adds one value per example, with one weight for all or one per example. */
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

/** One weight for all examples, or one weight per example. */
export type SampleWeight = number | ArrayLike<number>;
