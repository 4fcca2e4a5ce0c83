// The training kernels: one WebAssembly module, plain SIMD, over memory that its user brings.

export { activate, activateBackward } from './activation';
export { adam } from './adam';
export { columnSums } from './column-sums';
export { exponentials, hyperbolicTangents, logarithms } from './elementary';
export { matMul, matMulScratchBytes } from './mat-mul';
export { momentum } from './momentum';
export { listPixels } from './nonzero-list';
export { formatPixels, transposePixels } from './pixels';
export { rmsProp } from './rms-prop';
export { sgd } from './sgd';
export { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
export { beginStep, endStep, evaluateStep, finishStep, predictStep } from './step';
export { help, leave, resize } from './team';

/** Raised whenever an export, the layout of `Plan` or what its memory has to hold changes. The bindings refuse any other. */
export function abiVersion(): i32 {
  return 7;
}
