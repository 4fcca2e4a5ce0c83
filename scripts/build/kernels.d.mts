/** Names of the two builds. */
export const KERNEL_FILES: readonly string[];
/** Compiles the training kernels if their sources have changed; resolves to the folder they are in. */
export function buildKernels(root: string): Promise<string>;
