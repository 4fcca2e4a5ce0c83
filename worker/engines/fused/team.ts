/** A helper thread. The page ends it together with the trainer's worker. */
export interface TeamThread {
  /** Starts its work on a memory, which lasts until the kernels' `leave` or `resize` ends it. */
  send(work: TeamWork): void;
}

/** The message to a helper thread. */
export interface TeamWork {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the kernels' `Plan`. */
  readonly plan: number;
  /** The helper's number, from 1. The trainer's own thread is 0. */
  readonly thread: number;
}

/** The largest size of a shared memory that the kernels' build for threads accepts: 4 GiB. */
const MOST_PAGES = 65_536;

/**
 * The threads that share an engine's work: the trainer's own and its helpers. Helpers sleep while no step runs, and
 * work on one memory at a time. worker/kernels/assembly/team.ts explains how they share a step.
 */
export class Team {
  readonly module: WebAssembly.Module;
  readonly threads: number;
  readonly #helpers: readonly TeamThread[];
  #leave: () => void = () => {};

  constructor(module: WebAssembly.Module, helpers: readonly TeamThread[]) {
    this.module = module;
    this.threads = 1 + helpers.length;
    this.#helpers = helpers;
  }

  /** @throws RangeError if the browser cannot allocate this much memory */
  createMemory(pages: number): WebAssembly.Memory {
    return this.#helpers.length === 0
      ? new WebAssembly.Memory({ initial: pages, maximum: pages })
      : new WebAssembly.Memory({ initial: pages, maximum: Math.min(pages, MOST_PAGES), shared: true });
  }

  /**
   * Makes the helpers work on this memory. The memory that they worked on before can still be used by one thread.
   * @param leave the kernels' `leave` on that memory
   */
  join(memory: WebAssembly.Memory, plan: number, leave: () => void): void {
    this.sendHome();
    this.#leave = leave;
    this.call(memory, plan, 1, this.threads);
  }

  /** Starts the helpers `from` (inclusive) to `to` (exclusive) on a memory. */
  call(memory: WebAssembly.Memory, plan: number, from: number, to: number): void {
    for (let thread = from; thread < to; thread++) {
      this.#helpers[thread - 1]?.send({ module: this.module, memory, plan, thread });
    }
  }

  /** Ends the helpers' work on a memory. They wait for the next `join`. */
  sendHome(leave = this.#leave): void {
    leave();
    if (leave === this.#leave) this.#leave = () => {};
  }
}
