import uPlot from 'uplot';
import { formatCount } from '../format-numbers';
import type { ChartColumns } from '../metric-history';
import type { ChartColour } from './chart-colours';
import { type AxisMark, drawAxisMarks, drawCrosshair, drawDot, drawLine, type PastLine } from './chart-marks';
import type { AxisRange } from './chart-range';

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
  readonly tickSteps: number[];
}

const Y_AXIS_WIDTH = 40;
const X_AXIS_HEIGHT = 26;
/** How near to a line the pointer has to come, in CSS pixels. */
const NEAR = 8;

/** uPlot with this trainer's axes and lines. Colours are read anew at each drawing. */
export class ChartPlot {
  readonly #target: HTMLElement;
  readonly #plot: uPlot;
  readonly #font: string;
  #picture: ChartPicture;

  constructor(target: HTMLElement, picture: ChartPicture, ticks: ChartTicks) {
    this.#target = target;
    this.#picture = picture;
    this.#font = getComputedStyle(target).fontFamily;
    this.#plot = new uPlot(this.#options(ticks), dataOf(picture), target);
  }

  draw(picture: ChartPicture): void {
    this.#picture = picture;
    const plot = this.#plot;
    const { width, height } = this.#size();
    if (width === 0) return;
    plot.batch(() => {
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
      plot.setData(dataOf(picture));
    });
  }

  /** The place on the x axis, in epochs, under a position in the window. */
  epochAt(clientX: number): number {
    return this.#plot.posToVal(clientX - this.#plot.over.getBoundingClientRect().left, 'x');
  }

  /** The earlier run whose line passes nearest to a position in the window, if one is near. */
  pastRunNear(clientX: number, clientY: number): number | null {
    const { left, top } = this.#plot.over.getBoundingClientRect();
    const x = clientX - left;
    const y = clientY - top;
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
    this.#plot.destroy();
  }

  /** The height of a line, in CSS pixels from the top, at a distance from the left; NaN outside of it. */
  #heightAt(values: readonly number[], x: number): number {
    const place = this.#plot.posToVal(x, 'x') - 1;
    const before = Math.floor(place);
    const from = values[before] ?? Number.NaN;
    const to = values[before + 1] ?? from;
    return this.#plot.valToPos(from + (to - from) * (place - before), 'y');
  }

  #size(): { width: number; height: number } {
    return { width: this.#target.clientWidth, height: this.#target.clientHeight };
  }

  #options({ formatTick, tickSteps }: ChartTicks): uPlot.Options {
    const colour = (name: ChartColour) => () => this.#picture.colours[name];
    const line = (name: ChartColour, width: number, dash: number[] = []): uPlot.Series => ({
      stroke: colour(name),
      width,
      dash,
      spanGaps: true,
      points: { show: false },
    });
    const axis = { stroke: colour('muted'), font: `12px ${this.#font}`, ticks: { show: false } };
    return {
      ...this.#size(),
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [...this.#picture.x] },
        y: { range: () => [...this.#picture.y] },
      },
      axes: [
        {
          ...axis,
          size: X_AXIS_HEIGHT,
          gap: 6,
          space: 36,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000],
          values: (_, ticks) => ticks.map(formatCount),
          grid: { show: false },
          border: { show: true, stroke: colour('muted'), width: 1 },
        },
        {
          ...axis,
          size: Y_AXIS_WIDTH,
          gap: 8,
          space: 34,
          incrs: tickSteps,
          grid: { stroke: colour('line'), width: 1 },
          values: (_, ticks) => ticks.map(formatTick),
        },
      ],
      series: [{}, line('batches', 1), line('ink', 1.5, [5, 4]), line('accent', 2)],
      hooks: { drawAxes: [() => this.#drawPast()], draw: [() => this.#drawOver()] },
    };
  }

  /** Earlier runs lie below the lines of the present one. */
  #drawPast(): void {
    const { past, colours } = this.#picture;
    this.#paint(() => {
      for (const line of past) drawLine(this.#plot, line, colours.edge, 1);
    });
  }

  #drawOver(): void {
    const { past, highlighted, axisMarks, marked, crosshair, colours } = this.#picture;
    const plot = this.#plot;
    this.#paint(() => {
      const line = past.find(({ runId }) => runId === highlighted);
      if (line) drawLine(plot, line, colours.surface, 5);
      if (line) drawLine(plot, line, colours.ink, 2);
      drawAxisMarks(plot, axisMarks, this.#font, colours);
      if (marked && crosshair) drawCrosshair(plot, marked.epoch, colours.muted);
    });
    if (!marked) return;
    drawDot(plot, marked.epoch, marked.train, colours.ink, colours.surface);
    drawDot(plot, marked.epoch, marked.validation, colours.accent, colours.surface);
  }

  /** Paints inside of the axes alone, and as far as a dot reaches at the right. */
  #paint(draw: () => void): void {
    const { ctx, bbox } = this.#plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width + 4 * uPlot.pxRatio, bbox.height);
    ctx.clip();
    draw();
    ctx.restore();
  }
}

function dataOf({ columns }: ChartPicture): uPlot.AlignedData {
  return [columns.x, columns.batch, columns.train, columns.validation];
}
