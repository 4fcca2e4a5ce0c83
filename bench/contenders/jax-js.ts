// The same job in jax-js on its WebAssembly device: jax-js.cjs DATA. Batches are gathered from float32 rows in memory, in
// an order that is shuffled for each epoch.

import { type Array as JaxArray, numpy as np, tree } from '@jax-js/jax';
import { loadNodeData } from '../../scripts/lib/node/node-data';
import type { Split } from '../../worker/data/split';
import { AdamCorrection } from '../../worker/engines/adam-correction';
import { IMAGE_PIXELS } from '../../worker/model/classifier';
import { RandomStream } from '../../worker/random';
import type { EpochAnswer } from '../contender';
import { BATCH, LEARNING_RATE } from '../job';
import { answerEpochs } from './answer-epochs';
import { evaluateStep, initialState, trainStep } from './jax-js-model';

/** Images with values from 0 to 1, shape (count, 784), and their labels. */
interface Floats {
  readonly count: number;
  readonly pixels: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

function floats({ count, images, labels }: Split): Floats {
  return { count, pixels: Float32Array.from(images, (pixel) => pixel / 255), labels: Int32Array.from(labels) };
}

/** The batch of images starting at `order[from]`. */
function batchOf({ count, pixels, labels }: Floats, order: Uint32Array, from: number): [JaxArray, JaxArray] {
  const rows = Math.min(BATCH, count - from);
  const values = new Float32Array(rows * IMAGE_PIXELS);
  const classes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const image = order[from + row] as number;
    values.set(pixels.subarray(image * IMAGE_PIXELS, (image + 1) * IMAGE_PIXELS), row * IMAGE_PIXELS);
    classes[row] = labels[image] as number;
  }
  return [np.array(values, { shape: [rows, IMAGE_PIXELS] }), np.array(classes, { shape: [rows] })];
}

const numberIn = (array: JaxArray) => Number(array.dataSync()[0]);

const random = RandomStream.seeded(1);

/** Fisher–Yates shuffle. */
function shuffle(order: Uint32Array): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.nextInt(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}

const inOrder = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

/** Trains and validates one epoch after the other. */
class Training {
  readonly #train: Floats;
  readonly #test: Floats;
  readonly #order: Uint32Array;
  readonly #adam = new AdamCorrection(LEARNING_RATE);
  #state = initialState(random);

  constructor(train: Split, test: Split) {
    this.#train = floats(train);
    this.#test = floats(test);
    this.#order = inOrder(train.count);
  }

  epoch(): EpochAnswer {
    const start = performance.now();
    const trainLoss = this.#trainEpoch();
    const trained = performance.now();
    const valAccuracy = this.#validate();
    const validated = performance.now();
    return {
      epochSeconds: (trained - start) / 1000,
      validationSeconds: (validated - trained) / 1000,
      // jax-js starts threads with the global `Worker`, which Node lacks.
      threads: typeof Worker === 'undefined' ? 1 : navigator.hardwareConcurrency,
      trainLoss,
      valAccuracy,
    };
  }

  #trainEpoch(): number {
    const { count } = this.#train;
    let sum = 0;
    shuffle(this.#order);
    for (let from = 0; from < count; from += BATCH) {
      this.#adam.step();
      const [rate, epsilon] = [np.array(this.#adam.rate), np.array(this.#adam.epsilon)];
      const [images, labels] = batchOf(this.#train, this.#order, from);
      const [state, loss] = trainStep(this.#state, images, labels, rate, epsilon);
      this.#state = state;
      sum += numberIn(loss) * Math.min(BATCH, count - from);
    }
    return sum / count;
  }

  #validate(): number {
    const { count } = this.#test;
    const order = inOrder(count);
    let sum = 0;
    for (let from = 0; from < count; from += BATCH) {
      const weights = tree.ref(this.#state.weights);
      const [hits, losses] = evaluateStep(weights, ...batchOf(this.#test, order, from));
      sum += numberIn(hits);
      if (!Number.isFinite(numberIn(losses))) throw new Error('The validation loss is not a number.');
    }
    return sum / count;
  }
}

let training: Promise<Training> | null = null;

async function start(): Promise<Training> {
  const { train, test } = await loadNodeData(process.argv[2] ?? '');
  return new Training(train, test);
}

answerEpochs(async () => {
  training ??= start();
  return (await training).epoch();
});
