import type { Batch } from '../../data/dataset';
import { MOMENTS, type Work } from '../../engines/engine';
import type { LayerTrace, StepTrace } from '../../engines/step-trace';
import { traceStep } from '../../engines/trace-step';
import { classifierLayers, IMAGE_PIXELS, parameterTable } from '../../model/classifier';
import {
  type InspectedLoss,
  type InspectedMoment,
  type InspectedOptimizer,
  type OptimizerName,
  type StepInspection,
  TrainerError,
} from '../../protocol';
import { computeBreathing, computeInTurn } from '../breathing';
import type { Trainable } from '../trainable';
import { metricUpdate, NO_METRICS } from './metric-update';
import { drawNextBatch, nextStep } from './next-batch';

/** The most bytes that the arrays of an answer may take. */
const MOST_BYTES = 512e6;

/** The moments of each optimizer, in the order of `OptimizerState`. */
const MOMENT_NAMES: Readonly<Record<OptimizerName, readonly InspectedMoment['name'][]>> = {
  adam: ['m', 'v'],
  sgd: [],
  momentum: ['velocity'],
  rmsprop: ['mean-square'],
};

/**
 * Every number of the step that a paused run takes next. The run, its random stream and its engine are the same afterwards, bit for bit.
 * @param check throws if the run is not paused; called when the engine is free
 * @param breathe lets the worker handle its messages; awaited between two pieces of a long step
 * @throws TrainerError `call-refused` if the run has no next step, or if the answer would be too large
 */
export async function inspectStep(
  model: Trainable,
  check: () => void,
  breathe: () => Promise<void>,
): Promise<StepInspection> {
  const { pieces } = model.engine;
  const work = inspect(model, check);
  return pieces ? computeInTurn(pieces, work, breathe) : computeBreathing(work, breathe);
}

function* inspect(model: Trainable, check: () => void): Work<StepInspection> {
  check();
  const next = nextStep(model);
  if (!next) throw refused('the run has trained its last batch', 'a batch to train', 'Start another run.');
  checkSize(bytesOf(model));
  const { config, position } = model;
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const { batch, pipeline } = drawNextBatch(model, next);
  const before = next.index > 0 ? position.metrics.state() : NO_METRICS;
  const { learningRate, trace } = yield* traceAtOneRate(model, batch);
  return {
    epoch: next.epoch,
    step: next.index + 1,
    steps: model.steps,
    count: batch.count,
    parameters: parameterTable(layers),
    pipeline,
    forward: layers.map(({ name, units, activation }, i) => ({
      name,
      units,
      activation,
      ...(trace.layers[i] as LayerTrace),
    })),
    loss: lossOf(trace),
    tape: { gradient: trace.gradient },
    optimizer: optimizerOf(model, learningRate, trace),
    metric: metricUpdate(config.sampleWeighting, before, trace.result, next.index, config.batchSize),
  };
}

/** Begins again if the learning rate is changed between two pieces. */
function* traceAtOneRate(model: Trainable, batch: Batch): Work<{ learningRate: number; trace: StepTrace }> {
  for (;;) {
    const { learningRate } = model;
    const trace = yield* traceStep(model.engine, batch);
    if (learningRate === model.learningRate) return { learningRate, trace };
  }
}

function lossOf({ layers, losses, result, resultAfter }: StepTrace): InspectedLoss {
  const { z: logits, output: probabilities } = layers.at(-1) as LayerTrace;
  return {
    logits,
    probabilities,
    losses,
    sum: result.lossSum,
    mean: result.lossSum / result.count,
    meanAfter: resultAfter.lossSum / result.count,
    worst: losses.reduce((worst, loss, i) => (loss > (losses[worst] as number) ? i : worst), 0),
    correct: result.correct,
  };
}

function optimizerOf({ config }: Trainable, learningRate: number, trace: StepTrace): InspectedOptimizer {
  const { before, after, corrections, step } = trace;
  return {
    name: config.optimizer,
    learningRate,
    momentum: config.optimizer === 'momentum' ? config.momentum : null,
    corrections,
    moments: MOMENT_NAMES[config.optimizer].map((name, i) => ({
      name,
      before: before.moments[i] as Float32Array,
      after: after.moments[i] as Float32Array,
    })),
    step,
    before: before.parameters,
    after: after.parameters,
  };
}

/** The size of an answer's arrays. */
function bytesOf({ config, parameterCount, training }: Trainable): number {
  const { hiddenUnits, optimizer, shuffleBuffer } = config;
  const count = Math.min(config.batchSize, training.count);
  const units = hiddenUnits.reduce((sum, layer) => sum + layer, 10);
  const ofImage = 5 * IMAGE_PIXELS + 8 * units + 20;
  return count * ofImage + 4 * parameterCount * (4 + 2 * MOMENTS[optimizer]) + 4 * shuffleBuffer;
}

function checkSize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const megabytes = Math.round(bytes / 1e6).toLocaleString('en');
  const remedy = 'Look into a step of a smaller batch, or of a network with fewer units.';
  throw refused(`a step of this network and batch has ${megabytes} MB of numbers`, 'at most 512 MB', remedy);
}

function refused(got: string, expected: string, remedy: string): TrainerError {
  const message = `inspectStep() cannot be called: ${got}.`;
  return new TrainerError({ code: 'call-refused', message, got, expected, remedy });
}
