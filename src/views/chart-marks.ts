import type { ChartColour } from './chart-colours';
import type { PlotArea } from './plot-area';

/** An earlier run: its values after each epoch, from the first on. */
export interface PastLine {
  readonly runId: number;
  readonly values: readonly number[];
}

/** A place on the x axis with a word at it. */
export interface AxisMark {
  readonly atEpoch: number;
  readonly label: string;
}

const DOT_RADIUS = 4;
const PAST_DOT_RADIUS = 1.75;
const AXIS_MARK_LENGTH = 7;

/** A line with a dot at its end, where the run ended. */
export function drawPastLine(area: PlotArea, { values }: PastLine, colour: string, width: number): void {
  const epochs = values.map((_, i) => i + 1);
  area.line(epochs, values, colour, width);
  const last = values.at(-1);
  if (last !== undefined) fillDot(area, values.length, last, PAST_DOT_RADIUS + width / 2, colour);
}

export function drawDot(area: PlotArea, epoch: number, value: number, colour: string, rim: string): void {
  fillDot(area, epoch, value, DOT_RADIUS, colour);
  const { context } = area;
  context.strokeStyle = rim;
  context.lineWidth = 1.5;
  context.stroke();
}

export function drawCrosshair(area: PlotArea, epoch: number, colour: string): void {
  stroke(area.context, area.x(epoch), area.top, area.bottom, colour, 1);
}

/** Ticks that stand on the x axis, each with its word above it where that has room; the later one where two meet. */
export function drawAxisMarks(
  area: PlotArea,
  marks: readonly AxisMark[],
  fontFamily: string,
  colours: Readonly<Record<ChartColour, string>>,
): void {
  const { context, left, right, bottom } = area;
  context.font = `11px ${fontFamily}`;
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
  context.fillStyle = colours.ink;
  let free = right;
  for (const { atEpoch, label } of [...marks].reverse()) {
    const x = area.x(atEpoch);
    stroke(context, x, bottom, bottom - AXIS_MARK_LENGTH, colours.ink, 1.5);
    const { width } = context.measureText(label);
    const start = Math.max(Math.min(x - width / 2, right - width), left + 2);
    if (start + width > free) continue;
    free = start - 8;
    // A rim of the page's colour keeps the word readable where a curve runs through it.
    context.strokeStyle = colours.surface;
    context.lineWidth = 4;
    context.lineJoin = 'round';
    const baseline = bottom - AXIS_MARK_LENGTH - 4;
    context.strokeText(label, start, baseline);
    context.fillText(label, start, baseline);
  }
}

function fillDot(area: PlotArea, epoch: number, value: number, radius: number, colour: string): void {
  const { context } = area;
  context.beginPath();
  context.arc(area.x(epoch), area.y(value), radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/** A vertical line. */
function stroke(
  context: CanvasRenderingContext2D,
  x: number,
  from: number,
  to: number,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  context.stroke();
}
