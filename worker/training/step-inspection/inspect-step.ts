import { untilArrived } from '../../data/split';
import { MOMENTS, type Work } from '../../engines/engine';
import type { LayerTrace, StepTrace } from '../../engines/step-trace';
import { traceStep } from '../../engines/trace-step';
import { classifierLayers, IMAGE_PIXELS, parameterTable } from '../../model/classifier';
import type {
  InspectedLoss,
  InspectedMoment,
  InspectedOptimizer,
  OptimizerName,
  StepInspection,
} from '../../protocol';
import { checkAnswerSize } from '../answer-size';
import { computeBreathing, computeInTurn } from '../breathing';
import { NO_METRICS } from '../epoch-metrics';
import { refused } from '../refused';
import type { Trainable } from '../trainable';
import { metricUpdate } from './metric-update';
import { drawNextBatch, imagesUntil, type NextStep, nextStep } from './next-batch';

/** The moments of each optimizer, in the order of `OptimizerState`. */
const MOMENT_NAMES: Readonly<Record<OptimizerName, readonly InspectedMoment['name'][]>> = {
  adam: ['m', 'v'],
  sgd: [],
  momentum: ['velocity'],
  rmsprop: ['mean-square'],
};

/**
 * Every number of the step that a paused run takes next. Waits for the images of this step. The run, its random stream and its engine are
 * the same afterwards, bit for bit.
 * @param check throws if the run has been resumed or stopped, or if another run is paused. Called at the start, and again when the images
 *   have arrived and the engine is free
 * @param breathe lets the worker handle its messages; awaited between two pieces of a long step
 * @throws TrainerError `call-refused` if the run has no next step, or if the answer would be too large; the error of the loading
 */
export async function inspectStep(
  model: Trainable,
  check: () => void,
  breathe: () => Promise<void>,
): Promise<StepInspection> {
  const { pieces } = model.engine;
  check();
  await untilArrived(model.training, 0, imagesUntil(nextStepOf(model), model));
  const work = inspect(model, check);
  return pieces ? computeInTurn(pieces, work, breathe) : computeBreathing(work, breathe);
}

function* inspect(model: Trainable, check: () => void): Work<StepInspection> {
  check();
  const next = nextStepOf(model);
  const remedy = 'Start a run with smaller batches or fewer hidden units.';
  checkAnswerSize('inspectStep', bytesOf(model), remedy);
  const { config, position } = model;
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const { batch, pipeline } = drawNextBatch(model, next);
  const before = next.index > 0 ? position.metrics.state() : NO_METRICS;
  const trace = yield* traceStep(model.engine, batch);
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
    optimizer: optimizerOf(model, trace),
    metric: metricUpdate(config.sampleWeighting, before, trace.result, next.index, config.batchSize),
  };
}

/** @throws TrainerError `call-refused` if the run has no next step */
function nextStepOf(model: Trainable): NextStep {
  const next = nextStep(model);
  if (next) return next;
  throw refused('inspectStep', 'the run has trained its last batch', 'a batch to train', 'Start another run.');
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

function optimizerOf({ config }: Trainable, trace: StepTrace): InspectedOptimizer {
  const { before, after, learningRate, corrections, update } = trace;
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
    update,
    before: before.parameters,
    after: after.parameters,
  };
}

/** The size of an answer's arrays. */
function bytesOf({ config, parameterCount, training }: Trainable): number {
  const { batchSize, hiddenUnits, optimizer } = config;
  const slots = Math.min(config.shuffleBuffer, training.count);
  const units = hiddenUnits.reduce((sum, layer) => sum + layer, 10);
  const ofImage = 5 * IMAGE_PIXELS + 8 * units + 20;
  return batchSize * ofImage + 4 * parameterCount * (4 + 2 * MOMENTS[optimizer]) + 4 * slots;
}
