/**
 * A chart as PNG or SVG. This file is a separate bundle, `chart-file.js`, loaded when a chart is saved. It contains no
 * wording and must import none: the sentences are loaded once, with the element.
 */
import { type ExportedFile, TrainerError } from '../../../worker/protocol';
import type { ChartFormat } from '../../state/download-names';
import { measureOn, type Palette, paint } from './drawing/canvas-painter';
import { type ChartToExport, figureOf } from './drawing/chart-figure';
import { layOutFigure } from './drawing/figure-layout';
import { svgOf } from './drawing/svg-painter';

/** Ink for white paper: the element's light colours. A page's own colours may be meant for a dark background. */
export const PAPER: Palette = {
  surface: '#ffffff',
  ink: '#1b1b19',
  muted: '#62615c',
  line: '#e3e1db',
  edge: '#8b8982',
  accent: '#00647c',
  batches: '#cfccc4',
};
const FONT =
  "'Helvetica Neue', 'Segoe UI', Roboto, Helvetica, Arial, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif";
/** Pixels of a PNG for each CSS pixel, on every screen. */
const PNG_SCALE = 2;

/**
 * The chart as a file.
 * @throws TrainerError `call-refused` for a chart without an epoch, or for an unknown format
 */
export async function chartFile(chart: ChartToExport, format: ChartFormat): Promise<ExportedFile> {
  const figure = figureOf(chart);
  if (!figure) {
    throw refusal(
      'There is nothing to draw yet.',
      'no finished epoch',
      'at least one',
      'Train an epoch first.',
    );
  }
  if (format !== 'png' && format !== 'svg') {
    throw refusal('There is no such format.', String(format), 'png or svg', 'Name one of them.');
  }
  const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  const { name } = figure;
  const { width, height, shapes } = layOutFigure(figure, measureOn(context, FONT));
  if (format === 'svg') {
    const text = svgOf(shapes, { ...figure, width, height, colours: PAPER, fontFamily: FONT });
    return { name: `${name}.svg`, type: 'image/svg+xml', bytes: new TextEncoder().encode(text) };
  }
  Object.assign(context.canvas, { width: width * PNG_SCALE, height: height * PNG_SCALE });
  context.scale(PNG_SCALE, PNG_SCALE);
  context.fillStyle = PAPER.surface;
  context.fillRect(0, 0, width, height);
  paint(context, shapes, PAPER, FONT);
  return { name: `${name}.png`, type: 'image/png', bytes: await pngOf(context.canvas) };
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser could not make a PNG of the chart.');
  return new Uint8Array(await blob.arrayBuffer());
}

function refusal(message: string, got: string, expected: string, remedy: string): TrainerError {
  return new TrainerError({ code: 'call-refused', message, got, expected, remedy });
}
