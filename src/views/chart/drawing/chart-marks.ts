import type { PlotArea } from './plot-area';
import { type Measure, SERIES, type Shape } from './shapes';

/** An earlier run: its value after each epoch, starting with the first. */
export interface PastLine {
  readonly runId: number;
  readonly values: readonly number[];
}

/** A labelled position on the x axis. */
export interface AxisMark {
  readonly atEpoch: number;
  readonly label: string;
}

const DOT_RADIUS = 4;
const PAST_DOT_RADIUS = 1.75;
const AXIS_MARK_LENGTH = 7;
const LABEL_SIZE = 11;

/** A line with a dot at its end, where the run ended. */
export function pastLine(area: PlotArea, { values }: PastLine, { colour, width } = SERIES.past): Shape[] {
  const last = values.at(-1);
  if (last === undefined) return [];
  const points = area.points(
    values.map((_, i) => i + 1),
    values,
  );
  const radius = PAST_DOT_RADIUS + width / 2;
  return [
    { kind: 'line', series: 'past', points, colour, width },
    { kind: 'dot', x: area.x(values.length), y: area.y(last), radius, colour },
  ];
}

export function dot(area: PlotArea, epoch: number, value: number, colour: 'ink' | 'accent'): Shape {
  return { kind: 'dot', x: area.x(epoch), y: area.y(value), radius: DOT_RADIUS, colour, rim: 'surface' };
}

export function crosshair(area: PlotArea, epoch: number): Shape {
  const { top, bottom } = area;
  const x = area.x(epoch);
  return { kind: 'line', points: [x, top, x, bottom], colour: 'muted', width: 1 };
}

/** Ticks on the x axis, each with its label above it if there is room. Where two labels collide, the later one is drawn. */
export function axisMarks(area: PlotArea, marks: readonly AxisMark[], measure: Measure): Shape[] {
  const { left, right, bottom } = area;
  const top = bottom - AXIS_MARK_LENGTH;
  let free = right;
  return [...marks].reverse().flatMap(({ atEpoch, label }): Shape[] => {
    const x = area.x(atEpoch);
    const tick: Shape = { kind: 'line', points: [x, bottom, x, top], colour: 'ink', width: 1.5 };
    const width = measure(label, LABEL_SIZE);
    const start = Math.max(Math.min(x - width / 2, right - width), left + 2);
    if (start + width > free) return [tick];
    free = start - 8;
    const text = { kind: 'text', words: label, size: LABEL_SIZE, anchor: 'start', colour: 'ink' } as const;
    return [tick, { ...text, x: start, y: top - 4, rim: 'surface' }];
  });
}
