import { type Box, CLASSES, type LayerGrid, type NetworkLayout } from './network-layout';

/** A square of a layer, or a row of the probabilities, which are the layer after the logits. */
export interface Place {
  /** 0 is the first hidden layer. */
  readonly layer: number;
  readonly cell: number;
}

/** The number of places in a layer. */
export function cellsIn(layout: NetworkLayout, layer: number): number {
  return layout.layers[layer]?.cells ?? CLASSES;
}

/** The rectangle of a place. */
export function boxOf({ layers, outputs }: NetworkLayout, { layer, cell }: Place): Box {
  const grid = layers[layer];
  if (grid) {
    const { edge, columns } = grid;
    const x = grid.x + (cell % columns) * edge;
    return { x, y: grid.y + Math.floor(cell / columns) * edge, width: edge, height: edge };
  }
  const height = outputs.height / CLASSES;
  return { ...outputs, y: outputs.y + cell * height, height };
}

/** The place at a point of the picture; null between the layers. */
export function placeAt(layout: NetworkLayout, x: number, y: number): Place | null {
  for (let layer = 0; layer <= layout.layers.length; layer++) {
    const box = layout.layers[layer] ?? layout.outputs;
    if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue;
    const grid = layout.layers[layer];
    const cell = grid
      ? Math.floor((y - grid.y) / grid.edge) * grid.columns + Math.floor((x - grid.x) / grid.edge)
      : Math.floor(((y - box.y) / box.height) * CLASSES);
    return cell < cellsIn(layout, layer) ? { layer, cell } : null;
  }
  return null;
}

/** The units that a square stands for: from the first to before `end`. */
export function unitsOf(
  { units, perCell }: LayerGrid,
  cell: number,
): { readonly first: number; readonly end: number } {
  const first = cell * perCell;
  return { first, end: Math.min(units, first + perCell) };
}

/** The unit that a square shows: of its units, the one with the largest output. Without outputs, the first. */
export function shownUnit(grid: LayerGrid, cell: number, outputs: ArrayLike<number> | null): number {
  const { first, end } = unitsOf(grid, cell);
  let shown = first;
  for (let unit = first + 1; outputs && unit < end; unit++) {
    if (Math.abs(outputs[unit] as number) > Math.abs(outputs[shown] as number)) shown = unit;
  }
  return shown;
}

/**
 * The place that a key moves to; null for other keys. An arrow moves to the next square, and from the edge of a layer to the nearest one
 * of the next layer. Page Up and Page Down change the layer, Home and End go to its first and last unit.
 */
export function placeAfterKey(layout: NetworkLayout, from: Place, key: string): Place | null {
  const { layer, cell } = from;
  const count = cellsIn(layout, layer);
  const columns = layout.layers[layer]?.columns ?? 1;
  const column = cell % columns;
  const isLast = (next: number) => next >= count;
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? { layer, cell: cell - 1 } : beside(layout, from, layout.isUpright ? 0 : -1);
    case 'ArrowRight':
      return column < columns - 1 && !isLast(cell + 1)
        ? { layer, cell: cell + 1 }
        : beside(layout, from, layout.isUpright ? 0 : 1);
    case 'ArrowUp':
      return cell >= columns
        ? { layer, cell: cell - columns }
        : beside(layout, from, layout.isUpright ? -1 : 0);
    case 'ArrowDown':
      return !isLast(cell + columns)
        ? { layer, cell: cell + columns }
        : beside(layout, from, layout.isUpright ? 1 : 0);
    case 'PageUp':
      return beside(layout, from, -1);
    case 'PageDown':
      return beside(layout, from, 1);
    case 'Home':
      return { layer, cell: 0 };
    case 'End':
      return { layer, cell: count - 1 };
    default:
      return null;
  }
}

/** The nearest place of the layer before or after; the same place if there is none. */
function beside(layout: NetworkLayout, from: Place, by: number): Place {
  const layer = from.layer + by;
  if (by === 0 || layer < 0 || layer > layout.layers.length) return from;
  const start = boxOf(layout, from);
  let found: Place = { layer, cell: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < cellsIn(layout, layer); cell++) {
    const box = boxOf(layout, { layer, cell });
    const distance = Math.hypot(
      box.x + box.width / 2 - start.x - start.width / 2,
      box.y + box.height / 2 - start.y - start.height / 2,
    );
    if (distance < least) [least, found] = [distance, { layer, cell }];
  }
  return found;
}
