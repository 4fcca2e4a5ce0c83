import type { BatchedDataset } from '../data/dataset';
import type { Engine, Guesses } from '../engines/engine';
import { type EpochReport, type FinishReason, type RunConfig, TrainerError } from '../protocol';
import { meetsTarget, Patience, parseTarget } from './early-stopping';
import { EpochMetrics } from './epoch-metrics';
import type { LoopPosition, ProgressReporter } from './progress-reporter';
import type { RunControl } from './run-control';

/** What a run trains with. The loop sees interfaces and plain data; it chooses nothing. */
export interface TrainingRun {
  readonly config: RunConfig;
  readonly engine: Engine;
  /** The step size of the moment, which may be changed during a run. */
  readonly learningRate: () => number;
  /** One epoch of training batches, in a new order each time it is iterated. */
  readonly train: BatchedDataset;
  readonly validation: BatchedDataset;
  readonly control: RunControl;
  readonly reporter: ProgressReporter;
  /** Hears of each epoch, with what its validation made of every image. */
  readonly onEpoch: (report: EpochReport, guesses: Guesses) => void;
}

/** How a run that was not stopped came to its end. */
export interface TrainingOutcome {
  readonly reason: FinishReason;
  readonly epochs: number;
}

/**
 * The lesson's training loop: for each epoch train on every batch, validate, report, reset the metrics.
 * @throws TrainerError `loss-not-finite` when the loss stops being a number
 * @throws RunStopped when the run is stopped
 */
export async function trainModel(run: TrainingRun): Promise<TrainingOutcome> {
  const { config, control } = run;
  const target = parseTarget(config.stopAt);
  const patience = new Patience(config.monitor, config.patience);
  const trainMetrics = new EpochMetrics(config.sampleWeighting);
  const validationMetrics = new EpochMetrics(config.sampleWeighting);

  for (let epoch = 1; ; epoch++) {
    const startedAt = control.elapsedMs;
    await trainDataForOneEpoch(run, epoch, trainMetrics);
    const trainingMs = control.elapsedMs - startedAt;
    const guesses = await performValidation(run, epoch, trainMetrics, validationMetrics);

    const train = trainMetrics.result();
    const validation = validationMetrics.result();
    trainMetrics.resetState();
    validationMetrics.resetState();
    const report: EpochReport = {
      epoch,
      epochs: config.epochs,
      trainLoss: train.loss,
      trainAccuracy: train.accuracy,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      seconds: (control.elapsedMs - startedAt) / 1000,
      imagesPerSecond: (train.count / trainingMs) * 1000,
    };
    run.onEpoch(report, guesses);
    if (target && meetsTarget(target, report)) return { reason: 'stop-at', epochs: epoch };
    if (patience.isUsedUpBy(report)) return { reason: 'patience', epochs: epoch };
    if (epoch === config.epochs) return { reason: 'epochs', epochs: epoch };
    await control.gate('epoch');
  }
}

/** One pass over the training split: a weight update for each batch, whose result goes into the metrics. */
async function trainDataForOneEpoch(run: TrainingRun, epoch: number, metrics: EpochMetrics): Promise<void> {
  const { engine, train, control, reporter } = run;
  let step = 0;
  reporter.startEpoch(control.elapsedMs);
  for (const batch of train) {
    const result = engine.trainStep(batch);
    step += 1;
    if (!Number.isFinite(result.lossSum)) throw lossNotFinite(run, epoch, `step ${step}`, result.lossSum);
    metrics.updateState(result);
    reporter.trainingBatch(position(run, 'training', epoch, step, metrics), result);
    await control.gate('batch');
  }
}

/** One pass over the validation split, with the weights left as they are. */
async function performValidation(
  run: TrainingRun,
  epoch: number,
  trainMetrics: EpochMetrics,
  metrics: EpochMetrics,
): Promise<Guesses> {
  const { engine, validation, control, reporter } = run;
  const { count } = validation;
  const guesses = { predicted: new Uint8Array(count), confidence: new Float32Array(count) };
  let step = 0;
  let start = 0;
  for (const batch of validation) {
    const result = engine.evaluateStep(batch, {
      predicted: guesses.predicted.subarray(start, start + batch.count),
      confidence: guesses.confidence.subarray(start, start + batch.count),
    });
    step += 1;
    start += batch.count;
    if (!Number.isFinite(result.lossSum)) throw lossNotFinite(run, epoch, 'validation', result.lossSum);
    metrics.updateState(result);
    reporter.validationBatch(position(run, 'validation', epoch, step, trainMetrics));
    await control.gate('validation-batch');
  }
  return guesses;
}

/** An update costs about three times a forward pass: the time left counts validation accordingly. */
const TRAINING_COST = 3;

function position(
  { config, train, validation, control }: TrainingRun,
  stage: LoopPosition['stage'],
  epoch: number,
  step: number,
  trainMetrics: EpochMetrics,
): LoopPosition {
  const { loss, accuracy } = trainMetrics.result();
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

function lossNotFinite(run: TrainingRun, epoch: number, where: string, lossSum: number): TrainerError {
  const { optimizer } = run.config;
  const learningRate = run.learningRate();
  return new TrainerError({
    code: 'loss-not-finite',
    message: `The loss is no longer a number at ${where} of epoch ${epoch}, with learning rate ${learningRate}.`,
    got: `a loss of ${lossSum}, with ${optimizer} at learning rate ${learningRate}`,
    expected: 'a finite loss',
    remedy: `Try a smaller learning rate, for example ${Number((learningRate / 10).toPrecision(3))}, or the optimizer adam at 0.001.`,
    field: 'learningRate',
  });
}
