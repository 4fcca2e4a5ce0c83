/** One more thread that can compute. It ends with the thread that started it. */
export interface TeamThread {
  /** Has it work on a memory, until the kernels' `leave` sends it home. */
  send(work: TeamWork): void;
}

/** What a helper is told. */
export interface TeamWork {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the kernels' `Plan` record. */
  readonly plan: number;
  /** Its number, from 1; the trainer's own thread is 0. */
  readonly thread: number;
}

/** A shared memory has to name its largest size; the kernels' build for threads names this one. */
const MOST_PAGES = 65_536;

/**
 * The threads that share an engine's work: the trainer's own and its helpers, which sleep until there is some.
 * Helpers work on one memory at a time.
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

  /** @throws RangeError when so much memory cannot be had */
  createMemory(pages: number): WebAssembly.Memory {
    return this.#helpers.length === 0
      ? new WebAssembly.Memory({ initial: pages, maximum: pages })
      : new WebAssembly.Memory({ initial: pages, maximum: Math.min(pages, MOST_PAGES), shared: true });
  }

  /**
   * Lets the helpers work on a memory. The one they worked on before can still be used, by one thread.
   * @param leave the kernels' `leave` on that memory
   */
  join(memory: WebAssembly.Memory, plan: number, leave: () => void): void {
    this.sendHome();
    this.#leave = leave;
    this.call(memory, plan, 1, this.threads);
  }

  /** Calls helpers to a memory, by their numbers: `from` inclusive, `to` exclusive. */
  call(memory: WebAssembly.Memory, plan: number, from: number, to: number): void {
    for (let thread = from; thread < to; thread++) {
      this.#helpers[thread - 1]?.send({ module: this.module, memory, plan, thread });
    }
  }

  /** Ends the helpers' work on one memory; they wait for the next `join`. */
  sendHome(leave = this.#leave): void {
    leave();
    if (leave === this.#leave) this.#leave = () => {};
  }
}
