import type { TrainerAssets } from '../worker/protocol';

/**
 * The addresses of the engine tfjs' files, for applications that are built with a bundler. A bundler copies TensorFlow.js (1.2 MB)
 * into an application that imports this module, and into no other. Without it the engine tfjs cannot be loaded there. Pages that load
 * the package from a CDN or from a folder with all its files do not need it.
 *
 * @example
 * import 'fmnist-trainer';
 * import { FmnistTrainer } from 'fmnist-trainer/fmnist-trainer.component.js';
 * import { tfjsFiles } from 'fmnist-trainer/tfjs-files';
 *
 * Object.assign(FmnistTrainer.assets, tfjsFiles); // or: new TrainerClient({ assets: tfjsFiles })
 */
export const tfjsFiles: Pick<TrainerAssets, 'tfjsEngine' | 'tfjsWasmSimd'> = {
  tfjsEngine: new URL('./tfjs-engine.js', import.meta.url).href,
  tfjsWasmSimd: new URL('./tfjs-backend-wasm-simd.wasm', import.meta.url).href,
};
