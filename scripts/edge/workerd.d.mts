/** A module of a worker: its file's path in the worker's folder, which is also its name, and what it is to the runtime. */
export interface WorkerModule {
  readonly name: string;
  readonly type: 'esModule' | 'wasm' | 'data';
}

export const COMPATIBILITY_DATE: string;
export const EDGE_MODULES: readonly WorkerModule[];

/** Starts workerd with a module worker on the loopback interface. */
export function startWorkerd(options: {
  readonly folder: string;
  readonly modules?: readonly WorkerModule[];
  readonly assets?: string;
  readonly port?: number;
  readonly scratch: string;
  readonly v8Flags?: readonly string[];
  readonly quiet?: boolean;
}): Promise<{ readonly url: string; readonly pid: number; close(): Promise<void> }>;
