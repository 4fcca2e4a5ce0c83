import type { ChartFigure } from './chart-figure';
import { type Measure, SERIES, type Shape } from './shapes';

/** All lengths are CSS pixels. */
const WIDTH = 720;
const PLOT_HEIGHT = 340;
const MARGIN = 20;
const TITLE = 18;
const WORDS = 13;
const X_AXIS = 12;
const ROW = 22;
const SWATCH = 24;
const GAP = 8;
const BETWEEN_KEYS = 24;

/** Title, legend, lines and the name of the x axis, one below the other. */
export function layOutFigure(
  figure: ChartFigure,
  measure: Measure,
): { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] } {
  const { title, unit, xAxis } = figure;
  const text = { kind: 'text', anchor: 'start', colour: 'muted', size: WORDS } as const;
  const baseline = MARGIN + TITLE;
  const afterTitle = MARGIN + measure(title, TITLE, true) + GAP;
  const legend = layOutKeys(figure, measure, baseline + ROW + GAP);
  const plotTop = legend.bottom + GAP;
  const plotWidth = WIDTH - 2 * MARGIN;
  const below = plotTop + PLOT_HEIGHT + X_AXIS;
  return {
    width: WIDTH,
    height: below + MARGIN,
    shapes: [
      { ...text, words: title, x: MARGIN, y: baseline, size: TITLE, bold: true, colour: 'ink' },
      { ...text, words: unit, x: afterTitle, y: baseline },
      ...legend.shapes,
      { kind: 'group', at: [MARGIN, plotTop], shapes: figure.draw(plotWidth, PLOT_HEIGHT, measure) },
      { ...text, words: xAxis, x: WIDTH - MARGIN, y: below, anchor: 'end', size: X_AXIS },
    ],
  };
}

/** The legend, wrapped into as many rows as needed. */
function layOutKeys(
  { keys }: ChartFigure,
  measure: Measure,
  top: number,
): { readonly bottom: number; readonly shapes: readonly Shape[] } {
  const shapes: Shape[] = [];
  let [x, y] = [MARGIN, top];
  for (const { series, words, value } of keys) {
    const swatch = series ? SWATCH + GAP : 0;
    const label = measure(words, WORDS);
    const width = swatch + label + (value ? GAP + measure(value, WORDS, true) : 0);
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, y] = [MARGIN, y + ROW];
    const middle = y - WORDS / 3;
    if (series) shapes.push({ kind: 'line', points: [x, middle, x + SWATCH, middle], ...SERIES[series] });
    const text = { kind: 'text', y, size: WORDS, anchor: 'start' } as const;
    const colour = series === 'validation' ? 'accent' : 'ink';
    shapes.push({ ...text, words, x: x + swatch, colour: series && colour === 'ink' ? 'muted' : colour });
    if (value) shapes.push({ ...text, words: value, x: x + swatch + label + GAP, bold: true, colour });
    x += width + BETWEEN_KEYS;
  }
  return { bottom: y, shapes };
}
