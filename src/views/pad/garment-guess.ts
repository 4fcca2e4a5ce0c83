import type { ReactiveControllerHost } from 'lit';
import { type Prediction, TrainerError, type TrainerErrorReport } from '../../../worker/protocol';
import { LatestOnly } from '../../state/latest-only';
import type { FormatPhoto, Predict } from '../../state/sources';
import type { Drawing } from './drawing';

/** Time between two predictions while drawing: at most 15 a second. */
const PAUSE_MS = 66;

/** The functions to ask; null while there is no model. */
interface Asked {
  readonly predict: Predict | null;
  readonly formatPhoto: FormatPhoto | null;
}

/** The 28 × 28 image of a drawing and its prediction. Runs one request at a time, always for the latest drawing. */
export class GarmentGuess {
  /** 784 bytes; null for an empty drawing. */
  seen: Uint8Array | null = null;
  prediction: Prediction | null = null;
  error: TrainerErrorReport | null = null;
  /** Whether there was a model to ask. */
  isTrained = false;

  readonly #view: ReactiveControllerHost & Asked;
  readonly #drawing: () => Drawing | undefined;
  #isStale = false;
  readonly #looks = new LatestOnly(() => this.#look(), PAUSE_MS);

  constructor(view: ReactiveControllerHost & Asked, drawing: () => Drawing | undefined) {
    this.#view = view;
    this.#drawing = drawing;
  }

  /** Call after the drawing changes. */
  look(): void {
    this.error = null;
    this.#isStale = true;
    this.#looks.request();
  }

  /** Call after the weights change: predicts the same image again. */
  ask(): void {
    this.#looks.request();
  }

  /** Reports a failure that happened before the drawing could be formatted. */
  fail(error: TrainerErrorReport): void {
    this.error = error;
    this.#view.requestUpdate();
  }

  async #look(): Promise<void> {
    try {
      await this.#see();
      const { predict } = this.#view;
      this.isTrained = predict !== null;
      const answer = this.seen && predict ? await predict(this.seen) : [];
      this.prediction = answer[0] ?? null;
      // An error about a photo stays until there is another picture.
      if (!this.error?.code.startsWith('photo')) this.error = null;
    } catch (thrown) {
      this.prediction = null;
      const error = TrainerError.from(thrown);
      if (error.code === 'call-refused') this.isTrained = false;
      else this.error = error;
    }
    this.#view.requestUpdate();
  }

  async #see(): Promise<void> {
    const { formatPhoto } = this.#view;
    if (!this.#isStale || !formatPhoto) return;
    this.#isStale = false;
    this.seen = null;
    const drawing = this.#drawing();
    if (!drawing || drawing.isBlank) return;
    const hasPhoto = drawing.photo !== null;
    try {
      this.seen = await formatPhoto(await drawing.picture());
    } catch (thrown) {
      // A drawing that is only a speck, or was erased, is not an error.
      if (hasPhoto || TrainerError.from(thrown).code !== 'photo-empty') throw thrown;
    }
  }
}
