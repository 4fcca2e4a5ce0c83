import { buildKernels } from '../../scripts/build/kernels.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';

/** Compiles the kernels, which the worker's code under Node loads, unless they are up to date. */
export default async function setup(): Promise<void> {
  await buildKernels(projectRoot());
}
