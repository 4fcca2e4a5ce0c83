import { CLASS_NAMES } from '../worker/data/fashion-mnist';
import { formatImage } from '../worker/data/format-image';
import { FusedEngine } from '../worker/engines/fused/fused';
import { Team } from '../worker/engines/fused/team';
import { CLASS_COUNT, classifierLayers, IMAGE_PIXELS } from '../worker/model/classifier';
import { contentsOf } from '../worker/model-files/model-contents';
import { readLayersModel } from '../worker/model-files/read-layers-model';
import type { Images } from './images';

/** A trained network, as the two files of a TensorFlow.js layers model that the trainer downloads. */
export interface EdgeModel {
  /** Its name in requests: `?model=NAME`. */
  readonly name: string;
  /** The parsed content of `model.json`. */
  readonly topology: unknown;
  /** The content of its weight file. */
  readonly weights: ArrayBuffer;
}

/** A description of a network. */
export interface ModelSummary {
  readonly name: string;
  /** SHA-256 of the weights in hexadecimal, the same as the trainer shows after a run. */
  readonly sha256: string;
  /** The number of units of each layer, starting with the 784 inputs. */
  readonly layers: readonly number[];
  /** The activation of the hidden layers. The output layer uses softmax. */
  readonly activation: string;
  /** The number of weights and biases. */
  readonly parameters: number;
  /** The class name of each output. */
  readonly labels: readonly string[];
}

/** The prediction for one image. */
export interface EdgePrediction {
  /** Index of the most probable class; the lowest index if several are equal. */
  readonly class: number;
  readonly label: string;
  /** Ten float32 values, in the order of the classes. */
  readonly probabilities: readonly number[];
}

/** The engine's batch size. Its memory holds this many images. */
const IMAGES_A_PART = 64;

/** A network that predicts with the same engine as the page. Its memory is allocated once and never grows. */
export class Predictor {
  readonly summary: ModelSummary;
  readonly #engine: FusedEngine;
  /** The formatted images of the current part. Requests can share it, since `predict` is synchronous. */
  readonly #inputs = new Float32Array(IMAGES_A_PART * IMAGE_PIXELS);

  private constructor(summary: ModelSummary, engine: FusedEngine) {
    this.summary = summary;
    this.#engine = engine;
  }

  /**
   * @param kernels the compiled `kernels.wasm`
   * @throws TrainerError if the files are not a network of this kind, or the kernels are from another version
   */
  static async open({ name, topology, weights }: EdgeModel, kernels: WebAssembly.Module): Promise<Predictor> {
    const bytes = new Uint8Array(weights);
    const contents = contentsOf(await readLayersModel(topology, async () => bytes));
    const { hiddenUnits, activation, parameters, classNames } = contents;
    const summary = {
      name,
      sha256: await sha256(parameters),
      layers: [IMAGE_PIXELS, ...hiddenUnits, CLASS_COUNT],
      activation,
      parameters: parameters.length,
      labels: classNames ?? CLASS_NAMES,
    };
    // As in the page: nothing is trained here, so the optimizer that needs no memory for moments.
    const optimizer = { name: 'sgd', learningRate: 1, momentum: 0 } as const;
    const engine = new FusedEngine(
      { layers: classifierLayers(hiddenUnits, activation), parameters, optimizer, batchSize: IMAGES_A_PART },
      new Team(kernels, []),
      'the edge has no other',
    );
    return new Predictor(summary, engine);
  }

  predict(images: Images): readonly EdgePrediction[] {
    const predictions: EdgePrediction[] = [];
    for (let start = 0; start < images.length; start += IMAGES_A_PART * IMAGE_PIXELS) {
      const part = images.subarray(start, start + IMAGES_A_PART * IMAGE_PIXELS);
      const count = part.length / IMAGE_PIXELS;
      const probabilities = this.#engine.predict(this.#formatted(part), count);
      for (let row = 0; row < count; row++) {
        predictions.push(this.#prediction(probabilities.subarray(row * CLASS_COUNT, (row + 1) * CLASS_COUNT)));
      }
    }
    return predictions;
  }

  #formatted(part: Images): Float32Array {
    if (part instanceof Float32Array) return part;
    formatImage(part, this.#inputs);
    return this.#inputs.subarray(0, part.length);
  }

  #prediction(probabilities: Float32Array): EdgePrediction {
    const best = probabilities.indexOf(Math.max(...probabilities));
    return { class: best, label: this.summary.labels[best] ?? '', probabilities: [...probabilities] };
  }
}

/** Not the worker's own function, which includes a script fallback for insecure pages and adds two milliseconds to a cold start. */
async function sha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', parameters));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
