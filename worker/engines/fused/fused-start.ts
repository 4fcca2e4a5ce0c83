import { whyNotShared } from '../../data/shared-memory';
import { compileKernels } from '../../kernels/bindings';
import type { CreateEngine } from '../engine';
import { FusedEngine } from './fused';
import { FusedPieces, isLong, type LongSteps } from './fused-pieces';
import { PIECE_SIZES, type PieceSizes } from './piece-jobs';
import { Team, type TeamThread } from './team';

/** What the fused engine needs to start. A browser's worker and Node each provide their own. */
export interface FusedParts {
  /** Fetches one of the two builds of the kernels: for one thread, or for several. */
  readonly readKernels: (
    build: 'kernels' | 'kernelsThreads',
    signal: AbortSignal,
  ) => Promise<Uint8Array<ArrayBuffer>>;
  /** Starts a helper thread and resolves when it answers. Null where threads cannot share memory. */
  readonly startTeamThread: (() => Promise<TeamThread>) | null;
  /** Cores of the machine as the browser reports them; 0 or NaN if it does not. */
  readonly cores: number;
  /** How steps that take long are divided; tests choose other sizes. */
  readonly pieces?: PieceSizes;
}

/** How `ThreadTuner` chooses the number of threads: if the user asks for none, and if the user asks for more threads than cores. */
const MEASURED = '; the fastest number of threads, measured during the run';
const BEYOND_CORES = '; more threads than cores, used only while they make a step at least a fifth shorter';

/** The most threads if the user does not ask for a number. */
const MOST_UNASKED = 8;

/** Starts fused engines: compiles the kernels and starts helper threads, and keeps both for later runs. */
export class FusedStart {
  readonly #parts: FusedParts;
  readonly #modules = new Map<string, WebAssembly.Module>();
  #team: Team | null = null;
  #helpers: TeamThread[] = [];

  readonly #longSteps: LongSteps;

  constructor(parts: FusedParts) {
    this.#parts = parts;
    const { pieces: sizes = PIECE_SIZES } = parts;
    this.#longSteps = {
      isLong: (setup) => isLong(setup, sizes),
      piecesOf: (engine) => new FusedPieces(engine, sizes),
    };
  }

  /**
   * @param threads how many threads to use; 0 for as many as the machine has cores, at most 8
   * @param why why this engine was chosen
   * @throws TrainerError `wasm-file`, `wasm-simd-missing` or `engine-start`. If helper threads do not start, the
   *   engine works with fewer threads
   */
  async start(threads: number, why: string, signal: AbortSignal): Promise<CreateEngine> {
    const wanted = threads || Math.min(this.#parts.cores || 1, MOST_UNASKED);
    const expected = wanted > 1 && this.#parts.startTeamThread ? 'kernelsThreads' : 'kernels';
    // At the same time: starting threads takes about as long as fetching the kernels.
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
    const choice = threads === 0 && team.threads > 1 ? MEASURED : beyond;
    return (setup) => new FusedEngine(setup, team, why + remark + choice, this.#longSteps);
  }

  async #module(build: 'kernels' | 'kernelsThreads', signal: AbortSignal): Promise<WebAssembly.Module> {
    const kept = this.#modules.get(build);
    if (kept) return kept;
    const module = await compileKernels(await this.#parts.readKernels(build, signal));
    this.#modules.set(build, module);
    return module;
  }

  /** Starts the helpers that are missing. The remark says why there are fewer than wanted, for the engine's `why`. */
  async #recruit(wanted: number): Promise<{ helpers: readonly TeamThread[]; remark: string }> {
    const { startTeamThread } = this.#parts;
    if (wanted === 0) return { helpers: [], remark: '' };
    if (!startTeamThread) return { helpers: [], remark: `; one thread, because ${whyNotShared()}` };
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
