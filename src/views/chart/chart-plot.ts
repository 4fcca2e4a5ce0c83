import { measureOn, type Palette, paint } from './drawing/canvas-painter';
import { areaOf, type ChartPicture, type ChartTicks, chartShapes } from './drawing/chart-shapes';
import type { PlotArea } from './drawing/plot-area';

/** How close the pointer must be to a line to select it, in CSS pixels. */
const NEAR = 8;

/** Font size of the target for which a drawing's lengths are CSS pixels. With larger text, everything is drawn larger. */
const FONT_SIZE = 16;

/** One chart on a canvas that fills the target, at the screen's pixel density. */
export class ChartPlot {
  readonly #canvas = document.createElement('canvas');
  readonly #context = this.#canvas.getContext('2d') as CanvasRenderingContext2D;
  readonly #target: HTMLElement;
  readonly #ticks: ChartTicks;
  readonly #fontFamily: string;
  #picture: ChartPicture;
  #area: PlotArea;
  #scale = 1;

  constructor(target: HTMLElement, ticks: ChartTicks, picture: ChartPicture, colours: Palette) {
    this.#target = target;
    this.#ticks = ticks;
    this.#fontFamily = getComputedStyle(target).fontFamily;
    target.append(this.#canvas);
    this.#picture = picture;
    this.#area = this.draw(picture, colours);
  }

  draw(picture: ChartPicture, colours: Palette): PlotArea {
    const { clientWidth, clientHeight } = this.#target;
    const scale = Number.parseFloat(getComputedStyle(this.#target).fontSize) / FONT_SIZE;
    this.#scale = scale;
    this.#picture = picture;
    this.#area = areaOf(picture, this.#ticks, clientWidth / scale, clientHeight / scale);
    this.#fit(clientWidth, clientHeight);
    const shapes = chartShapes(this.#area, picture, measureOn(this.#context, this.#fontFamily));
    paint(this.#context, shapes, colours, this.#fontFamily);
    return this.#area;
  }

  /** The x value, in epochs, at a position in the window. */
  epochAt(clientX: number): number {
    return this.#area.valueAt(this.#locate(clientX, 0)[0]);
  }

  /** The earlier run whose line passes nearest to a position in the window, if one is near. */
  pastRunNear(clientX: number, clientY: number): number | null {
    const [x, y] = this.#locate(clientX, clientY);
    let nearest: number | null = null;
    let least = NEAR;
    for (const { runId, values } of this.#picture.past) {
      // A steep line can pass close by although its height at exactly this x is far away.
      for (const place of [x, x - NEAR / 2, x + NEAR / 2]) {
        const distance = Math.abs(this.#heightAt(values, place) - y);
        if (distance < least) [nearest, least] = [runId, distance];
      }
    }
    return nearest;
  }

  destroy(): void {
    this.#canvas.remove();
  }

  /** A window position in the drawing's lengths, relative to the canvas's upper left corner. */
  #locate(clientX: number, clientY: number): readonly [x: number, y: number] {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return [(clientX - left) / this.#scale, (clientY - top) / this.#scale];
  }

  /** The y position of a line, in the drawing's lengths from the top, at an x position; NaN outside the line's range. */
  #heightAt(values: readonly number[], x: number): number {
    const place = this.#area.valueAt(x) - 1;
    const before = Math.floor(place);
    const from = values[before] ?? Number.NaN;
    const to = values[before + 1] ?? from;
    return this.#area.y(from + (to - from) * (place - before));
  }

  #fit(clientWidth: number, clientHeight: number): void {
    const ratio = devicePixelRatio;
    const canvas = this.#canvas;
    // Setting a canvas's size clears it and allocates its memory again, so set it only when it changes.
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, clientWidth, clientHeight);
    this.#context.scale(this.#scale, this.#scale);
  }
}
