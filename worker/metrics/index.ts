/** The metrics, as functions (one value per example) and as classes (`updateState`, `result`, `resetState`). */
export { Mean } from './mean';
export { MeanAbsoluteError, MeanSquaredError, meanAbsoluteError, meanSquaredError } from './regression';
export type { SampleWeight } from './running-mean';
export { SparseCategoricalAccuracy, sparseCategoricalAccuracy } from './sparse-categorical-accuracy';
export {
  type CrossentropyOptions,
  SparseCategoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from './sparse-categorical-crossentropy';
