import { RunningMean, type SampleWeight } from './running-mean';

/** The weighted mean of the values it is given, like `keras.metrics.Mean`. */
export class Mean extends RunningMean {
  constructor(name = 'mean') {
    super(name);
  }

  /** Adds one value or several. */
  updateState(values: number | ArrayLike<number>, sampleWeight: SampleWeight = 1): void {
    this.updateEach(typeof values === 'number' ? [values] : values, sampleWeight);
  }
}
