import { formatCount } from '../../../language/format-numbers';
import type { ChartColumns } from '../../../state/metric-history';
import { type AxisMark, axisMarks, crosshair, dot, type PastLine, pastLine } from './chart-marks';
import type { AxisRange } from './chart-range';
import { PlotArea } from './plot-area';
import { type Measure, SERIES, type SeriesName, type Shape } from './shapes';

/** Everything one drawing shows. */
export interface ChartPicture {
  readonly columns: ChartColumns;
  readonly past: readonly PastLine[];
  /** The earlier run that is drawn over the others. */
  readonly highlighted: number | null;
  readonly axisMarks: readonly AxisMark[];
  readonly x: AxisRange;
  readonly y: AxisRange;
  /** The epoch marked by dots. */
  readonly marked: { readonly epoch: number; readonly train: number; readonly validation: number } | null;
  /** Draws a line down from the dots, while an epoch is being inspected. */
  readonly crosshair: boolean;
}

/** The marks of the y axis. */
export interface ChartTicks {
  readonly formatTick: (value: number) => string;
  readonly tickSteps: readonly number[];
}

const EPOCH_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];
const EPOCH_ROOM = 36;
const TICK_ROOM = 34;
/** How far a dot at the end of a line extends beyond the axes. */
const DOT_REACH = 4;

/** The plot area of a drawing of this size. */
export function areaOf(
  { x, y }: ChartPicture,
  { tickSteps, formatTick }: ChartTicks,
  width: number,
  height: number,
): PlotArea {
  return new PlotArea(
    width,
    height,
    { range: x, steps: EPOCH_STEPS, room: EPOCH_ROOM, format: formatCount },
    { range: y, steps: tickSteps, room: TICK_ROOM, format: formatTick },
  );
}

/** The drawing. Earlier runs are drawn below the current one, except the highlighted run, which is drawn on top. */
export function chartShapes(area: PlotArea, picture: ChartPicture, measure: Measure): readonly Shape[] {
  const { columns, past, highlighted, marked } = picture;
  const line = (series: Exclude<SeriesName, 'past'>): Shape => ({
    kind: 'line',
    series,
    points: area.points(columns.x, columns[series]),
    ...SERIES[series],
  });
  const pointedAt = past.find(({ runId }) => runId === highlighted);
  const lines = [
    ...past.flatMap((run) => pastLine(area, run)),
    line('batch'),
    line('train'),
    line('validation'),
    ...(pointedAt
      ? [
          ...pastLine(area, pointedAt, { colour: 'surface', width: 5 }),
          ...pastLine(area, pointedAt, { colour: 'ink', width: 2 }),
        ]
      : []),
    ...axisMarks(area, picture.axisMarks, measure),
    ...(marked && picture.crosshair ? [crosshair(area, marked.epoch)] : []),
  ];
  const dots = marked
    ? [dot(area, marked.epoch, marked.train, 'ink'), dot(area, marked.epoch, marked.validation, 'accent')]
    : [];
  return [...area.axes(), area.inside(lines, DOT_REACH), ...dots];
}
