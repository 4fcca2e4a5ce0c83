import { CLASS_NAMES } from '../worker/data/fashion-mnist';
import { formatImage } from '../worker/data/format-image';
import { FusedEngine } from '../worker/engines/fused/fused';
import { Team } from '../worker/engines/fused/team';
import { CLASS_COUNT, classifierLayers, IMAGE_PIXELS } from '../worker/model/classifier';
import { contentsOf } from '../worker/model-files/model-contents';
import { readLayersModel } from '../worker/model-files/read-layers-model';
import type { Images } from './images';

/** A trained network: the files of a TensorFlow.js layers model, as the trainer downloads it. */
export interface EdgeModel {
  /** The name by which a request asks for it: `?model=NAME`. */
  readonly name: string;
  /** The content of `model.json`. */
  readonly topology: unknown;
  /** The content of its one weight file. */
  readonly weights: ArrayBuffer;
}

/** What a network is. */
export interface ModelSummary {
  readonly name: string;
  /** SHA-256 of the weights, in hexadecimal: the one that the trainer shows after a run. */
  readonly sha256: string;
  /** Units of each layer, the 784 inputs first. */
  readonly layers: readonly number[];
  /** Activation of the hidden layers; the last one is softmax. */
  readonly activation: string;
  readonly parameters: number;
  /** The class of each output, in order. */
  readonly labels: readonly string[];
}

/** What a network makes of an image. */
export interface EdgePrediction {
  /** The most probable class, the first of equals. */
  readonly class: number;
  readonly label: string;
  /** Ten, in the order of the classes; float32. */
  readonly probabilities: readonly number[];
}

/** Images that are computed together: the engine's memory is for so many. */
const IMAGES_A_PART = 64;

/** A network that predicts: the page's engine on a memory of its own, which is laid out once and never grows. */
export class Predictor {
  readonly summary: ModelSummary;
  readonly #engine: FusedEngine;
  /** Formatted images of a part of a request; calls are synchronous. */
  readonly #inputs = new Float32Array(IMAGES_A_PART * IMAGE_PIXELS);

  private constructor(summary: ModelSummary, engine: FusedEngine) {
    this.summary = summary;
    this.#engine = engine;
  }

  /**
   * @param kernels the compiled `kernels.wasm`
   * @throws TrainerError when the files are no network of ours, or the kernels belong to another version
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
    // As in the page: of the optimizers the one that keeps no moments, since nothing is trained here.
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

/** The trainer's own way brings a hash in script for insecure pages along, which costs two milliseconds of a cold start. */
async function sha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', parameters));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
