import type { RandomStream } from '../random';

/** The state of a shuffle, without its random stream. */
export interface ShuffleState {
  /** The number of elements that have come out. */
  readonly drawn: number;
  /** The elements in the slots, in the order of the slots. */
  readonly waiting: Int32Array;
}

/** What is needed to undo a draw. */
interface Draw {
  readonly drawn: Int32Array;
  /** The slot that each element came from. */
  readonly slots: Int32Array;
  readonly random: readonly number[];
}

/**
 * A streaming shuffle like `tf.data.Dataset.shuffle`: fill a buffer from the stream, draw one of its slots at random, refill that slot
 * with the stream's next element, and at the end draw what is left in the buffer. Every element comes out exactly once. An element can
 * come out any number of places later than in the stream, but earlier only by less than the size of the buffer.
 *
 * The stream here is the indices 0 … count − 1 in order. A buffer of size 1 keeps that order.
 */
export class ShuffleBuffer {
  readonly #count: number;
  readonly #random: RandomStream;
  readonly #slots: Int32Array;
  #filled: number;
  #nextFromStream: number;
  #lastDraw: Draw | null = null;

  /** @param from a `state()` to continue from, with `random` in the state it had then; without it, starts at the beginning */
  constructor(count: number, size: number, random: RandomStream, from?: ShuffleState) {
    this.#count = count;
    this.#random = random;
    this.#slots = from?.waiting.slice() ?? Int32Array.from({ length: Math.min(size, count) }, (_, i) => i);
    this.#filled = this.#slots.length;
    this.#nextFromStream = this.#filled + (from?.drawn ?? 0);
  }

  /** The number of elements that have not come out yet. */
  get remaining(): number {
    return this.#filled + this.#count - this.#nextFromStream;
  }

  /** The number of elements that have entered the buffer. */
  get entered(): number {
    return this.#nextFromStream;
  }

  /** The slots that the elements of the last draw came from. */
  get drawnSlots(): Int32Array {
    return this.#lastDraw?.slots ?? new Int32Array();
  }

  state(): ShuffleState {
    const filled = this.#filled;
    return { drawn: this.#nextFromStream - filled, waiting: this.#slots.slice(0, filled) };
  }

  /**
   * Fills `into` with the next indices of the shuffled stream.
   * @throws RangeError if fewer remain
   */
  draw(into: Int32Array): void {
    const { length } = into;
    if (length > this.remaining)
      throw new RangeError(
        `asked for ${length} elements, but only ${this.remaining} remain in the shuffle buffer`,
      );
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
   * Undoes the last draw: the next draw returns the same elements again.
   * @throws RangeError if there was no draw, or it has been undone already
   */
  putBack(): void {
    if (!this.#lastDraw) throw new RangeError('there is no draw to undo');
    const { drawn, slots, random } = this.#lastDraw;
    for (let i = drawn.length - 1; i >= 0; i--) {
      // Undo in reverse order. If all slots are filled, `draw` took the stream's next element, so the stream goes back by one. If not,
      // `draw` moved the last element to the free slot, and its copy behind the filled slots is still valid. Example with slots [a b c]
      // and an empty stream: drawing slot 0 leaves [c b | c]; filling three slots again and writing a to slot 0 gives [a b c].
      if (this.#filled === this.#slots.length) this.#nextFromStream -= 1;
      else this.#filled += 1;
      this.#slots[slots[i] as number] = drawn[i] as number;
    }
    this.#random.goBackTo(random);
    this.#lastDraw = null;
  }
}
