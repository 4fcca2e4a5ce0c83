import type { Activations } from '../../../worker/protocol';
import { LatestOnly } from '../../state/latest-only';
import type { LoadActivations, LoadGarments, LoadUnitWeights } from '../../state/sources';
import { type Connection, deadUnits, imagesToCheck, parameterCount, strongestConnections } from './connections';
import type { NetworkShape } from './network-shape';

/** The shortest time between two requests for another garment: at most 15 a second, as on the pad. */
const PAUSE_MS = 66;
/** The shortest time between two requests for the same garment with other weights. */
const WEIGHTS_EVERY_MS = 500;
/** The shortest time between two searches for dead units. */
const DEAD_EVERY_MS = 3000;
/** After a request, new weights wait this many times as long as its answer took, so that a large network trains most of the time. */
const REST = 4;
/** The number of connections that are drawn. */
const MOST_CONNECTIONS = 16;

/** A unit of a layer. The layer after the last hidden one has the logits. */
export interface Unit {
  readonly layer: number;
  readonly unit: number;
}

/** The strongest connections into a unit. */
export interface IntoUnit extends Unit {
  readonly connections: readonly Connection[];
}

/** Which units are dead, for each hidden layer, and the number of images with which they were found. */
export interface DeadUnits {
  readonly images: number;
  readonly layers: readonly Uint8Array[];
}

/** What the picture shows, and the functions that answer. */
export interface Question {
  readonly shape: NetworkShape;
  readonly garment: number | Uint8Array | null;
  readonly garmentCount: number;
  readonly isRunning: boolean;
  readonly loadGarments: LoadGarments | null;
  readonly activations: LoadActivations | null;
  readonly unitWeights: LoadUnitWeights | null;
}

/** What a network computes for a garment. It sends one request at a time, always the latest, at a rate that leaves time for the training. */
export class NetworkAnswers {
  /** 784 bytes. */
  image: Uint8Array | null = null;
  answer: Activations | null = null;
  into: IntoUnit | null = null;
  dead: DeadUnits | null = null;

  readonly #question: () => Question;
  /** The unit whose connections are shown. It can depend on the outputs. */
  readonly #unit: () => Unit | null;
  readonly #changed: () => void;
  #tookMs = 0;
  #answeredAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #requests = new LatestOnly(() => this.#requestAnswer(), PAUSE_MS);
  readonly #weights = new LatestOnly(() => this.#connect(), PAUSE_MS);
  readonly #deaths = new LatestOnly(() => this.#findDead(), DEAD_EVERY_MS);

  constructor(question: () => Question, unit: () => Unit | null, changed: () => void) {
    this.#question = question;
    this.#unit = unit;
    this.#changed = changed;
  }

  /** Called when the garment or the network has changed. */
  garmentChanged(): void {
    this.#requests.request();
  }

  /** Called when the weights of the network have changed. */
  weightsChanged(): void {
    const due = this.#answeredAt + Math.max(WEIGHTS_EVERY_MS, REST * this.#tookMs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#requests.request(), Math.max(0, due - performance.now()));
  }

  /** Called when another unit is pointed at. */
  unitChanged(): void {
    this.#weights.request();
  }

  /** Forgets the answers of another network. The garment stays. */
  forget(): void {
    this.answer = null;
    this.into = null;
    this.dead = null;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #requestAnswer(): Promise<void> {
    const question = this.#question();
    const { activations, shape } = question;
    try {
      const image = await this.#garment(question);
      if (question.garment !== this.#question().garment) return;
      this.image = image;
      if (!image || !activations) {
        this.forget();
        return;
      }
      const start = performance.now();
      const answer = await activations(image);
      this.#tookMs = performance.now() - start;
      this.#answeredAt = performance.now();
      if (shape !== this.#question().shape || !isOf(answer, shape)) return;
      this.answer = answer;
      await this.#connect();
      this.#deaths.request();
    } catch {
      // The network or its epoch was dropped meanwhile. The trainer reports failures itself, and new weights cause another request.
    } finally {
      this.#changed();
    }
  }

  async #garment({ garment, garmentCount, loadGarments }: Question): Promise<Uint8Array | null> {
    if (garment instanceof Uint8Array) return garment;
    if (!loadGarments || garmentCount === 0) return null;
    return loadGarments([Math.min(garment ?? 0, garmentCount - 1)]);
  }

  async #connect(): Promise<void> {
    const unit = this.#unit();
    const { unitWeights } = this.#question();
    const { answer, image } = this;
    if (!unit || !unitWeights || !answer || !image) return;
    try {
      const { weights } = await unitWeights(unit.layer, unit.unit);
      const inputs =
        unit.layer === 0 ? Float32Array.from(image, (byte) => byte / 255) : answer.hidden[unit.layer - 1];
      if (answer !== this.answer || inputs?.length !== weights.length) return;
      this.into = { ...unit, connections: strongestConnections(weights, inputs, MOST_CONNECTIONS) };
      this.#changed();
    } catch {
      // As in `#requestAnswer`.
    }
  }

  /** Only ReLU has dead units: their output is exactly 0, and so is their gradient. */
  async #findDead(): Promise<void> {
    const { shape, garmentCount, isRunning, loadGarments, activations } = this.#question();
    const { hiddenUnits, activation } = shape;
    const count = imagesToCheck(parameterCount(hiddenUnits), garmentCount, isRunning);
    if (activation !== 'relu' || !loadGarments || !activations || count === 0) return;
    // Spread over the data set, which may be sorted.
    const indices = Array.from({ length: count }, (_, i) => Math.floor((i * garmentCount) / count));
    try {
      const answer = await activations(await loadGarments(indices));
      const now = this.#question();
      if (!now.activations || shape !== now.shape || !isOf(answer, shape, count)) return;
      this.dead = {
        images: count,
        layers: answer.hidden.map((outputs, i) => deadUnits(outputs, hiddenUnits[i] as number)),
      };
      this.#changed();
    } catch {
      // As above.
    }
  }
}

/** Whether an answer is that of a network with this shape. */
function isOf({ hidden }: Activations, { hiddenUnits }: NetworkShape, images = 1): boolean {
  return hidden.map(({ length }) => length / images).join() === hiddenUnits.join();
}
