import uPlot from 'uplot';
import type { ChartColumns } from '../metric-history';
import type { ChartColour } from './chart-colours';
import type { AxisRange } from './chart-range';

/** All that one drawing shows. */
export interface ChartPicture {
  readonly columns: ChartColumns;
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
const DOT_RADIUS = 4;

/** uPlot with this trainer's axes and lines. Colours are read anew at each drawing. */
export class ChartPlot {
  readonly #target: HTMLElement;
  readonly #plot: uPlot;
  #picture: ChartPicture;

  constructor(target: HTMLElement, picture: ChartPicture, ticks: ChartTicks) {
    this.#target = target;
    this.#picture = picture;
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

  destroy(): void {
    this.#plot.destroy();
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
    const font = `12px ${getComputedStyle(this.#target).fontFamily}`;
    const axis = { stroke: colour('muted'), font, ticks: { show: false } };
    return {
      ...this.#size(),
      padding: [8, 12, 0, 0],
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
      hooks: { draw: [(plot) => this.#drawMarks(plot)] },
    };
  }

  #drawMarks(plot: uPlot): void {
    const { marked, crosshair, colours } = this.#picture;
    if (!marked) return;
    const { ctx, bbox } = plot;
    const x = plot.valToPos(marked.epoch, 'x', true);
    ctx.save();
    if (crosshair) {
      ctx.strokeStyle = colours.muted;
      ctx.lineWidth = uPlot.pxRatio;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    const dot = (value: number, colour: string) => {
      ctx.beginPath();
      ctx.arc(x, plot.valToPos(value, 'y', true), DOT_RADIUS * uPlot.pxRatio, 0, 2 * Math.PI);
      ctx.fillStyle = colour;
      ctx.strokeStyle = colours.surface;
      ctx.lineWidth = 1.5 * uPlot.pxRatio;
      ctx.fill();
      ctx.stroke();
    };
    dot(marked.train, colours.ink);
    dot(marked.validation, colours.accent);
    ctx.restore();
  }
}

function dataOf({ columns }: ChartPicture): uPlot.AlignedData {
  return [columns.x, columns.batch, columns.train, columns.validation];
}
