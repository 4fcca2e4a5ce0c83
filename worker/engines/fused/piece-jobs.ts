import type { KernelLayout, Kernels, PiecesJob } from '../../kernels/bindings';
import type { Work } from '../engine';
import type { FusedMemory, LayerPlacement } from './fused-memory';
import type { Records } from './records';

/** How an engine divides its work, in multiplications. */
export interface PieceSizes {
  /** A step of more than this is computed in pieces. */
  readonly longStep: number;
  /** At most about this many are one piece. */
  readonly piece: number;
}

/**
 * On a core of the machine in docs/performance.md a step of 300 million multiplications takes about 20 ms, and a piece of 32 million
 * takes 2 ms. So a core that is ten times slower still computes a piece in 20 ms.
 */
export const PIECE_SIZES: PieceSizes = { longStep: 3e8, piece: 32e6 };

/** Reading a weight takes about as long as this many multiplications. It matters in small batches. */
const READING = 8;
/** So does its update: reading and writing it and its moments. */
export const UPDATING = 32;

/** The parts of an engine that its jobs use. */
export interface JobParts {
  readonly kernels: Kernels;
  readonly layout: KernelLayout;
  readonly memory: FusedMemory;
  readonly records: Records;
}

/** The jobs of worker/kernels/assembly/pieces.ts on an engine's current batch, each of them in pieces. */
export class PieceJobs {
  readonly #parts: JobParts;
  readonly #piece: number;
  readonly #rows: number;

  constructor(parts: JobParts, { piece }: PieceSizes) {
    this.#parts = parts;
    this.#piece = piece;
    this.#rows = parts.layout.size.blockRows;
  }

  /** The output of one layer, from that of the layer before. */
  forwardOf(i: number): Work<void> {
    const { layer } = this.#parts.memory.layers[i] as LayerPlacement;
    return this.#job('forward', i, layer.inputs, this.#rows);
  }

  *forward(): Work<void> {
    for (const i of this.#parts.memory.layers.keys()) yield* this.forwardOf(i);
  }

  loss(): Work<void> {
    return this.#job('loss', 0, 1, 1);
  }

  probabilities(): Work<void> {
    return this.#job('probabilities', 0, 1, 1);
  }

  *backward(): Work<void> {
    const { layers } = this.#parts.memory;
    for (let i = layers.length - 1; i > 0; i--) {
      yield* this.#job('backward', i, (layers[i] as LayerPlacement).layer.units, this.#rows);
    }
  }

  /**
   * @param count images in the batch
   * @param updated bytes from a weight to the place of its updated value; 0 updates in place
   */
  *update(count: number, updated: number): Work<void> {
    const { layout, memory, records } = this.#parts;
    records.set('updated', updated);
    for (const i of memory.layers.keys()) {
      yield* this.#job('update', i, count + UPDATING - READING, layout.size.panel);
    }
  }

  /**
   * @param inner multiplications for one number of the result
   * @param rows rows of the result in a piece
   */
  *#job(job: PiecesJob, layer: number, inner: number, rows: number): Work<void> {
    const { kernels, layout, memory, records } = this.#parts;
    const { panel } = layout.size;
    const columns = Math.floor(this.#piece / (inner * (rows + READING)) / panel) * panel;
    records.set('layer', layer);
    records.set('pieceRows', this.#rows);
    records.set('pieceColumns', Math.max(panel, Math.min(columns, 2 ** 16)));
    kernels.beginPieces(memory.plan, layout.pieces[job]);
    while (kernels.computePiece(memory.plan)) yield;
  }
}
