// The training kernels: one WebAssembly module with plain SIMD, on a memory that its user provides. This file lists
// its exports.
//
// To read how a network is trained, start with step.ts (what a step is), then run-chunk.ts (what is computed),
// dense.ts and tile.ts (how a layer is computed), jobs.ts and team.ts (how threads share it).
//
// The language is AssemblyScript: TypeScript's syntax with WebAssembly's types and instructions. `load<f32>(a)` reads
// the float32 at address a, `f32x4.add` adds four pairs of float32 at once, `(<usize>i) << 2` is the byte offset of
// the i-th float32. A function below the line `// @inline` is inlined at every call (docs/decisions/0047).

export { activate, activateBackward } from './activation';
export { adam } from './adam';
export { columnSums } from './column-sums';
export { denseScratchBytes } from './dense';
export { exponentials, hyperbolicTangents, logarithms } from './elementary';
export { LayerOffset as layer, PlanOffset as plan, Size as size } from './layout';
export { matMul, matMulScratchBytes } from './mat-mul';
export { momentum } from './momentum';
export { listPixels } from './nonzero-list';
export { Pieces as pieces } from './pieces';
export { formatPixels, transposePixels } from './pixels';
export { Optimizer as optimizer } from './plan';
export { rmsProp } from './rms-prop';
export { sgd } from './sgd';
export { softmax, softmaxCrossEntropy } from './softmax-cross-entropy';
export { beginPieces, beginStep, endStep, evaluateStep, finishStep, predictStep, sumLosses } from './step';
export { computePiece, help, leave, leavePieces, resize } from './team';
export { teamBytes } from './team-memory';

/**
 * The version of the exported functions: raise it, here and in worker/kernels/bindings.ts, when a function's
 * parameters or meaning change. The bindings refuse a module of another version, such as one from the cache of an
 * older release.
 */
export function abiVersion(): i32 {
  return 9;
}
