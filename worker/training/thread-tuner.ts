import type { CoreAllocator } from '../engines/fused/core-allocator';
import type { EngineInfo } from '../protocol';
import type { Trainable } from './trainable';

/** The number of trial epochs. A run with no more epochs than these does not benefit, so it makes no trial. */
const TRIALS = 3;

/** An epoch with more threads than cores must take less than this share of the time of an epoch with one thread per core. */
const WORTH_IT = 0.8;

type Run = Pick<Trainable, 'config' | 'engine' | 'position'>;

/**
 * Sets the number of threads of a run before each epoch: the number in the settings, or if that is 0, the run's share of the cores.
 *
 * More threads than cores are usually slower, since threads wait for others that have no core. But a browser may report fewer cores than
 * the machine has, so such a number is not refused but tried. The first and third epoch use one thread per core, the second one all
 * threads. (The first alone would be no fair comparison, since its code is still being compiled.) Later epochs use all threads if that
 * was at least a fifth faster than both.
 */
export class ThreadTuner {
  readonly #run: Run;
  readonly #cores: CoreAllocator | undefined;
  readonly #onChange: (engine: EngineInfo) => void;
  /** Images per second of the trial epochs. */
  readonly #speeds: number[] = [];
  /** Whether the current epoch is a trial. */
  #isTrial = false;

  /**
   * @param cores divides the cores among the trainers of a page; undefined if the number of threads is fixed
   * @param onChange called with the engine's description when its number of threads changes
   */
  constructor(run: Run, cores: CoreAllocator | undefined, onChange: (engine: EngineInfo) => void) {
    this.#run = run;
    this.#cores = cores;
    this.#onChange = onChange;
  }

  /** Sets the number of threads for the next epoch. */
  async tune(): Promise<void> {
    const { config, engine } = this.#run;
    const cores = this.#cores;
    if (!cores || !engine.setThreads || (config.threads > 0 && config.threads <= cores.count)) return;
    const { threads } = engine.info;
    engine.setThreads(config.threads === 0 ? await cores.share() : this.#worthIt(cores.count));
    if (engine.info.threads !== threads) this.#onChange(engine.info);
  }

  #worthIt(cores: number): number {
    const { config, position } = this.#run;
    if (this.#isTrial) this.#speeds.push(position.epochs.at(-1)?.imagesPerSecond ?? 0);
    const [first = 0, withAll = 0, third] = this.#speeds;
    // The rest of an epoch that was started in another session is not comparable.
    const isWorthTrying = this.#speeds.length > 0 || config.epochs - position.epochs.length > TRIALS;
    this.#isTrial = third === undefined && position.step === 0 && isWorthTrying;
    const isWorthIt =
      third === undefined ? this.#speeds.length === 1 : Math.max(first, third) < WORTH_IT * withAll;
    return isWorthIt ? config.threads : cores;
  }
}
