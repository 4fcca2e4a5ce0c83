import type { Activation } from '../../../worker/protocol';
import { formatAccuracyTick, formatCount } from '../../language/format-numbers';
import { GARMENT_EDGE } from '../../ui/garment-canvas';
import { NETWORK } from './network.wording';
import { type Box, CLASSES, type LayerGrid, type NetworkLayout } from './network-layout';
import { boxOf, type Place, unitsOf } from './network-places';
import type { NetworkShape } from './network-shape';
import { type Known, nameOf, outputsOf, unitAt } from './network-words';
import type { Pencil } from './pencil';

/** Width of a caption that names the activation, in units of the font size. In a narrower one its graph is enough. */
const NAMED_ACTIVATION = 5.5;

/** What the picture shows. */
export interface NetworkScene extends Known {
  readonly shape: NetworkShape;
  readonly image: Uint8Array | null;
  /** The place whose connections are shown. */
  readonly marked: Place | null;
  /** Whether the visitor chose the place, so it gets a frame. */
  readonly isChosen: boolean;
}

/** Draws the picture on a canvas whose pixels are CSS pixels, see `Pencil`. */
export function drawNetwork(pencil: Pencil, scene: NetworkScene): void {
  const { layout, shape } = scene;
  const columns = [layout.image, ...layout.layers];
  for (const [i, box] of columns.slice(1).entries()) pencil.fan(columns[i] as Box, box, layout.isUpright);
  drawImage(pencil, layout.image, scene.image);
  for (const [layer, grid] of layout.layers.entries()) drawLayer(pencil, scene, layer, grid);
  drawConnections(pencil, scene);
  drawOutputs(pencil, scene);
  if (scene.isChosen && scene.marked) pencil.frame(boxOf(layout, scene.marked));
  drawCaptions(pencil, layout, shape);
}

function drawImage(pencil: Pencil, { x, y, width, height }: Box, image: Uint8Array | null): void {
  const edge = width / GARMENT_EDGE;
  pencil.outline({ x, y, width, height });
  image?.forEach((byte, i) => {
    if (byte === 0) return;
    const at = { x: x + (i % GARMENT_EDGE) * edge, y: y + Math.floor(i / GARMENT_EDGE) * edge };
    pencil.fill({ ...at, width: edge, height: edge }, 'ink', byte / 255);
  });
}

function drawLayer(pencil: Pencil, scene: NetworkScene, layer: number, grid: LayerGrid): void {
  const outputs = outputsOf(scene, layer);
  const limit = outputs
    ? scaleEnd(outputs, layer < scene.shape.hiddenUnits.length && scene.shape.activation)
    : 1;
  const margin = Math.max(1, grid.edge / 12);
  for (let cell = 0; cell < grid.cells; cell++) {
    const { x, y, width } = boxOf(scene.layout, { layer, cell });
    const square = { x: x + margin / 2, y: y + margin / 2, width: width - margin, height: width - margin };
    const value = outputs?.[unitAt(scene, { layer, cell }).unit] ?? 0;
    pencil.fill(square, 'surface', 1);
    pencil.fill(square, value < 0 ? 'negative' : 'positive', Math.min(1, Math.abs(value) / limit));
    pencil.outline(square);
    if (isDead(scene.dead?.layers[layer], grid, cell)) pencil.cross(square);
  }
}

/** The output at the end of the colour scale: the limit of the activation function, or the largest output of the layer. */
function scaleEnd(outputs: Float32Array, activation: Activation | false): number {
  if (activation === 'tanh' || activation === 'sigmoid') return 1;
  return outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
}

/** A square is marked if all units that it stands for are dead. */
function isDead(dead: Uint8Array | undefined, grid: LayerGrid, cell: number): boolean {
  if (!dead) return false;
  const { first, end } = unitsOf(grid, cell);
  return dead.subarray(first, end).every((isDead) => isDead === 1);
}

/** Blue-green raises the unit's sum; orange and dashed lowers it. The width is the share of the strongest connection. */
function drawConnections(pencil: Pencil, { layout, into, marked, ...rest }: NetworkScene): void {
  if (!into || !marked) return;
  const { layer, unit } = unitAt({ layout, ...rest }, marked);
  if (into.layer !== layer || into.unit !== unit) return;
  const to = boxOf(layout, { layer, cell: marked.cell });
  const before = layout.layers[layer - 1];
  const strongest = Math.abs(into.connections[0]?.share ?? 1);
  for (const { from, share } of [...into.connections].reverse()) {
    const start = before
      ? boxOf(layout, { layer: layer - 1, cell: Math.floor(from / before.perCell) })
      : pixelBox(layout.image, from);
    pencil.connection(start, to, share / strongest, layout.isUpright);
    if (!before) pencil.spot(start, share < 0 ? 'negative' : 'positive');
  }
}

function pixelBox({ x, y, width }: Box, pixel: number): Box {
  const edge = width / GARMENT_EDGE;
  return {
    x: x + (pixel % GARMENT_EDGE) * edge,
    y: y + Math.floor(pixel / GARMENT_EDGE) * edge,
    width: edge,
    height: edge,
  };
}

function drawOutputs(pencil: Pencil, scene: NetworkScene): void {
  const { layout, answer } = scene;
  const { u } = pencil;
  const best = answer ? answer.probabilities.indexOf(Math.max(...answer.probabilities)) : -1;
  for (let cell = 0; cell < CLASSES; cell++) {
    const { x, y, width, height } = boxOf(layout, { layer: layout.layers.length, cell });
    const isBest = cell === best;
    const names = Math.min(7 * u, 0.46 * width);
    const middle = y + height / 2;
    pencil.text(scene.classNames.length > 0 ? nameOf(scene, cell) : String(cell), x + 0.5 * u, middle, {
      width: names - u,
      weight: isBest ? 600 : 400,
      colour: isBest ? 'ink' : 'muted',
    });
    const bar = { x: x + names, y: middle - 0.3125 * u, width: width - names - 3 * u, height: 0.625 * u };
    pencil.fill({ ...bar, width: 1 }, 'edge', 1);
    const share = answer?.probabilities[cell];
    if (share === undefined) continue;
    pencil.fill({ ...bar, width: bar.width * share }, isBest ? 'accent' : 'edge', 1);
    pencil.text(formatAccuracyTick(share), x + width, middle, {
      width: 3 * u,
      align: 'right',
      weight: isBest ? 600 : 400,
      colour: isBest ? 'ink' : 'muted',
    });
  }
}

function drawCaptions(pencil: Pencil, layout: NetworkLayout, { hiddenUnits, activation }: NetworkShape): void {
  const words = [
    [NETWORK.input, '28 × 28'],
    ...hiddenUnits.map((units, i) => {
      const hasRoom = (layout.captions[i + 1]?.width ?? 0) >= NAMED_ACTIVATION * pencil.u;
      return [NETWORK.layer(formatCount(i + 1)), formatCount(units) + (hasRoom ? ` · ${activation}` : '')];
    }),
    [NETWORK.logits, ''],
    [NETWORK.probabilities, layout.isUpright ? 'softmax' : ''],
  ] as const;
  for (const [i, box] of layout.captions.entries()) {
    const [name = '', size = ''] = words[i] ?? [];
    pencil.caption(box, name, size, layout.isUpright && i > 0);
    if (i > 0 && i <= hiddenUnits.length) pencil.curve(box, activation, layout.isUpright);
  }
}
