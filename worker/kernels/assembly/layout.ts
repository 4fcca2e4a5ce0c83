// What the module tells the engine about its memory: each member becomes an exported constant, such as `plan.rate` or
// `size.panel` (index.ts gives the names). worker/kernels/bindings.ts reads them.

import { PIXEL_ROWS } from './pixels';
import { BLOCK_ROWS, Layer, PANEL, Plan } from './plan';

/** Bytes from the start of a `Plan` to each of its fields. */
export enum PlanOffset {
  layerCount = offsetof<Plan>('layerCount'),
  layers = offsetof<Plan>('layers'),
  optimizer = offsetof<Plan>('optimizer'),
  rate = offsetof<Plan>('rate'),
  epsilon = offsetof<Plan>('epsilon'),
  decay1 = offsetof<Plan>('decay1'),
  complement1 = offsetof<Plan>('complement1'),
  decay2 = offsetof<Plan>('decay2'),
  complement2 = offsetof<Plan>('complement2'),
  firstMoment = offsetof<Plan>('firstMoment'),
  secondMoment = offsetof<Plan>('secondMoment'),
  updated = offsetof<Plan>('updated'),
  count = offsetof<Plan>('count'),
  fromPixels = offsetof<Plan>('fromPixels'),
  pixels = offsetof<Plan>('pixels'),
  labels = offsetof<Plan>('labels'),
  losses = offsetof<Plan>('losses'),
  hits = offsetof<Plan>('hits'),
  correct = offsetof<Plan>('correct'),
  scratch = offsetof<Plan>('scratch'),
  scratchBytes = offsetof<Plan>('scratchBytes'),
  chunkRows = offsetof<Plan>('chunkRows'),
  missing = offsetof<Plan>('missing'),
  layer = offsetof<Plan>('layer'),
  pieceRows = offsetof<Plan>('pieceRows'),
  pieceColumns = offsetof<Plan>('pieceColumns'),
  piecesLeft = offsetof<Plan>('piecesLeft'),
  team = offsetof<Plan>('team'),
  threads = offsetof<Plan>('threads'),
}

/** Bytes from the start of a `Layer` to each of its fields. */
export enum LayerOffset {
  inputs = offsetof<Layer>('inputs'),
  units = offsetof<Layer>('units'),
  activation = offsetof<Layer>('activation'),
  rows = offsetof<Layer>('rows'),
  columns = offsetof<Layer>('columns'),
  half = offsetof<Layer>('half'),
  blockBytes = offsetof<Layer>('blockBytes'),
  kernel = offsetof<Layer>('kernel'),
  bias = offsetof<Layer>('bias'),
  input = offsetof<Layer>('input'),
  output = offsetof<Layer>('output'),
  dOutput = offsetof<Layer>('dOutput'),
}

export enum Size {
  /** Bytes of a `Plan`. */
  plan = offsetof<Plan>(),
  /** Bytes of a `Layer`. */
  layer = offsetof<Layer>(),
  panel = PANEL,
  blockRows = BLOCK_ROWS,
  pixelRows = PIXEL_ROWS,
}
