import uPlot from 'uplot';
import type { ChartColour } from './chart-colours';

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
export function drawLine(plot: uPlot, { values }: PastLine, colour: string, width: number): void {
  const { ctx } = plot;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width * uPlot.pxRatio;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let x = 0;
  let y = 0;
  values.forEach((value, i) => {
    x = plot.valToPos(i + 1, 'x', true);
    y = plot.valToPos(value, 'y', true);
    ctx.lineTo(x, y);
  });
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y, (PAST_DOT_RADIUS + width / 2) * uPlot.pxRatio, 0, 2 * Math.PI);
  ctx.fill();
}

export function drawDot(plot: uPlot, epoch: number, value: number, colour: string, rim: string): void {
  const { ctx } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.arc(
    plot.valToPos(epoch, 'x', true),
    plot.valToPos(value, 'y', true),
    DOT_RADIUS * uPlot.pxRatio,
    0,
    2 * Math.PI,
  );
  ctx.fillStyle = colour;
  ctx.strokeStyle = rim;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}

export function drawCrosshair(plot: uPlot, epoch: number, colour: string): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(epoch, 'x', true);
  ctx.strokeStyle = colour;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** Ticks that stand on the x axis, each with its word above it where that has room; the later one where two meet. */
export function drawAxisMarks(
  plot: uPlot,
  marks: readonly AxisMark[],
  fontFamily: string,
  colours: Readonly<Record<ChartColour, string>>,
): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const bottom = bbox.top + bbox.height;
  ctx.font = `${11 * ratio}px ${fontFamily}`;
  ctx.textAlign = 'start';
  ctx.textBaseline = 'alphabetic';
  ctx.lineJoin = 'round';
  ctx.fillStyle = colours.ink;
  let free = bbox.left + bbox.width;
  for (const { atEpoch, label } of [...marks].reverse()) {
    const x = plot.valToPos(atEpoch, 'x', true);
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 1.5 * ratio;
    ctx.beginPath();
    ctx.moveTo(x, bottom);
    ctx.lineTo(x, bottom - AXIS_MARK_LENGTH * ratio);
    ctx.stroke();
    const { width } = ctx.measureText(label);
    const start = Math.max(Math.min(x - width / 2, bbox.left + bbox.width - width), bbox.left + 2 * ratio);
    if (start + width > free) continue;
    free = start - 8 * ratio;
    // A rim of the page's colour keeps the word readable where a curve runs through it.
    ctx.strokeStyle = colours.surface;
    ctx.lineWidth = 4 * ratio;
    const baseline = bottom - (AXIS_MARK_LENGTH + 4) * ratio;
    ctx.strokeText(label, start, baseline);
    ctx.fillText(label, start, baseline);
  }
}
