import { formatCount } from '../format-numbers';
import type { ChartColumns } from '../metric-history';
import type { ChartColour } from './chart-colours';
import {
  type AxisMark,
  drawAxisMarks,
  drawCrosshair,
  drawDot,
  drawPastLine,
  type PastLine,
} from './chart-marks';
import type { AxisRange } from './chart-range';
import { PlotArea } from './plot-area';

/** All that one drawing shows. */
export interface ChartPicture {
  readonly columns: ChartColumns;
  readonly past: readonly PastLine[];
  /** The earlier run that is drawn over the others. */
  readonly highlighted: number | null;
  readonly axisMarks: readonly AxisMark[];
  readonly x: AxisRange;
  readonly y: AxisRange;
  /** The epoch that carries the dots. */
  readonly marked: { readonly epoch: number; readonly train: number; readonly validation: number } | null;
  /** Draws a line down from the dots, while an epoch is being inspected. */
  readonly crosshair: boolean;
  readonly colours: Readonly<Record<ChartColour, string>>;
}

/** The marks of the y axis. */
export interface ChartTicks {
  readonly formatTick: (value: number) => string;
  readonly tickSteps: readonly number[];
}

const EPOCH_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];
const EPOCH_ROOM = 36;
const TICK_ROOM = 34;
/** How far a dot at the end of a line reaches over the axes. */
const DOT_REACH = 4;
/** How near to a line the pointer has to come, in CSS pixels. */
const NEAR = 8;

/** One chart's lines in a plot area. Colours are read anew at each drawing. */
export class ChartPlot {
  readonly #area: PlotArea;
  readonly #ticks: ChartTicks;
  readonly #fontFamily: string;
  #picture: ChartPicture;

  constructor(target: HTMLElement, picture: ChartPicture, ticks: ChartTicks) {
    this.#area = new PlotArea(target);
    this.#ticks = ticks;
    this.#fontFamily = getComputedStyle(target).fontFamily;
    this.#picture = picture;
    this.draw(picture);
  }

  draw(picture: ChartPicture): void {
    this.#picture = picture;
    const { x, y, colours } = picture;
    const { tickSteps, formatTick } = this.#ticks;
    this.#area.begin(
      { range: x, steps: EPOCH_STEPS, room: EPOCH_ROOM, format: formatCount },
      { range: y, steps: tickSteps, room: TICK_ROOM, format: formatTick },
      { ink: colours.muted, grid: colours.line, fontFamily: this.#fontFamily },
    );
    this.#area.inside(() => this.#drawLines(), DOT_REACH);
    this.#drawDots();
  }

  /** The place on the x axis, in epochs, under a position in the window. */
  epochAt(clientX: number): number {
    return this.#area.valueAt(this.#area.locate(clientX, 0)[0]);
  }

  /** The earlier run whose line passes nearest to a position in the window, if one is near. */
  pastRunNear(clientX: number, clientY: number): number | null {
    const [x, y] = this.#area.locate(clientX, clientY);
    let nearest: number | null = null;
    let least = NEAR;
    for (const { runId, values } of this.#picture.past) {
      // A steep line is near although its height at exactly this place is far off.
      for (const place of [x, x - NEAR / 2, x + NEAR / 2]) {
        const distance = Math.abs(this.#heightAt(values, place) - y);
        if (distance < least) [nearest, least] = [runId, distance];
      }
    }
    return nearest;
  }

  destroy(): void {
    this.#area.remove();
  }

  /** The height of a line, in CSS pixels from the top, at a distance from the left; NaN outside of it. */
  #heightAt(values: readonly number[], x: number): number {
    const place = this.#area.valueAt(x) - 1;
    const before = Math.floor(place);
    const from = values[before] ?? Number.NaN;
    const to = values[before + 1] ?? from;
    return this.#area.y(from + (to - from) * (place - before));
  }

  /** Earlier runs lie below the lines of the present one, but for the one that is pointed at. */
  #drawLines(): void {
    const area = this.#area;
    const { columns, past, highlighted, axisMarks, marked, crosshair, colours } = this.#picture;
    for (const line of past) drawPastLine(area, line, colours.edge, 1);
    area.line(columns.x, columns.batch, colours.batches, 1);
    area.line(columns.x, columns.train, colours.ink, 1.5, [5, 4]);
    area.line(columns.x, columns.validation, colours.accent, 2);
    const line = past.find(({ runId }) => runId === highlighted);
    if (line) drawPastLine(area, line, colours.surface, 5);
    if (line) drawPastLine(area, line, colours.ink, 2);
    drawAxisMarks(area, axisMarks, this.#fontFamily, colours);
    if (marked && crosshair) drawCrosshair(area, marked.epoch, colours.muted);
  }

  #drawDots(): void {
    const { marked, colours } = this.#picture;
    if (!marked) return;
    drawDot(this.#area, marked.epoch, marked.train, colours.ink, colours.surface);
    drawDot(this.#area, marked.epoch, marked.validation, colours.accent, colours.surface);
  }
}
