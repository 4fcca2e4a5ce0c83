import { compileKernels } from '../../kernels/bindings';
import type { CreateEngine } from '../engine';
import { FusedEngine } from './fused';
import { Team, type TeamThread } from './team';

/** What the fused engine is started from; a browser's worker and Node differ in it. */
export interface FusedParts {
  /** Fetches one of the two builds of the kernels. */
  readonly readKernels: (
    build: 'kernels' | 'kernelsThreads',
    signal: AbortSignal,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** Starts one more thread; resolves when it answers. Null where threads cannot share memory. */
  readonly startTeamThread: (() => Promise<TeamThread>) | null;
  /** Cores of the machine, as far as they are told. */
  readonly cores: number;
}

/** What `SharedCores` does with them. */
const BEYOND_CORES =
  '; threads beyond one a core take part if the second epoch, which tries them, is a fifth shorter';

/** Most threads that are taken when nobody asks for a number. */
const MOST_UNASKED = 8;

/**
 * Starts the fused engine: compiles the kernels and recruits helpers, both of which are kept for the runs that follow.
 */
export class FusedStart {
  readonly #parts: FusedParts;
  readonly #modules = new Map<string, WebAssembly.Module>();
  #team: Team | null = null;
  #helpers: TeamThread[] = [];

  constructor(parts: FusedParts) {
    this.#parts = parts;
  }

  /**
   * @param threads how many to compute with; 0 takes as many as there are cores, at most 8
   * @param why why this engine was taken
   * @throws TrainerError `wasm-file`, `wasm-simd-missing` or `engine-start`. Helpers that do not start are no failure
   */
  async start(threads: number, why: string, signal: AbortSignal): Promise<CreateEngine> {
    const wanted = threads || Math.min(this.#parts.cores || 1, MOST_UNASKED);
    const expected = wanted > 1 && this.#parts.startTeamThread ? 'kernelsThreads' : 'kernels';
    // Side by side: threads take about as long to start as the kernels to come.
    const recruiting = this.#recruit(wanted - 1);
    const compiled = await this.#module(expected, signal).finally(() => recruiting);
    const { helpers, remark } = await recruiting;
    const isAlone = expected === 'kernelsThreads' && helpers.length === 0;
    const module = isAlone ? await this.#module('kernels', signal) : compiled;
    signal.throwIfAborted();
    this.#team?.sendHome();
    const team = new Team(module, helpers);
    this.#team = team;
    const beyond = team.threads > (this.#parts.cores || 1) ? BEYOND_CORES : '';
    return (setup) => new FusedEngine(setup, team, why + remark + beyond);
  }

  async #module(build: 'kernels' | 'kernelsThreads', signal: AbortSignal): Promise<WebAssembly.Module> {
    const kept = this.#modules.get(build);
    if (kept) return kept;
    const module = await compileKernels(await this.#parts.readKernels(build, signal));
    this.#modules.set(build, module);
    return module;
  }

  /** Starts the helpers that are not there yet. Says in a remark why there are fewer than wanted. */
  async #recruit(wanted: number): Promise<{ helpers: readonly TeamThread[]; remark: string }> {
    const { startTeamThread } = this.#parts;
    if (wanted === 0) return { helpers: [], remark: '' };
    if (!startTeamThread) {
      return { helpers: [], remark: '; one thread, because the page is not cross-origin isolated' };
    }
    const missing = Math.max(wanted - this.#helpers.length, 0);
    const started = await Promise.allSettled(Array.from({ length: missing }, startTeamThread));
    const reasons: string[] = [];
    for (const result of started) {
      if (result.status === 'fulfilled') this.#helpers.push(result.value);
      else reasons.push(String(result.reason));
    }
    const failed = reasons.length;
    return {
      helpers: this.#helpers.slice(0, wanted),
      remark: failed === 0 ? '' : `; ${failed} of ${wanted} helper threads did not start: ${reasons[0]}`,
    };
  }
}
