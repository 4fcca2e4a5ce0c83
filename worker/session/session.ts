import { checkpointOf } from '../checkpoint/checkpoint';
import { parseConfig } from '../config';
import type { Fetch } from '../data/download';
import { KeptData, type LoadData } from '../data/kept-data';
import type { ChooseEngine } from '../engines/choose';
import type { Cores } from '../engines/fused/fair-cores';
import type { LoadModelFiles } from '../model-files/model-files';
import { formatPhoto } from '../photo/format-photo';
import {
  DRAWN_GARMENTS,
  type Evaluation,
  type Examination,
  type ExportedFile,
  type FirstLayer,
  type GreyImage,
  type MemoryReport,
  MODEL_FORMATS,
  type ModelFile,
  type ModelFormat,
  type ModelInfo,
  OPTIMIZER_STARTS,
  type Prediction,
  type RestoreOptions,
  type RunConfig,
  type RunConfigInput,
  type RunSummary,
  type SessionApi,
  type SessionState,
  SPLITS,
  type SplitName,
  TrainerError,
  type TrainerEvent,
  type TrainOptions,
} from '../protocol';
import { examine, excitingGarments, firstLayer, garments, predictAt } from '../training/inspect';
import { trainModel } from '../training/loop';
import { Macrotask } from '../training/macrotask';
import { networkAt } from '../training/network-at';
import { ProgressReporter } from '../training/progress-reporter';
import { RunControl, RunStopped, untilAborted } from '../training/run-control';
import { SharedCores } from '../training/shared-cores';
import type { Trainable } from '../training/trainable';
import { weightsSha256 } from '../training/weights-hash';
import { CurrentModel } from './current-model';
import { openModel } from './open-model';
import { prepareRun, type RunStart } from './prepare-run';
import { checkArgument, overtaken, refused, remedyFor } from './refused';

/** What the session does not choose itself: where data, engines and file formats come from, and who hears of events. */
export interface SessionParts {
  readonly loadData: LoadData;
  readonly fetch: Fetch;
  readonly chooseEngine: ChooseEngine;
  readonly modelFiles: LoadModelFiles;
  readonly emit: (event: TrainerEvent) => void;
  /** How the machine's cores are divided among trainers; left out where it takes what it is given. */
  readonly cores?: Cores;
  /** Stores the epoch that has just ended, before it is told of; left out where nothing is stored. Does not reject. */
  readonly storeEpoch?: () => Promise<void>;
}

/**
 * A trainer. Owns the data, the model and the state `idle → loading → training ⇄ paused → finished | stopped |
 * failed`, and refuses calls that make no sense in a state. The model of the run before is kept until the new
 * run has finished an epoch, so that a run which fails at once costs nothing.
 */
export class Session implements SessionApi {
  readonly #parts: SessionParts;
  #state: SessionState = 'idle';
  #runId = 0;
  #control: RunControl | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  readonly #current = new CurrentModel();
  readonly #data: KeptData;
  /** The import under way; aborted when there is none. */
  #opening = new AbortController();
  /** The step size that was asked for while the run loads. */
  #rateToCome: number | null = null;
  #evaluation: { readonly control: RunControl; readonly ended: Promise<unknown> } | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#data = new KeptData(parts.loadData, (progress) => this.#emit({ type: 'progress', progress }));
  }

  async ping(): Promise<void> {}

  /** The model of a run, be it under way or over. */
  get model(): Trainable | null {
    return this.#current.trained;
  }

  /** Whether a run loads, trains or is paused. */
  get isUnderWay(): boolean {
    return ['loading', 'training', 'paused'].includes(this.#state);
  }

  async train(input: RunConfigInput, { fromModel, optimizer }: TrainOptions = {}): Promise<RunSummary> {
    checkArgument(
      'train',
      optimizer ?? 'fresh',
      OPTIMIZER_STARTS,
      'Set the option `optimizer` to one of them.',
    );
    if (!fromModel) return this.#begin('train', input).summary;
    const { config, engine } = this.#current.neededFor('train');
    const { hiddenUnits, activation } = config;
    const parameters = engine.parameters();
    const { own = {}, ...start } = optimizer === 'restored' ? this.#current.optimizerFor('train') : {};
    const settings = { ...input, hiddenUnits, activation, ...own };
    return this.#begin('train', settings, { parameters, ...start }).summary;
  }

  async step(unit: 'batch' | 'epoch', input: RunConfigInput = {}): Promise<void> {
    checkArgument('step', unit, ['batch', 'epoch']);
    if (this.#state === 'paused' && this.#control) {
      this.#refuseWhileEvaluating('step');
      await Promise.race([this.#control.step(unit), this.#ended]);
    } else {
      const { control, summary } = this.#begin('step', input);
      await Promise.race([control.step(unit), summary]);
    }
  }

  async pause(): Promise<void> {
    this.#refuseUnless('pause', ['training', 'paused']);
    if (this.#state === 'paused') return;
    await Promise.race([this.#control?.pause(), this.#ended]);
  }

  async resume(): Promise<void> {
    if (!this.#control?.isPausing) this.#refuseUnless('resume', ['paused']);
    this.#refuseWhileEvaluating('resume');
    this.#control?.resume();
  }

  async stop(): Promise<void> {
    this.#refuseUnless('stop', ['loading', 'training', 'paused']);
    this.#control?.stop();
    await this.#ended;
  }

  async reset(): Promise<void> {
    this.#control?.stop();
    this.#evaluation?.control.stop();
    this.#opening.abort();
    await Promise.all([this.#ended, this.#evaluation?.ended]);
    const isIdle = this.#state === 'idle' && !this.#current.model;
    this.#current.drop();
    if (!isIdle) this.#enter('idle');
  }

  async evaluate(split: SplitName): Promise<Evaluation> {
    checkArgument('evaluate', split, SPLITS);
    this.#refuseUnless('evaluate', ['paused', 'finished', 'stopped', 'failed', 'idle']);
    this.#refuseWhileEvaluating('evaluate');
    const model = this.#current.trainedFor('evaluate');
    const control = new RunControl(() => {});
    const evaluation = model.evaluate(split, control);
    this.#evaluation = { control, ended: evaluation.catch(() => {}) };
    try {
      return await evaluation;
    } catch (thrown) {
      if (!(thrown instanceof RunStopped)) throw thrown;
      throw refused('evaluate', 'the trainer was reset', 'a model that stays', 'Train again, then evaluate.');
    } finally {
      this.#evaluation = null;
      control.close();
    }
  }

  async predict(
    images: Uint8Array | Float32Array,
    epoch: number | null = null,
  ): Promise<readonly Prediction[]> {
    return predictAt(this.#current.neededFor('predict'), images, epoch);
  }

  async examine(epoch: number | null = null): Promise<Examination> {
    const macrotask = new Macrotask();
    try {
      return await examine(this.#current.trainedFor('examine'), epoch, () => macrotask.next());
    } finally {
      macrotask.close();
    }
  }

  async garments(indices: readonly number[]): Promise<Uint8Array> {
    return garments(this.#current.trainedFor('garments'), indices);
  }

  async firstLayer(most: number, epoch: number | null = null): Promise<FirstLayer> {
    return firstLayer(this.#current.neededFor('firstLayer'), most, epoch);
  }

  async excitingGarments(unit: number, count: number, epoch: number | null = null): Promise<readonly number[]> {
    return excitingGarments(this.#current.trainedFor('excitingGarments'), unit, count, epoch);
  }

  async exportModel(format: ModelFormat, epoch: number | null = null): Promise<ExportedFile> {
    checkArgument('exportModel', format, MODEL_FORMATS);
    const network = networkAt(this.#current.neededFor('exportModel'), epoch);
    return (await this.#parts.modelFiles()).writeModel(network, format);
  }

  async importModel(source: string | readonly ModelFile[]): Promise<ModelInfo> {
    this.#refuseToBegin('importModel');
    this.#opening.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const model = await untilAborted(openModel(source, this.#parts, opening.signal), opening.signal).catch(
      (thrown) => {
        if (opening.signal.aborted) throw overtaken('importModel');
        return this.#refuse(thrown);
      },
    );
    this.#refuseToBegin('importModel');
    this.#current.replaceBy(model);
    this.#runId += 1;
    if (this.#state !== 'idle') this.#enter('idle');
    this.#emit({ type: 'model', model: model.info });
    return model.info;
  }

  async formatPhoto(photo: ImageBitmap | GreyImage): Promise<Uint8Array> {
    return formatPhoto(photo);
  }

  async setLearningRate(value: number | string): Promise<void> {
    this.#refuseUnless('setLearningRate', ['loading', 'training', 'paused']);
    const { learningRate } = this.#checked({ learningRate: value });
    if (this.#state === 'loading') this.#rateToCome = learningRate;
    else this.#changeRate(this.#current.trainedFor('setLearningRate'), learningRate);
  }

  #changeRate(model: Trainable, learningRate: number): void {
    this.#emit({ type: 'learning-rate', ...model.setLearningRate(learningRate) });
  }

  async checkpoint(): Promise<Uint8Array<ArrayBuffer>> {
    const checkpoint = await checkpointOf(this.#current.goingOnFor('checkpoint'));
    return (await this.#parts.modelFiles()).encodeCheckpoint(checkpoint);
  }

  async restore(
    file: Uint8Array,
    { threads, dataSrc, paused }: RestoreOptions = {},
  ): Promise<RunSummary | null> {
    this.#refuseToBegin('restore');
    const decoding = this.#parts.modelFiles().then(({ decodeCheckpoint }) => decodeCheckpoint(file));
    const checkpoint = await decoding.catch((thrown) => this.#refuse(thrown));
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
    return this.#current.model?.engine.memory() ?? { tensors: 0, heapBytes: 0 };
  }

  /** Checks what can be checked at once, then starts a run. */
  #begin(
    call: string,
    input: RunConfigInput,
    from?: RunStart,
  ): { control: RunControl; summary: Promise<RunSummary> } {
    this.#refuseToBegin(call);
    const config = this.#checked(input);
    this.#opening.abort();
    this.#rateToCome = null;
    this.#runId += 1;
    const reporter = new ProgressReporter((progress) => this.#emit({ type: 'progress', progress }));
    const control = new RunControl((paused) => {
      reporter.flush();
      this.#enter(paused ? 'paused' : 'training');
    });
    const summary = this.#run(config, control, reporter, from);
    this.#ended = summary.catch(() => {});
    return { control, summary };
  }

  #checked(input: RunConfigInput): RunConfig {
    try {
      return parseConfig(input);
    } catch (thrown) {
      return this.#refuse(thrown);
    }
  }

  /** A bad setting or file is reported without leaving the state: the run before goes on being shown. */
  #refuse(thrown: unknown): never {
    this.#emitError(TrainerError.from(thrown));
    throw thrown;
  }

  async #run(
    config: RunConfig,
    control: RunControl,
    reporter: ProgressReporter,
    from?: RunStart,
  ): Promise<RunSummary> {
    this.#control = control;
    this.#enter('loading');
    let model: Trainable | null = null;
    const summarise = async (part: Pick<RunSummary, 'state' | 'reason' | 'test'>): Promise<RunSummary> => {
      reporter.flush();
      const seconds = control.elapsedMs / 1000;
      const sum = model ? await weightsSha256(model.engine.parameters()) : '';
      const epochs = model?.position.epochs.length ?? 0;
      const summary = { runId: this.#runId, epochs, seconds, weightsSha256: sum, ...part };
      this.#enter(summary.state, summary);
      return summary;
    };
    try {
      model = await untilAborted(
        prepareRun(config, this.#parts.chooseEngine, this.#data, control.stopSignal, from),
        control.stopSignal,
      );
      const trained = model;
      const cores = new SharedCores(model, this.#parts.cores, (engine) =>
        this.#emit({ type: 'engine', engine }),
      );
      this.#takeOver(model);
      control.start(model.position.elapsedMs);
      this.#enter('training');
      if (from?.position) await control.gate('epoch');
      const reason = await trainModel({
        config,
        engine: model.engine,
        learningRate: () => trained.learningRate,
        train: model.trainBatches(),
        validation: model.evaluationBatches('validation'),
        position: model.position,
        control,
        reporter,
        onEpoch: (epoch, guesses) => {
          this.#current.forgetBefore();
          trained.kept.add(epoch.epoch, {
            parameters: trained.engine.parameters(),
            metrics: epoch,
            ...guesses,
          });
          this.#emit({ type: 'epoch', epoch, keptEpochs: trained.kept.epochs });
        },
        shareCores: () => cores.share(),
        storeEpoch: async () => this.#parts.storeEpoch?.(),
      });
      const test = config.validationSplit > 0 ? await model.evaluate('test', control) : null;
      return await summarise({ state: 'finished', reason, test });
    } catch (thrown) {
      if (thrown instanceof RunStopped) return await summarise({ state: 'stopped', reason: null, test: null });
      this.#current.giveUp(model);
      const error = TrainerError.from(thrown);
      this.#enter('failed');
      this.#emitError(error);
      throw error;
    } finally {
      this.#current.forgetBefore();
      if (this.#control === control) this.#control = null;
      control.close();
    }
  }

  #takeOver(model: Trainable): void {
    this.#current.takeOver(model);
    const { config, engine, dataInfo: data, parameterCount, position } = model;
    const { epochs, learningRates } = position.state();
    this.#emit({ type: 'ready', config, engine: engine.info, data, parameterCount, epochs, learningRates });
    if (this.#rateToCome !== null) this.#changeRate(model, this.#rateToCome);
  }

  #enter(state: SessionState, summary: RunSummary | null = null): void {
    const previous = this.#state;
    this.#state = state;
    if (state === 'training') this.#parts.cores?.take();
    else this.#parts.cores?.giveBack();
    this.#emit({ type: 'state', state, previous, summary });
  }

  #emitError(error: TrainerError): void {
    this.#emit({ type: 'error', error: error.toReport() });
  }

  #emit(event: EventOfThisRun): void {
    this.#parts.emit({ ...event, runId: this.#runId });
  }

  #refuseToBegin(call: string): void {
    this.#refuseUnless(call, [
      ...(call === 'step' ? ['paused' as const] : []),
      'idle',
      'finished',
      'stopped',
      'failed',
    ]);
    this.#refuseWhileEvaluating(call);
  }

  #refuseUnless(call: string, allowed: readonly SessionState[]): void {
    if (allowed.includes(this.#state)) return;
    const got = `the state is “${this.#state}”`;
    throw refused(
      call,
      got,
      `one of the states ${allowed.join(', ')}`,
      remedyFor(call, this.#state, this.#control !== null),
    );
  }

  #refuseWhileEvaluating(call: string): void {
    if (!this.#evaluation) return;
    throw refused(
      call,
      'an evaluation is under way',
      'a moment without one',
      'Wait for evaluate() to resolve.',
    );
  }
}
type WithoutRunId<T> = T extends TrainerEvent ? Omit<T, 'runId'> : never;
type EventOfThisRun = WithoutRunId<TrainerEvent>;
