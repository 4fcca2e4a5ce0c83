// The training kernels: one WebAssembly module, plain SIMD, over memory that its user brings.

export { activate, activateBackward } from './activation';
export { adam } from './adam';
export { columnSums } from './column-sums';
export { denseScratchBytes } from './dense';
export { exponentials, hyperbolicTangents, logarithms } from './elementary';
export { LayerOffset as layer, PlanOffset as plan, Size as size } from './layout';
export { matMul, matMulScratchBytes } from './mat-mul';
export { momentum } from './momentum';
export { listPixels } from './nonzero-list';
export { formatPixels, transposePixels } from './pixels';
export { Optimizer as optimizer } from './plan';
export { rmsProp } from './rms-prop';
export { sgd } from './sgd';
export { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
export { beginStep, endStep, evaluateStep, finishStep, predictStep } from './step';
export { help, leave, resize } from './team';
export { teamBytes } from './team-memory';

/**
 * The version of the exported functions: raise it, here and in worker/kernels/bindings.ts, when a function's parameters or meaning change. The
 * bindings refuse a module of another version, such as one from the cache of an older release.
 */
export function abiVersion(): i32 {
  return 8;
}
