import { DOT_RIM, type Palette, TEXT_RIM } from './canvas-painter';
import type { Shape } from './shapes';

export interface SvgOptions {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly unit: string;
  readonly description: string;
  readonly language: string;
  readonly colours: Palette;
  readonly fontFamily: string;
}

/** Shapes as a self-contained SVG document: text stays text, and each data series is one path. */
export function svgOf(shapes: readonly Shape[], options: SvgOptions): string {
  const { width, height, title, unit, description, language, colours, fontFamily } = options;
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    lang: language,
    role: 'img',
    'font-family': fontFamily,
  };
  const parts = [
    element('title', {}, escaped(`${title}, ${unit}`)),
    element('desc', {}, escaped(description)),
    element('rect', { width, height, fill: colours.surface }),
    ...painted(shapes, colours),
  ];
  return `${element('svg', root, `\n${parts.join('\n')}\n`)}\n`;
}

function painted(shapes: readonly Shape[], colours: Palette): string[] {
  return shapes.map((shape) => paintedShape(shape, colours));
}

function paintedShape(shape: Shape, colours: Palette): string {
  switch (shape.kind) {
    case 'line': {
      const { points, colour, width, dash, series } = shape;
      const attributes = { class: series, fill: 'none', stroke: colours[colour], 'stroke-width': width };
      const round = { 'stroke-linejoin': 'round', 'stroke-dasharray': dash?.join(' ') };
      return element('path', { ...attributes, ...round, d: pathThrough(points) });
    }
    case 'rule': {
      const y = Math.round(shape.y) + 0.5;
      const d = pathThrough([shape.from, y, shape.to, y]);
      return element('path', { d, stroke: colours[shape.colour], 'shape-rendering': 'crispEdges' });
    }
    case 'dot': {
      const { x, y, radius, colour, rim } = shape;
      const around = rim && { stroke: colours[rim], 'stroke-width': DOT_RIM };
      return element('circle', { cx: x, cy: y, r: radius, fill: colours[colour], ...around });
    }
    case 'text':
      return paintedText(shape, colours);
    case 'group': {
      const { at, clip, shapes } = shape;
      const content = painted(shapes, colours).join('\n');
      const moved = { transform: at && `translate(${at.map(rounded).join(' ')})` };
      return element('g', moved, clip ? clipped(clip, content) : content);
    }
  }
}

/** The outline is a copy drawn below the text, because not every program supports `paint-order`. */
function paintedText(shape: Extract<Shape, { kind: 'text' }>, colours: Palette): string {
  const { words, x, y, size, anchor, colour, bold, rim } = shape;
  const text = {
    x,
    y,
    'font-size': size,
    'font-weight': bold && 600,
    'text-anchor': anchor === 'start' ? undefined : anchor,
  };
  const around = rim && {
    stroke: colours[rim],
    'stroke-width': TEXT_RIM,
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  const below = around ? element('text', { ...text, fill: 'none', ...around }, escaped(words)) : '';
  return below + element('text', { ...text, fill: colours[colour] }, escaped(words));
}

function pathThrough(points: readonly number[]): string {
  return points.map((at, i) => (i % 2 ? ' ' : i ? 'L' : 'M') + rounded(at)).join('');
}

/** A nested drawing clips its content. It needs no clip-path id, which could collide with one in the page. */
function clipped(clip: readonly [number, number, number, number], content: string): string {
  const [x, y, width, height] = clip;
  return element('svg', { x, y, width, height, viewBox: clip.map(rounded).join(' ') }, content);
}

type Attributes = Readonly<Record<string, string | number | undefined | false>>;

function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(String(value))}"`);
  return content ? `<${name}${written.join('')}>${content}</${name}>` : `<${name}${written.join('')}/>`;
}

/** Two decimals: a hundredth of a pixel is invisible. */
function rounded(length: number): string {
  return String(Math.round(length * 100) / 100);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => ENTITIES[mark] as string);
}
