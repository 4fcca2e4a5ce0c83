import type { KeptData } from '../data/kept-data';
import type { ChooseEngine } from '../engines/choose';
import type { CoreAllocator } from '../engines/fused/core-allocator';
import { type RunConfig, type RunSummary, TrainerError } from '../protocol';
import { breathing, computeInTurn } from '../training/breathing';
import { type TrainingRun, trainModel } from '../training/loop';
import { ProgressReporter } from '../training/progress-reporter';
import { RunControl, RunStopped, untilAborted } from '../training/run-control';
import { ThreadTuner } from '../training/threads/thread-tuner';
import type { Trainable } from '../training/trainable';
import { weightsSha256 } from '../training/weights-hash';
import type { CurrentModel } from './current-model';
import type { Evaluations } from './evaluations';
import { prepareRun, type RunStart } from './prepare-run';
import type { StateMachine } from './state-machine';

/** What a run needs of its session. */
export interface RunParts {
  readonly chooseEngine: ChooseEngine;
  readonly cores?: CoreAllocator | undefined;
  /** Stores the epoch that has just ended, before it is reported. Never rejects. Left out if nothing is stored. */
  readonly storeEpoch?: (() => Promise<void>) | undefined;
  readonly data: KeptData;
  readonly machine: StateMachine;
  readonly current: CurrentModel;
  readonly evaluations: Evaluations;
}

/**
 * One run, from loading to its end. It changes the state, and its model becomes the current one. If it fails, the current model is that
 * of its last epoch, or the previous model if it has not finished an epoch. If it fails because images could not be loaded, it keeps the
 * weights of its last step.
 */
export class Run {
  readonly control: RunControl;
  readonly #config: RunConfig;
  readonly #parts: RunParts;
  readonly #from: RunStart | undefined;
  readonly #reporter: ProgressReporter;
  #model: Trainable | null = null;
  #threads: ThreadTuner | null = null;
  /** The learning rate to set as soon as there is a model. */
  #nextLearningRate: number | null = null;
  #isOver = false;
  /** Resolves when the run has ended: when its last state has been entered. Rejects with the reason if it failed. */
  over: Promise<unknown> = Promise.resolve();

  constructor(config: RunConfig, parts: RunParts, from?: RunStart) {
    const { machine } = parts;
    this.#config = config;
    this.#parts = parts;
    this.#from = from;
    this.#reporter = new ProgressReporter((progress) => machine.emit({ type: 'progress', progress }));
    this.control = new RunControl((paused) => {
      if (paused) this.#threads?.settle();
      this.#reporter.flush();
      machine.enter(paused ? 'paused' : 'training');
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /**
   * Starts the run, once.
   * @returns how it ended, with the SHA-256 of its weights. For a large network that is stopped, this takes longer than the end itself
   * @throws TrainerError the reason why it failed
   */
  start(): Promise<RunSummary> {
    const end = this.#run();
    this.over = end;
    const summary = end.then((ended) => this.#complete(ended));
    // Nobody awaits the summary of a run that `step` has started, so its rejection must not count as unhandled.
    summary.catch(() => {});
    return summary;
  }

  /** Resolves when the run has ended, however it ended. */
  get ended(): Promise<unknown> {
    return this.over.catch(() => {});
  }

  /** Applies from the next batch on; while the run loads, from the first. */
  setLearningRate(learningRate: number): void {
    if (!this.#model) this.#nextLearningRate = learningRate;
    else {
      const change = this.#model.setLearningRate(learningRate);
      this.control.computeAgain();
      this.#parts.machine.emit({ type: 'learning-rate', ...change });
    }
  }

  /** @returns the summary with which the last state was entered */
  async #run(): Promise<RunSummary> {
    const { current, machine } = this.#parts;
    machine.enter('loading');
    try {
      const { reason, test } = await this.#train(await this.#load());
      return await this.#finish({ state: 'finished', reason, test });
    } catch (thrown) {
      if (thrown instanceof RunStopped) {
        return await this.#finish({ state: 'stopped', reason: null, test: null });
      }
      const error = TrainerError.from(thrown);
      const keepsModel = this.#hasGoodWeights(error);
      if (keepsModel) {
        this.#reporter.flush();
        this.#model?.fail();
      } else {
        // An evaluation during a pause may still use the engine, which is freed next.
        await this.#parts.evaluations.ended;
        current.giveUp(this.#model);
      }
      machine.enter('failed', null, keepsModel);
      machine.emitError(error);
      throw error;
    } finally {
      this.#model?.dataFailed?.removeEventListener('abort', this.#failWithData);
      current.forgetBefore();
      this.#isOver = true;
      this.control.close();
    }
  }

  /** Whether the model has been trained, and the error is about images that it has not been trained on. */
  #hasGoodWeights({ code }: TrainerError): boolean {
    const { step = 0, epochs = [] } = this.#model?.position ?? {};
    return (code.startsWith('data-') || code === 'host-busy') && step + epochs.length > 0;
  }

  /** Ends the run, even if it is paused, because it cannot be continued. */
  readonly #failWithData = (): void => this.control.stop(this.#model?.dataFailed?.reason);

  async #load(): Promise<Trainable> {
    const { chooseEngine, current, data, machine } = this.#parts;
    const { stopSignal } = this.control;
    const preparing = prepareRun(this.#config, chooseEngine, data, stopSignal, this.#from);
    const model = await untilAborted(preparing, stopSignal);
    this.#model = model;
    current.takeOver(model);
    model.dataFailed?.addEventListener('abort', this.#failWithData);
    if (model.dataFailed?.aborted) this.#failWithData();
    const { config, engine, dataInfo, parameterCount, position } = model;
    const { epochs, learningRates } = position.state();
    machine.emit({
      type: 'ready',
      config,
      engine: engine.info,
      data: dataInfo,
      parameterCount,
      epochs,
      learningRates,
    });
    if (this.#nextLearningRate !== null) this.setLearningRate(this.#nextLearningRate);
    this.control.start(position.elapsedMs);
    machine.enter('training');
    return model;
  }

  async #train(model: Trainable): Promise<Pick<RunSummary, 'reason' | 'test'>> {
    const isContinued = this.#from && 'position' in this.#from;
    if (isContinued) await this.control.gate('epoch');
    const loop = this.#loopOf(model);
    const reason = await trainModel(loop).finally(() => loop.threads.settle());
    const { data } = this.#parts;
    const test =
      this.#config.validationSplit > 0
        ? await model.evaluate('test', this.control, (missing) => data.waitFor(missing))
        : null;
    return { reason, test };
  }

  #loopOf(model: Trainable): TrainingRun {
    const { cores, current, data, machine, storeEpoch } = this.#parts;
    const { runId } = machine;
    this.#threads = new ThreadTuner(
      model,
      cores,
      (engine) => machine.emit({ type: 'engine', engine }),
      () => machine.isStillAt(runId),
    );
    return {
      config: this.#config,
      engine: model.engine,
      learningRate: () => model.learningRate,
      train: model.trainBatches(),
      validation: model.evaluationBatches('validation'),
      position: model.position,
      control: this.control,
      reporter: this.#reporter,
      onEpoch: (epoch, guesses) => {
        current.forgetBefore();
        model.kept.add(epoch.epoch, { parameters: model.engine.parameters(), metrics: epoch, ...guesses });
        machine.emit({ type: 'epoch', epoch, keptEpochs: model.kept.epochs });
      },
      onMissing: (missing) => data.waitFor(missing),
      threads: this.#threads,
      storeEpoch: async () => storeEpoch?.(),
    };
  }

  /** Enters the last state. If the run of a large network was stopped, its weights are not hashed yet, since that takes long. */
  async #finish(part: Pick<RunSummary, 'state' | 'reason' | 'test'>): Promise<RunSummary> {
    const { machine } = this.#parts;
    const model = this.#model;
    this.#reporter.flush();
    const seconds = this.control.elapsedMs / 1000;
    const epochs = model?.position.epochs.length ?? 0;
    const isHashedLater = part.state === 'stopped' && model?.engine.pieces;
    const sum = model && !isHashedLater ? await weightsSha256(model.engine.parameters()) : '';
    const summary = { runId: machine.runId, epochs, seconds, ...part, weightsSha256: sum };
    machine.enter(summary.state, summary);
    return summary;
  }

  /** Adds the SHA-256 of the weights, if it is missing. Meanwhile the worker handles messages. */
  async #complete(early: RunSummary): Promise<RunSummary> {
    const { machine } = this.#parts;
    const pieces = this.#model?.engine.pieces;
    if (early.weightsSha256 || !pieces) return early;
    const parameters = await breathing((breathe) => computeInTurn(pieces, pieces.parameters(), breathe));
    const summary = { ...early, weightsSha256: await weightsSha256(parameters) };
    if (machine.isStillAt(summary.runId)) machine.emit({ type: 'summary', summary });
    return summary;
  }
}
