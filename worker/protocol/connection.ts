import type { TrainerEvent } from './events';

/**
 * Raised whenever a message changes shape. The page compares it with the worker's during the hand-shake, and so notices a worker of
 * another version, such as one from a cache.
 */
export const PROTOCOL_VERSION = 16;

/** Absolute URLs of the files that the worker may fetch, resolved on the page. */
export interface TrainerAssets {
  /** `kernels.wasm`, the training kernels for one thread. */
  readonly kernels: string;
  /** `kernels-threads.wasm`, the same for several threads. Loaded only where threads can share memory. */
  readonly kernelsThreads: string;
  /** `model-files.js`, which reads and writes models and runs as files. Loaded only when it is needed. */
  readonly modelFiles: string;
  /** `drawn-garments.js`, which draws the built-in data set. Loaded only when a run uses it. */
  readonly drawnGarments: string;
  /** `photo-reading.js`, which reads photos and drawings. Loaded only when it is needed. */
  readonly photoReading: string;
  /** `step-inspection.js`, which inspects a training step. Loaded only when it is needed. */
  readonly stepInspection: string;
  /** `tfjs-engine.js`, loaded only for the engine `tfjs`. */
  readonly tfjsEngine: string;
  /** `tfjs-backend-wasm-simd.wasm`, loaded only for the engine `tfjs`. */
  readonly tfjsWasmSimd: string;
}

/**
 * The data sets that the workers of a page have opened. On an isolated page the workers share the memory, in which files may still be missing.
 * On other pages they share only the list of files. A worker that has opened a data set passes it as `images`. A worker that needs one leaves
 * `images` out. The page only keeps the objects and never reads them.
 */
export type PageData = (dataSrc: string, images?: object) => Promise<object | undefined>;

/** Starts a helper thread. Resolves to the port at which it receives its work. */
export type StartHelper = () => Promise<MessagePort>;

/** The calls that open, check and close the connection itself. */
export interface ConnectionApi {
  /** The first call. Returns the worker's protocol version. */
  hello(
    assets: TrainerAssets,
    listener: (event: TrainerEvent) => void,
    pageData: PageData,
    startHelper: StartHelper,
  ): Promise<number>;
  /** The only call of a helper thread, in place of `hello`. It receives its work at this port. */
  assist(port: MessagePort): Promise<void>;
  /**
   * Holds the Web Lock of this name from now on, or none. The page notices a dead worker by waiting for that lock.
   * @returns whether it holds the lock; false if this origin has none
   */
  hold(lock: string | null): Promise<boolean>;
  /** An echo that waits for nothing, even during a run. Without Web Locks the page notices a dead worker by it. */
  ping(): Promise<void>;
  /** The last call. Ends the run, before the page terminates the worker and its helper threads. */
  close(): Promise<void>;
}
