import { afterEach, expect, test, vi } from 'vitest';
import { drawTiles } from '../../../src/views/gallery/garment-tiles';
import { tileGrid } from '../../../src/views/gallery/tile-grid';
import type { Examination } from '../../../worker/protocol';

afterEach(() => vi.unstubAllGlobals());

/** A canvas of 320 × 300 px that records the vertical extent of everything drawn, in device pixels. */
function recordingCanvas(fontSize: number, drawn: [top: number, bottom: number][]): HTMLCanvasElement {
  const DESCENT = 0.25;
  const size = fontSize * devicePixelRatio;
  const context = {
    clearRect: () => {},
    // The whole canvas is painted once, to colour the garments.
    fillRect: (_x: number, y: number, width: number, height: number) =>
      width < 200 && drawn.push([y, y + height]),
    fillText: (_text: string, _x: number, baseline: number) =>
      drawn.push([baseline - size, baseline + DESCENT * size]),
  };
  vi.stubGlobal('getComputedStyle', () => ({ fontSize: `${fontSize}px`, fontFamily: 'sans-serif' }));
  return { clientWidth: 320, clientHeight: 300, getContext: () => context } as unknown as HTMLCanvasElement;
}

test.each([
  [12, 1],
  [12, 2],
  [10, 1],
  [16, 1.25],
  [24, 1],
])(
  'everything in a tile is drawn inside it, and fills it, with text of %i px on %i device pixels',
  (fontSize, ratio) => {
    vi.stubGlobal('devicePixelRatio', ratio);
    const drawn: [number, number][] = [];
    const canvas = recordingCanvas(fontSize, drawn);
    const examination: Examination = {
      epoch: 1,
      labels: Uint8Array.of(3),
      predicted: Uint8Array.of(6),
      confidence: Float32Array.of(0.5),
    };
    const classNames = Array.from({ length: 10 }, (_, i) => `class ${i}`);
    const grid = tileGrid(320, fontSize, ratio);
    drawTiles(canvas, { grid, scrollTop: 0, order: [0], examination, classNames, sprite: null });
    const top = Math.min(...drawn.map(([from]) => from)) / ratio;
    const bottom = Math.max(...drawn.map(([, to]) => to)) / ratio;
    const margin = (8 * fontSize) / 12;
    expect(Math.abs(top - margin)).toBeLessThan(1);
    expect(bottom).toBeLessThanOrEqual(grid.height);
    expect(bottom).toBeGreaterThan(grid.height - margin - 1);
  },
);
