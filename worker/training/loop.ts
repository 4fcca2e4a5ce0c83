import type { Batch, BatchedDataset, EpochBatches } from '../data/dataset';
import type { MissingImages } from '../data/split';
import type { BatchResult, Engine, EnginePieces, Guesses } from '../engines/engine';
import {
  type EpochReport,
  type FinishReason,
  type OptimizerName,
  type RunConfig,
  TrainerError,
} from '../protocol';
import { meetsTarget, Patience, parseTarget } from './early-stopping';
import { EpochMetrics } from './epoch-metrics';
import { untilNextImages } from './next-images';
import type { LoopPosition, ProgressReporter } from './progress-reporter';
import { type RunControl, untilAborted } from './run-control';
import type { RunPosition } from './run-position';
import type { ThreadTuner } from './threads/thread-tuner';

/** What a run trains with. The loop only uses these interfaces and data. It makes no choices of its own. */
export interface TrainingRun {
  readonly config: RunConfig;
  readonly engine: Engine;
  /** The current learning rate, which may be changed during a run. */
  readonly learningRate: () => number;
  /** The training batches of one epoch, in a new order each time it is iterated. */
  readonly train: BatchedDataset;
  readonly validation: BatchedDataset;
  /** The position of the run: its beginning, or where it was interrupted. */
  readonly position: RunPosition;
  readonly control: RunControl;
  readonly reporter: ProgressReporter;
  /** Called after each epoch, with the predictions that its validation made for every image. */
  readonly onEpoch: (report: EpochReport, guesses: Guesses) => void;
  /** Called when the loop has to wait for images, and again after each pause. */
  readonly onMissing: (missing: MissingImages) => void;
  /** Sets the engine's number of threads. */
  readonly threads: Pick<ThreadTuner, 'tune' | 'beforeStep' | 'afterStep' | 'settle'>;
  /** Stores the epoch that has just ended, if runs are stored. */
  readonly storeEpoch: () => Promise<void>;
}

/**
 * The lesson's training loop: for each epoch, train on every batch, validate, report, and reset the metrics. It starts at the run's
 * position, which may be inside an epoch.
 * @returns why the run ended
 * @throws TrainerError `loss-not-finite` if the loss becomes NaN or infinite; the error of the loading if images cannot be loaded
 * @throws RunStopped if the run is stopped, or the error with which the control has ended it
 */
export async function trainModel(run: TrainingRun): Promise<FinishReason> {
  const { config, control, position, reporter } = run;
  const target = parseTarget(config.stopAt);
  const patience = new Patience(config.monitor, config.patience);
  // Counts the epochs that ended before an interruption.
  for (const report of position.epochs) patience.isUsedUpBy(report);
  const validationMetrics = new EpochMetrics(config.sampleWeighting);
  if (position.ended) return position.ended;
  if (position.epoch > 1 || position.step > 0) reporter.goOn(placeOf(run, 'training', position.step));

  for (;;) {
    await untilAborted(run.threads.tune(), control.stopSignal);
    position.beginEpoch(control.elapsedMs);
    await trainDataForOneEpoch(run);
    const trainingMs = position.elapsedMs - position.epochStartedMs;
    run.threads.settle();
    const guesses = await performValidation(run, validationMetrics);

    const train = position.metrics.result();
    const validation = validationMetrics.result();
    validationMetrics.resetState();
    const { elapsedMs } = control;
    const report: EpochReport = {
      epoch: position.epoch,
      epochs: config.epochs,
      trainLoss: train.loss,
      trainAccuracy: train.accuracy,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      seconds: (elapsedMs - position.epochStartedMs) / 1000,
      imagesPerSecond: trainingMs > 0 ? (train.count / trainingMs) * 1000 : 0,
    };
    const isPatienceUsedUp = patience.isUsedUpBy(report);
    let ended: FinishReason | null = null;
    if (target && meetsTarget(target, report)) ended = 'stop-at';
    else if (isPatienceUsedUp) ended = 'patience';
    else if (report.epoch === config.epochs) ended = 'epochs';
    position.finishEpoch(report, elapsedMs, ended);
    // Store the epoch before reporting it, so that a crash does not lose a reported epoch. The wait ends early if storing takes too long or the run is stopped.
    await untilAborted(run.storeEpoch(), control.stopSignal).catch(() => {});
    run.onEpoch(report, guesses);
    if (ended) return ended;
    await control.gate('epoch');
  }
}

/** One pass over the training split, or the rest of an interrupted pass. Each batch updates the weights and the metrics. */
async function trainDataForOneEpoch(run: TrainingRun): Promise<void> {
  const { engine, train, control, position, reporter } = run;
  reporter.startEpoch(control.elapsedMs);
  const batches = position.batchesOf(train);
  const upcoming = () => (batches.missing() ? undefined : batches.upcoming());
  const last = train.steps - 1;
  if (position.step === last) await control.gate('last-batch');
  await untilImagesAreHere(run, batches);
  for (const batch of batches) {
    if (!engine.pieces) run.threads.beforeStep();
    const result = engine.pieces
      ? await trainInPieces(run, engine.pieces, batches)
      : engine.trainStep(batch, upcoming);
    if (!Number.isFinite(result.lossSum))
      throw lossNotFinite(run, `at step ${position.step + 1}`, result.lossSum);
    position.metrics.updateState(result);
    position.finishBatch(control.elapsedMs);
    run.threads.afterStep(position.elapsedMs, batch.count);
    reporter.trainingBatch(placeOf(run, 'training', position.step), result);
    await control.gate('batch');
    if (position.step === last) await control.gate('last-batch');
    await untilImagesAreHere(run, batches);
  }
}

/** Waits for the images of the next batch. Returns a promise only if they are missing. @throws TrainerError the error of the loading */
function untilImagesAreHere(run: TrainingRun, batches: EpochBatches): Promise<void> | undefined {
  return untilNextImages(batches, run.control, (missing) => {
    run.reporter.flush();
    run.onMissing(missing);
  });
}

/** Trains the current batch. While it is computed it counts as not yet drawn, so that a checkpoint between two pieces does not lose it. */
async function trainInPieces(
  { control, threads }: TrainingRun,
  pieces: EnginePieces,
  batches: EpochBatches,
): Promise<BatchResult> {
  batches.returnLast();
  const result = await control.compute(pieces, () => {
    threads.beforeStep();
    return pieces.trainStep(batches.upcoming() as Batch);
  });
  batches.next();
  return result;
}

/** One pass over the validation split, without changing the weights. */
async function performValidation(run: TrainingRun, metrics: EpochMetrics): Promise<Guesses> {
  const { engine, validation, control, reporter } = run;
  const { pieces } = engine;
  const { count } = validation;
  const guesses = { predicted: new Uint8Array(count), confidence: new Float32Array(count) };
  let step = 0;
  let start = 0;
  const batches = validation.epoch();
  await untilImagesAreHere(run, batches);
  for (const batch of batches) {
    const ofBatch = {
      predicted: guesses.predicted.subarray(start, start + batch.count),
      confidence: guesses.confidence.subarray(start, start + batch.count),
    };
    const result = pieces
      ? await control.compute(pieces, () => pieces.evaluateStep(batch, ofBatch))
      : engine.evaluateStep(batch, ofBatch);
    step += 1;
    start += batch.count;
    if (!Number.isFinite(result.lossSum)) throw lossNotFinite(run, 'in the validation', result.lossSum);
    metrics.updateState(result);
    reporter.validationBatch(placeOf(run, 'validation', step));
    await control.gate('validation-batch');
    await untilImagesAreHere(run, batches);
  }
  return guesses;
}

/** Training on an image takes about three times as long as validating on it. The estimate of the remaining time uses this ratio. */
const TRAINING_COST = 3;

function placeOf(run: TrainingRun, stage: LoopPosition['stage'], step: number): LoopPosition {
  const { config, train, validation, control, position } = run;
  const { epoch } = position;
  const { loss, accuracy } = position.metrics.result();
  const steps = stage === 'training' ? train.steps : validation.steps;
  const trainingCost = TRAINING_COST * train.count;
  const done = step / steps;
  const costDone = stage === 'training' ? done * trainingCost : trainingCost + done * validation.count;
  return {
    stage,
    epoch,
    epochs: config.epochs,
    step,
    steps,
    loss,
    accuracy,
    elapsedMs: control.elapsedMs,
    shareDone: (epoch - 1 + costDone / (trainingCost + validation.count)) / config.epochs,
  };
}

function lossNotFinite(run: TrainingRun, where: string, lossSum: number): TrainerError {
  const { optimizer } = run.config;
  const { epoch } = run.position;
  const learningRate = run.learningRate();
  return new TrainerError({
    code: 'loss-not-finite',
    message: `The loss is no longer a finite number ${where} of epoch ${epoch}, with learning rate ${learningRate}.`,
    got: `a loss of ${lossSum}, with ${optimizer} at learning rate ${learningRate}`,
    expected: 'a finite loss',
    remedy: remedyFor(optimizer, learningRate),
    field: 'learningRate',
  });
}

/** A learning rate at which each optimizer trains nearly every network. */
const USUAL_RATES: Readonly<Record<OptimizerName, number>> = {
  adam: 1e-3,
  rmsprop: 1e-3,
  momentum: 0.01,
  sgd: 0.1,
};

/** Advice that leads to a run that trains, however far the learning rate is from one that does. */
function remedyFor(optimizer: OptimizerName, learningRate: number): string {
  const smaller = Number(Math.min(learningRate / 10, USUAL_RATES[optimizer]).toPrecision(3));
  const other = optimizer === 'adam' ? '' : `, or the optimizer adam at ${USUAL_RATES.adam}`;
  return `Try a smaller learning rate, for example ${smaller}${other}.`;
}
