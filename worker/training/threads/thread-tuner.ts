import type { CoreAllocator } from '../../engines/fused/core-allocator';
import type { EngineInfo } from '../../protocol';
import type { Trainable } from '../trainable';
import { ThreadChoice } from './thread-choice';
import type { Candidate } from './thread-trial';

/** More threads than cores must take less than this share of the time of one thread per core. */
const WORTH_IT = 0.8;

type Run = Pick<Trainable, 'config' | 'engine'>;

/**
 * Sets the number of threads of a run.
 *
 * - 0 in the settings: the run's share of the cores, or fewer threads if they are faster. Other programs may use the cores that the
 *   browser reports.
 * - A number up to that of the cores: exactly that number.
 * - A larger number: one thread per core, or all threads if a step with them takes at least a fifth less time. A browser may report
 *   fewer cores than the machine has.
 */
export class ThreadTuner {
  readonly #run: Run;
  readonly #cores: CoreAllocator | undefined;
  readonly #onChange: (engine: EngineInfo) => void;
  readonly #isCurrent: () => boolean;
  /** The threads that have started. */
  readonly #most: number;
  #candidates: readonly Candidate[] = [];
  #choice: ThreadChoice | null = null;
  /** The number of threads that the engine uses. */
  #used: number;
  #reported: number;

  /**
   * @param cores divides the cores among the trainers of a page; undefined if the number of threads is fixed
   * @param onChange called with the engine's description when another number of threads is used, except during a trial
   * @param isCurrent whether the engine is still that of the current run
   */
  constructor(
    run: Run,
    cores: CoreAllocator | undefined,
    onChange: (engine: EngineInfo) => void,
    isCurrent: () => boolean,
  ) {
    this.#isCurrent = isCurrent;
    this.#run = run;
    this.#cores = cores;
    this.#onChange = onChange;
    this.#most = run.engine.info.threads;
    this.#used = this.#most;
    this.#reported = this.#most;
  }

  /** Call it before each epoch: the run's share of the cores may have changed. */
  async tune(): Promise<void> {
    const { config, engine } = this.#run;
    const cores = this.#cores;
    if (!cores || !engine.setThreads || (config.threads > 0 && config.threads <= cores.count)) return;
    const most = this.#most;
    const candidates =
      config.threads > 0 ? beyond(cores.count, most) : upTo(Math.min(await cores.share(), most));
    if (numbersOf(candidates) === numbersOf(this.#candidates)) return;
    this.#candidates = candidates;
    this.#choice = new ThreadChoice(candidates);
  }

  /** Call it before each training step, when nobody else uses the engine. */
  beforeStep(): void {
    if (this.#choice) this.#use(this.#choice.current);
  }

  /**
   * Call it after each step.
   * @param elapsedMs the clock of the run
   * @param images how many images the step trained
   */
  afterStep(elapsedMs: number, images: number): void {
    this.#choice?.afterStep(elapsedMs, images);
  }

  /**
   * Uses the fastest number known until the next training step. Call it before a validation, a pause and the end of the run, none of which
   * should use a number that is only being tried. If a call is computing in pieces, the number changes when that call has ended, unless
   * another run has begun by then.
   */
  settle(): void {
    const choice = this.#choice;
    if (!choice || !this.#isCurrent()) return;
    choice.interrupt();
    const { taken } = this.#run.engine.pieces?.turns ?? {};
    if (taken) taken.then(() => this.settle());
    else this.#use(choice.threads);
  }

  #use(threads: number): void {
    const { engine } = this.#run;
    if (threads !== this.#used) {
      engine.setThreads?.(threads);
      this.#used = threads;
    }
    if (threads !== this.#choice?.threads || threads === this.#reported) return;
    this.#reported = threads;
    this.#onChange(engine.info);
  }
}

/**
 * The numbers of threads to try, the first one to begin with: all, one fewer because another program may need a core, half, and one.
 * With 8 cores they are 8, 7, 4 and 1, with two cores 2 and 1.
 */
function upTo(share: number): readonly Candidate[] {
  const numbers = [share, share - 1, share >> 1, 1].filter((threads) => threads > 0);
  return [...new Set(numbers)].map((threads) => ({ threads, handicap: 1 }));
}

function beyond(cores: number, all: number): readonly Candidate[] {
  const perCore = { threads: Math.min(cores, all), handicap: 1 };
  return all > cores ? [perCore, { threads: all, handicap: 1 / WORTH_IT }] : [perCore];
}

const numbersOf = (candidates: readonly Candidate[]) => candidates.map(({ threads }) => threads).join();
