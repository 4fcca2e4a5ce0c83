import type { ReactiveControllerHost } from 'lit';
import {
  type ErrorCode,
  type Prediction,
  TrainerError,
  type TrainerErrorReport,
} from '../../../worker/protocol';
import { LatestOnly } from '../../state/latest-only';
import type { FormatPhoto, Predict } from '../../state/sources';
import type { Drawing } from './drawing';

/** Time between two looks at a drawing that goes on: at most 15 a second. */
const PAUSE_MS = 66;

/** Who is asked; null when there is nobody to ask yet. */
interface Asked {
  readonly predict: Predict | null;
  readonly formatPhoto: FormatPhoto | null;
}

/** What the network sees of a drawing, and what it takes it for. Asks one thing at a time, and always for the latest. */
export class GarmentGuess {
  /** 784 bytes; null when there is nothing to be seen. */
  seen: Uint8Array | null = null;
  prediction: Prediction | null = null;
  error: TrainerErrorReport | null = null;
  /** Whether there was a model to be asked. */
  isTrained = false;

  readonly #view: ReactiveControllerHost & Asked;
  readonly #drawing: () => Drawing | undefined;
  #isStale = false;
  readonly #looks = new LatestOnly(() => this.#look(), PAUSE_MS);

  constructor(view: ReactiveControllerHost & Asked, drawing: () => Drawing | undefined) {
    this.#view = view;
    this.#drawing = drawing;
  }

  /** After a change of the drawing: looks at it. */
  look(): void {
    this.error = null;
    this.#isStale = true;
    this.#looks.request();
  }

  /** After a change of the weights: asks again about what was seen. */
  ask(): void {
    this.#looks.request();
  }

  /** A failure before anything could be looked at. */
  fail(code: ErrorCode, message: string, remedy: string): void {
    this.error = { code, message, got: '', expected: '', remedy };
    this.#view.requestUpdate();
  }

  async #look(): Promise<void> {
    try {
      await this.#see();
      const { predict } = this.#view;
      this.isTrained = predict !== null;
      const answer = this.seen && predict ? await predict(this.seen) : [];
      this.prediction = answer[0] ?? null;
      // What was wrong with a photo stays said until there is another picture.
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
    const { hasPhoto } = drawing;
    try {
      this.seen = await formatPhoto(await drawing.picture());
    } catch (thrown) {
      // A drawing that is but a speck, or was rubbed out, is nothing to complain about.
      if (hasPhoto || TrainerError.from(thrown).code !== 'photo-empty') throw thrown;
    }
  }
}
