import type { ChartColour } from '../chart-colours';
import type { Measure, Shape } from './shapes';

export type Palette = Readonly<Record<ChartColour, string>>;

/** Paints shapes. The context's units are CSS pixels. */
export function paint(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  colours: Palette,
  fontFamily: string,
): void {
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'line':
        context.setLineDash([...(shape.dash ?? [])]);
        stroke(context, shape.points, colours[shape.colour], shape.width);
        context.setLineDash([]);
        break;
      case 'rule': {
        const { from, to } = shape;
        const pixel = 1 / context.getTransform().d;
        const y = (Math.round(shape.y / pixel) + 0.5) * pixel;
        stroke(context, [from, y, to, y], colours[shape.colour], 1);
        break;
      }
      case 'dot':
        context.beginPath();
        context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
        context.fillStyle = colours[shape.colour];
        context.fill();
        if (!shape.rim) break;
        context.strokeStyle = colours[shape.rim];
        context.lineWidth = DOT_RIM;
        context.stroke();
        break;
      case 'text': {
        const { words, x, y, size, anchor, colour, bold, rim } = shape;
        setFont(context, fontFamily, size, bold);
        context.textAlign = anchor === 'middle' ? 'center' : anchor;
        if (rim) {
          context.strokeStyle = colours[rim];
          context.lineWidth = TEXT_RIM;
          context.lineJoin = 'round';
          context.strokeText(words, x, y);
        }
        context.fillStyle = colours[colour];
        context.fillText(words, x, y);
        break;
      }
      case 'group':
        context.save();
        context.translate(...(shape.at ?? [0, 0]));
        if (shape.clip) {
          context.beginPath();
          context.rect(...shape.clip);
          context.clip();
        }
        paint(context, shape.shapes, colours, fontFamily);
        context.restore();
    }
  }
}

/** Widths of the outlines around dots and words. */
export const DOT_RIM = 1.5;
export const TEXT_RIM = 4;

/** Measures text in the font it will be painted in. */
export function measureOn(context: CanvasRenderingContext2D, fontFamily: string): Measure {
  return (words, size, bold) => {
    setFont(context, fontFamily, size, bold);
    return context.measureText(words).width;
  };
}

function setFont(context: CanvasRenderingContext2D, family: string, size: number, bold = false): void {
  context.font = `${bold ? 600 : 400} ${size}px ${family}`;
}

function stroke(
  context: CanvasRenderingContext2D,
  points: readonly number[],
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i] as number, points[i + 1] as number);
  context.stroke();
}
