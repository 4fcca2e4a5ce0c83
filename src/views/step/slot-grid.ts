/** The slots of a shuffle buffer as cells of a picture. */
export interface SlotGrid {
  readonly columns: number;
  readonly rows: number;
  /** The number of slots that one cell stands for. */
  readonly perCell: number;
  /** How often the batch draws from each cell. */
  readonly drawn: Uint32Array;
}

const COLUMNS = 64;
const MOST_ROWS = 32;

/**
 * Places the slots in a grid of at most 64 × 32 cells, row by row. A larger buffer has several slots in a cell.
 * @param slots the size of the buffer
 * @param drawn the slots that the batch is drawn from; a slot that is filled again can be drawn again
 */
export function slotGrid(slots: number, drawn: ArrayLike<number>): SlotGrid {
  const perCell = Math.max(1, Math.ceil(slots / (COLUMNS * MOST_ROWS)));
  const cells = Math.ceil(slots / perCell);
  const counts = new Uint32Array(cells);
  for (let i = 0; i < drawn.length; i++) {
    const cell = Math.floor((drawn[i] as number) / perCell);
    counts[cell] = (counts[cell] as number) + 1;
  }
  return { columns: COLUMNS, rows: Math.ceil(cells / COLUMNS), perCell, drawn: counts };
}
