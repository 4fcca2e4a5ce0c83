import { RunningMean, type SampleWeight } from './running-mean';

/** The weighted mean of all values added, like `keras.metrics.Mean`. */
export class Mean extends RunningMean {
  constructor(name = 'mean') {
    super(name);
  }

  /** Adds one or several values. */
  updateState(values: number | ArrayLike<number>, sampleWeight: SampleWeight = 1): void {
    this.updateEach(typeof values === 'number' ? [values] : values, sampleWeight);
  }
}
