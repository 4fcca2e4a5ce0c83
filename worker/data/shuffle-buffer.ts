import type { RandomStream } from '../random';

/** Where a shuffle stands, apart from its random stream. */
export interface ShuffleState {
  /** Elements that have come out. */
  readonly drawn: number;
  /** Elements that wait in the slots, in their order. */
  readonly waiting: Int32Array;
}

/** What a draw has to know to be taken back. */
interface Draw {
  readonly drawn: Int32Array;
  /** The slot that each came from. */
  readonly slots: Int32Array;
  readonly random: readonly number[];
}

/**
 * A streaming shuffle, as `tf.data.Dataset.shuffle` does it: fill a buffer from the stream, draw one of
 * its slots at random, refill that slot with the stream's next element, and at the end drain what is left.
 * Every element comes out exactly once; an element can move back any distance, but forward by less than
 * the buffer's size.
 *
 * The stream here is the indices 0 … count − 1 in order. A size of 1 keeps that order.
 */
export class ShuffleBuffer {
  readonly #count: number;
  readonly #random: RandomStream;
  readonly #slots: Int32Array;
  #filled: number;
  #nextFromStream: number;
  #lastDraw: Draw | null = null;

  /** @param from where `state()` was taken, with `random` as it was then; left out, the stream's beginning */
  constructor(count: number, size: number, random: RandomStream, from?: ShuffleState) {
    this.#count = count;
    this.#random = random;
    this.#slots = from?.waiting.slice() ?? Int32Array.from({ length: Math.min(size, count) }, (_, i) => i);
    this.#filled = this.#slots.length;
    this.#nextFromStream = this.#filled + (from?.drawn ?? 0);
  }

  /** Elements that have not come out yet. */
  get remaining(): number {
    return this.#filled + this.#count - this.#nextFromStream;
  }

  /** Elements of the stream that have gone in. */
  get entered(): number {
    return this.#nextFromStream;
  }

  state(): ShuffleState {
    const filled = this.#filled;
    return { drawn: this.#nextFromStream - filled, waiting: this.#slots.slice(0, filled) };
  }

  /**
   * Fills `into` with the next indices of the shuffled stream.
   * @throws RangeError when fewer remain
   */
  draw(into: Int32Array): void {
    const { length } = into;
    if (length > this.remaining)
      throw new RangeError(`${length} asked for, ${this.remaining} remain in the shuffle buffer`);
    const slots = this.#slots;
    const from = new Int32Array(length);
    this.#lastDraw = { drawn: into, slots: from, random: this.#random.state() };
    for (let i = 0; i < length; i++) {
      const slot = this.#random.nextInt(this.#filled);
      from[i] = slot;
      into[i] = slots[slot] as number;
      if (this.#nextFromStream < this.#count) {
        slots[slot] = this.#nextFromStream++;
      } else {
        this.#filled -= 1;
        slots[slot] = slots[this.#filled] as number;
      }
    }
  }

  /**
   * Takes the last draw back: the next one gives the same again.
   * @throws RangeError when there is none, or it has been taken back
   */
  putBack(): void {
    if (!this.#lastDraw) throw new RangeError('there is no draw to take back');
    const { drawn, slots, random } = this.#lastDraw;
    for (let i = drawn.length - 1; i >= 0; i--) {
      // While the stream lasts all slots are filled. Behind its end the last one has moved to where one came from, and lies there still.
      if (this.#filled === this.#slots.length) this.#nextFromStream -= 1;
      else this.#filled += 1;
      this.#slots[slots[i] as number] = drawn[i] as number;
    }
    this.#random.goBackTo(random);
    this.#lastDraw = null;
  }
}
