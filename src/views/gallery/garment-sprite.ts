import { LatestOnly } from '../../state/latest-only';
import type { LoadGarments } from '../../state/sources';
import { GARMENT_EDGE, GARMENT_PIXELS, paintGarment } from '../../ui/garment-canvas';

/** Garments per row of the sprite, and its number of rows: 1,024 garments take 3 MB, however far one scrolls. */
const SIDE = 32;
/** Time between two loads. Garments scrolled past in between are never loaded. */
const PAUSE_MS = 30;

/**
 * The most recently shown garments of one data set, in one canvas, as masks without colour. The caller chooses the
 * ink when drawing them.
 */
export class GarmentSprite {
  readonly #load: LoadGarments;
  readonly #loaded: () => void;
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  /** The slot of each garment, in the order they were painted. */
  readonly #slots = new Map<number, number>();
  #wanted: readonly number[] = [];
  readonly #loads = new LatestOnly(() => this.#loadMissing(), PAUSE_MS);

  /** @param loaded called when missing garments have arrived */
  constructor(load: LoadGarments, loaded: () => void) {
    this.#load = load;
    this.#loaded = loaded;
    this.#canvas.width = this.#canvas.height = SIDE * GARMENT_EDGE;
    this.#context = this.#canvas.getContext('2d') as CanvasRenderingContext2D;
  }

  /** Loads the missing ones of these garments. Earlier requests that have not been answered are dropped. */
  want(indices: readonly number[]): void {
    this.#wanted = indices.slice(0, SIDE * SIDE);
    if (this.#missing().length > 0) this.#loads.request();
  }

  /** Draws a garment as a mask. @returns whether it was loaded */
  draw(context: CanvasRenderingContext2D, index: number, x: number, y: number, edge: number): boolean {
    const slot = this.#slots.get(index);
    if (slot === undefined) return false;
    const [left, top] = corner(slot);
    context.drawImage(this.#canvas, left, top, GARMENT_EDGE, GARMENT_EDGE, x, y, edge, edge);
    return true;
  }

  #missing(): number[] {
    return this.#wanted.filter((index) => !this.#slots.has(index));
  }

  async #loadMissing(): Promise<void> {
    const missing = this.#missing();
    if (missing.length === 0) return;
    let pixels: Uint8Array;
    try {
      pixels = await this.#load(missing);
    } catch {
      // The data was dropped, so there is nothing to show. If it is loaded again, the next drawing requests it.
      return;
    }
    for (const [i, index] of missing.entries()) {
      const [left, top] = corner(this.#freeSlot(index));
      const garment = pixels.subarray(i * GARMENT_PIXELS, (i + 1) * GARMENT_PIXELS);
      paintGarment(this.#context, garment, 'rgb(0, 0, 0)', left, top);
    }
    this.#loaded();
  }

  /** Gives a garment the next free slot, or the slot of the oldest garment that is not currently wanted. */
  #freeSlot(index: number): number {
    let slot = this.#slots.size;
    if (slot === SIDE * SIDE) {
      const wanted = new Set(this.#wanted);
      const painted = [...this.#slots.keys()];
      const oldest = painted.find((one) => !wanted.has(one)) ?? (painted[0] as number);
      slot = this.#slots.get(oldest) as number;
      this.#slots.delete(oldest);
    }
    this.#slots.set(index, slot);
    return slot;
  }
}

function corner(slot: number): [left: number, top: number] {
  return [(slot % SIDE) * GARMENT_EDGE, Math.floor(slot / SIDE) * GARMENT_EDGE];
}
