import type { Cores } from '../engines/fused/fair-cores';
import type { EngineInfo } from '../protocol';
import type { Trainable } from './trainable';

/** Epochs that try. A run that ends with them has nothing of it. */
const TRIALS = 3;

/** An epoch with more threads than cores has to take less than this share of the time without them. */
const WORTH_IT = 0.8;

type Run = Pick<Trainable, 'config' | 'engine' | 'position'>;

/**
 * How many threads a run computes with, an epoch at a time: its share of the cores or, where somebody has asked for a number, that one.
 *
 * More threads than cores wait for each other, each of them a while for one that has no core. But a browser may tell fewer cores than
 * there are, so they are not refused: the second epoch tries all that were asked for, the first and the third one a core (the code of the
 * first is still being compiled), and the others are trained with all of them if that took a fifth less.
 */
export class SharedCores {
  readonly #run: Run;
  readonly #cores: Cores | undefined;
  readonly #onChange: (engine: EngineInfo) => void;
  /** Images a second of the epochs that tried. */
  readonly #speeds: number[] = [];
  /** The epoch in work is the next of them. */
  #isTrial = false;

  /**
   * @param cores how they are divided; undefined where a trainer takes what it is given
   * @param onChange hears what the engine is now, when it computes with another number of threads
   */
  constructor(run: Run, cores: Cores | undefined, onChange: (engine: EngineInfo) => void) {
    this.#run = run;
    this.#cores = cores;
    this.#onChange = onChange;
  }

  /** Before an epoch: resolves when the engine computes with as many threads as are the run's. */
  async share(): Promise<void> {
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
    // The rest of an epoch that was begun elsewhere tells nothing.
    const isWorthTrying = this.#speeds.length > 0 || config.epochs - position.epochs.length > TRIALS;
    this.#isTrial = third === undefined && position.step === 0 && isWorthTrying;
    const isWorthIt =
      third === undefined ? this.#speeds.length === 1 : Math.max(first, third) < WORTH_IT * withAll;
    return isWorthIt ? config.threads : cores;
  }
}
