import type { Activations } from '../../../worker/protocol';
import { className } from '../../language/class-names';
import { formatAccuracyTick, formatCount, formatLoss, UNKNOWN } from '../../language/format-numbers';
import { GARMENT_EDGE } from '../../ui/garment-canvas';
import { NETWORK } from './network.wording';
import type { DeadUnits, IntoUnit } from './network-answers';
import type { NetworkLayout } from './network-layout';
import { type Place, shownUnit, unitsOf } from './network-places';

/** The number of connections that a sentence names. The picture shows more. */
const NAMED = 3;

/** What is known about a network and its garment. */
export interface Known {
  readonly layout: NetworkLayout;
  readonly answer: Activations | null;
  readonly into: IntoUnit | null;
  readonly dead: DeadUnits | null;
  readonly classNames: readonly string[];
}

/** The outputs of a layer of the picture: hidden units, or logits. */
export function outputsOf({ answer }: Pick<Known, 'answer'>, layer: number): Float32Array | null {
  return answer && (answer.hidden[layer] ?? answer.logits);
}

/** The unit whose connections a place shows. For a probability, it is the logit of the same class. */
export function unitAt(
  known: Pick<Known, 'layout' | 'answer'>,
  { layer, cell }: Place,
): { layer: number; unit: number } {
  const last = known.layout.layers.length - 1;
  if (layer >= last) return { layer: last, unit: cell };
  const grid = known.layout.layers[layer];
  return { layer, unit: grid ? shownUnit(grid, cell, outputsOf(known, layer)) : 0 };
}

/** A number with its sign: `+0.5000`, `−0.5000` */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${formatLoss(Math.abs(value))}`;
}

/** A place in words: its value, and whether it is dead. */
export function placeWords(known: Known, place: Place): string {
  const { layout, answer, dead } = known;
  const { layer, unit } = unitAt(known, place);
  if (place.layer === layout.layers.length) {
    const share = answer?.probabilities[place.cell];
    return NETWORK.probability(nameOf(known, unit), share === undefined ? UNKNOWN : formatAccuracyTick(share));
  }
  const value = outputsOf(known, layer)?.[unit];
  const name = unitName(known, place, unit);
  const words = value === undefined ? `${name}.` : `${name}: ${decimals(value)}.`;
  return dead?.layers[layer]?.[unit] ? `${words} ${NETWORK.dead}` : words;
}

/** The strongest connections into a place in words; empty until they are known. */
export function connectionWords(known: Known, place: Place): string {
  const { layer, unit } = unitAt(known, place);
  const { into } = known;
  if (into?.layer !== layer || into.unit !== unit || into.connections.length === 0) return '';
  return NETWORK.strongest(into.connections.slice(0, NAMED).map(wordsOf(layer)).join(' · '));
}

/** `0.5000`, `−0.5000` */
export function decimals(value: number): string {
  return value < 0 ? signed(value) : formatLoss(value);
}

export function nameOf({ classNames }: Pick<Known, 'classNames'>, label: number): string {
  return className(classNames[label] ?? String(label));
}

function unitName(known: Known, { layer, cell }: Place, unit: number): string {
  const grid = known.layout.layers[layer];
  if (!grid || layer === known.layout.layers.length - 1) return NETWORK.logit(nameOf(known, unit));
  if (grid.perCell === 1) return NETWORK.unit(...counts(layer + 1, unit + 1, grid.units));
  const { first, end } = unitsOf(grid, cell);
  return NETWORK.group(...counts(layer + 1, first + 1, end, unit + 1));
}

function counts<N extends readonly number[]>(...numbers: N): { [K in keyof N]: string } {
  return numbers.map(formatCount) as unknown as { [K in keyof N]: string };
}

const wordsOf =
  (layer: number) =>
  ({ from, share }: { readonly from: number; readonly share: number }): string =>
    layer === 0
      ? NETWORK.fromPixel(
          ...counts(Math.floor(from / GARMENT_EDGE) + 1, (from % GARMENT_EDGE) + 1),
          signed(share),
        )
      : NETWORK.fromUnit(...counts(from + 1), signed(share));
