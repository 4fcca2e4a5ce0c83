import { StepWindows } from './step-windows';
import { type Candidate, ThreadTrial } from './thread-trial';
import { TrialSchedule } from './trial-schedule';

/** Measures during a run which of several numbers of threads is fastest, again and again, and chooses it. */
export class ThreadChoice {
  readonly #candidates: readonly Candidate[];
  readonly #windows = new StepWindows();
  readonly #schedule = new TrialSchedule();
  #choice: Candidate;
  #trial: ThreadTrial | null = null;
  #trialStartedAt = 0;

  /** @param candidates the first one is the choice until it has been measured; if it is the only one, nothing is measured */
  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
    this.#choice = candidates[0] as Candidate;
  }

  /** The number of threads that was fastest in the last trial. */
  get threads(): number {
    return this.#choice.threads;
  }

  /** The number of threads for the next step: during a trial, the one to be measured. */
  get current(): number {
    return (this.#trial?.current ?? this.#choice).threads;
  }

  /**
   * The time until the end of the next step does not count. Call it when a validation or a pause follows a step. It is not necessary for
   * short calls such as a prediction: a trial compares medians, so a single slow window does not change its result.
   */
  interrupt(): void {
    this.#windows.interrupt();
  }

  /**
   * Counts a step.
   * @param elapsedMs the clock of the run after the step
   * @param images how many images it trained
   */
  afterStep(elapsedMs: number, images: number): void {
    if (this.#candidates.length < 2) return;
    const { current } = this;
    const time = this.#windows.afterStep(elapsedMs, images);
    if (time === null) return;
    if (this.#trial) this.#continueTrial(this.#trial, time, elapsedMs);
    else if (this.#schedule.isDueAfterWindow(time, elapsedMs)) {
      this.#trial = new ThreadTrial(this.#candidates, this.#choice);
      this.#trialStartedAt = elapsedMs;
    }
    if (this.current !== current) this.#windows.restart();
  }

  #continueTrial(trial: ThreadTrial, time: number, elapsedMs: number): void {
    const fastest = trial.finishWindow(time);
    if (!fastest) return;
    this.#choice = fastest;
    this.#trial = null;
    this.#schedule.trialEnded(elapsedMs - this.#trialStartedAt, elapsedMs);
  }
}
