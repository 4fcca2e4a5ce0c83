import { checkpointOf } from '../checkpoint/checkpoint';
import { parseConfig, parseNewConfig } from '../config';
import { KeptData } from '../data/kept-data';
import { sha256 } from '../data/sha256';
import {
  DRAWN_GARMENTS,
  type Evaluation,
  type ExportedFile,
  type GreyImage,
  type MemoryReport,
  MODEL_FORMATS,
  type ModelFile,
  type ModelFormat,
  type ModelInfo,
  OPTIMIZER_STARTS,
  type ReadPhoto,
  type RestoreOptions,
  type RunConfig,
  type RunConfigInput,
  type RunSummary,
  type SessionApi,
  type SessionState,
  SPLITS,
  type SplitName,
  STEP_UNITS,
  type StepInspection,
  type StepUnit,
  TrainerError,
  type TrainOptions,
} from '../protocol';
import { breathing } from '../training/breathing';
import { networkAt } from '../training/network-at';
import { refused } from '../training/refused';
import { type RunControl, RunStopped, untilAborted } from '../training/run-control';
import type { Trainable } from '../training/trainable';
import { Evaluations } from './evaluations';
import { ModelCalls } from './model-calls';
import { ModelOpening } from './model-opening';
import type { RunStart } from './prepare-run';
import { checkArgument } from './refused';
import { Run } from './run';
import type { SessionParts } from './session-parts';
import { StateMachine } from './state-machine';

/** States without a running run. */
const AT_REST: readonly SessionState[] = ['idle', 'finished', 'stopped', 'failed'];

/**
 * Defines what each call does, and in which states. `StateMachine` has the states, `Run` runs the training, `CurrentModel` has the model, and
 * `ModelCalls` has the calls that only read the model.
 */
export class Session extends ModelCalls implements SessionApi {
  readonly #parts: SessionParts;
  readonly #machine: StateMachine;
  readonly #data: KeptData;
  readonly #evaluations = new Evaluations();
  readonly #opening: ModelOpening;
  /** The latest run, also after it has ended. */
  #run: Run | null = null;

  constructor(parts: SessionParts) {
    super();
    this.#parts = parts;
    this.#machine = new StateMachine(parts.emit, parts.cores);
    this.#data = new KeptData(parts.loadData, (progress) => this.#machine.emit({ type: 'progress', progress }));
    this.#opening = new ModelOpening(parts, (thrown) => this.#report(thrown));
  }

  /** The model of the latest run, if it has one. */
  get model(): Trainable | null {
    return this.current.trained;
  }

  /** Whether a run loads, trains or is paused. */
  get isUnderWay(): boolean {
    return this.#machine.isUnderWay;
  }

  async train(input: RunConfigInput, options: TrainOptions | null = {}): Promise<RunSummary> {
    const { fromModel, optimizer } = options ?? {};
    const remedy = 'Set the option `optimizer` to one of them.';
    checkArgument('train', optimizer ?? 'fresh', OPTIMIZER_STARTS, remedy);
    if (!fromModel) return this.#begin('train', input).summary;
    const { config, engine } = this.current.neededFor('train');
    const { hiddenUnits, activation } = config;
    const parameters = engine.parameters();
    const { own = {}, ...start } = optimizer === 'restored' ? this.current.optimizerFor('train') : {};
    const settings = { ...input, hiddenUnits, activation, ...own };
    return this.#begin('train', settings, { parameters, ...start }).summary;
  }

  async step(unit: StepUnit, input: RunConfigInput = {}): Promise<void> {
    checkArgument('step', unit, STEP_UNITS);
    if (this.#machine.state === 'paused') {
      this.#refuseDuringEvaluation('step');
      if (unit === 'last-batch' && this.current.trained?.isBeforeLastBatch) return;
      await Promise.race([this.#control?.step(unit), this.#run?.ended]);
    } else {
      const { control, over } = this.#begin('step', input);
      await Promise.race([control.step(unit), over]);
    }
  }

  async pause(): Promise<void> {
    this.#machine.require('pause', ['training', 'paused']);
    if (this.#machine.state === 'paused') return;
    await Promise.race([this.#control?.pause(), this.#run?.ended]);
  }

  async resume(): Promise<void> {
    // A pause that the loop has not reached yet can be cancelled.
    if (!this.#control?.isPausing) this.#machine.require('resume', ['paused']);
    this.#refuseDuringEvaluation('resume');
    this.#control?.resume();
  }

  async stop(): Promise<void> {
    this.#machine.require('stop', ['loading', 'training', 'paused']);
    this.#control?.stop();
    await this.#run?.ended;
  }

  async reset(): Promise<void> {
    this.#control?.stop();
    this.#opening.cancel();
    this.#data.stop();
    await Promise.all([this.#run?.ended, this.#evaluations.stop()]);
    const isIdle = this.#machine.state === 'idle' && !this.current.model;
    this.current.drop();
    if (!isIdle) this.#machine.enter('idle');
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    checkArgument('evaluate', split, SPLITS);
    this.#machine.require('evaluate', ['paused', ...AT_REST]);
    this.#refuseDuringEvaluation('evaluate');
    return this.#evaluations.evaluate(this.current.trainedFor('evaluate'), split);
  }

  async inspectStep(): Promise<StepInspection> {
    const checkState = () => {
      this.#machine.require('inspectStep', ['paused']);
      this.#refuseDuringEvaluation('inspectStep');
    };
    checkState();
    const model = this.current.trainedFor('inspectStep');
    const { stopSignal } = this.#control as RunControl;
    const check = () => {
      stopSignal.throwIfAborted();
      checkState();
      this.current.stillFor('inspectStep', model);
    };
    const inspection = breathing(async (breathe) => {
      const inspectStep = await this.#parts.stepInspection();
      return inspectStep(model, check, () => breathe().then(() => stopSignal.throwIfAborted()));
    });
    return untilAborted(inspection, stopSignal).catch((thrown) => {
      if (!(thrown instanceof RunStopped)) throw thrown;
      throw refused('inspectStep', 'the run has been stopped', 'a paused run', 'Start another run.');
    });
  }

  async exportModel(format: ModelFormat, epoch: number | null = null): Promise<ExportedFile> {
    checkArgument('exportModel', format, MODEL_FORMATS);
    const network = networkAt(this.current.neededFor('exportModel'), epoch);
    return (await this.#parts.modelFiles()).writeModel(network, format);
  }

  async importModel(source: string | readonly ModelFile[]): Promise<ModelInfo> {
    this.#refuseUnlessAtRest('importModel');
    const model = await this.#opening.open(source);
    this.#refuseUnlessAtRest('importModel');
    this.current.replaceBy(model);
    this.#machine.countRun();
    if (this.#machine.state !== 'idle') this.#machine.enter('idle');
    this.#machine.emit({ type: 'model', model: model.info });
    return model.info;
  }

  async formatPhoto(photo: Blob | ImageBitmap | GreyImage): Promise<Uint8Array> {
    return (await this.#parts.photoReading()).formatPhoto(photo);
  }

  async readPhoto(photo: Blob, edge: number): Promise<ReadPhoto> {
    return (await this.#parts.photoReading()).readPhoto(photo, edge);
  }

  async setLearningRate(value: number | string): Promise<void> {
    this.#machine.require('setLearningRate', ['loading', 'training', 'paused']);
    const { learningRate } = this.#checked({ learningRate: value });
    this.#run?.setLearningRate(learningRate);
  }

  async checkpoint(): Promise<Uint8Array<ArrayBuffer>> {
    const checkpoint = await checkpointOf(this.current.continuableFor('checkpoint'));
    return (await this.#parts.modelFiles()).encodeCheckpoint(checkpoint, sha256);
  }

  async restore(file: Uint8Array, options: RestoreOptions | null = {}): Promise<RunSummary | null> {
    const { threads, dataSrc, paused } = options ?? {};
    this.#refuseUnlessAtRest('restore');
    const decoding = this.#parts.modelFiles().then(({ decodeCheckpoint }) => decodeCheckpoint(file, sha256));
    const checkpoint = await decoding.catch((thrown) => this.#reject(thrown));
    const { config: own } = checkpoint;
    const hasAddress = own.dataSrc !== '' && own.dataSrc !== DRAWN_GARMENTS;
    const config = {
      ...own,
      threads: threads ?? own.threads,
      dataSrc: (hasAddress ? dataSrc : undefined) ?? own.dataSrc,
    };
    const { control, summary } = this.#begin('restore', config, checkpoint);
    if (!paused || checkpoint.position.ended) return summary;
    return Promise.race([control.pause().then(() => null), summary]);
  }

  async memory(): Promise<MemoryReport> {
    return this.current.model?.engine.memory() ?? { tensors: 0, heapBytes: 0 };
  }

  /** The control of the current run. */
  get #control(): RunControl | null {
    return this.#run && !this.#run.isOver ? this.#run.control : null;
  }

  /** Checks what can be checked at once, then starts a run. */
  #begin(
    call: string,
    input: RunConfigInput,
    from?: RunStart,
  ): { control: RunControl; summary: Promise<RunSummary>; over: Promise<unknown> } {
    const allowed = call === 'step' ? (['paused', ...AT_REST] as const) : AT_REST;
    this.#machine.require(call, allowed);
    this.#refuseDuringEvaluation(call);
    const config = this.#checked(input, call === 'restore' ? parseConfig : parseNewConfig);
    this.#opening.cancel();
    this.#machine.countRun();
    const parts = {
      ...this.#parts,
      data: this.#data,
      machine: this.#machine,
      current: this.current,
      evaluations: this.#evaluations,
    };
    const run = new Run(config, parts, from);
    this.#run = run;
    const summary = run.start();
    return { control: run.control, summary, over: run.over };
  }

  #checked(input: RunConfigInput, check = parseConfig): RunConfig {
    try {
      return check(input);
    } catch (thrown) {
      return this.#reject(thrown);
    }
  }

  #reject(thrown: unknown): never {
    this.#report(thrown);
    throw thrown;
  }

  /** Reports an invalid setting or file. The state does not change, so that the page still shows the previous run. */
  #report(thrown: unknown): void {
    this.#machine.emitError(TrainerError.from(thrown));
  }

  #refuseUnlessAtRest(call: string): void {
    this.#machine.require(call, AT_REST);
    this.#refuseDuringEvaluation(call);
  }

  #refuseDuringEvaluation(call: string): void {
    if (!this.#evaluations.isRunning) return;
    throw refused(call, 'an evaluation is running', 'no evaluation', 'Wait for evaluate() to resolve.');
  }
}
