import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marks, PlotArea } from '../../../../src/views/chart/drawing/plot-area';

const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

test('an axis of 20 epochs on 400 pixels has a tick every two epochs, if ticks need 36 pixels', () => {
  expect(marks({ range: [0, 20], steps: [1, 2, 5], room: 36 }, 400)).toEqual([
    0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20,
  ]);
});

test('an axis that does not start at a multiple of its step has its first tick at the next one', () => {
  expect(marks({ range: [0.7, 1], steps: [0.1, 0.2], room: 60 }, 150)).toEqual([0.8, 1]);
});

test('rounding loses neither end: 0.6 has a tick on an axis that ends at three times 0.2', () => {
  const found = marks({ range: [0, 0.2 * 3], steps: [0.2], room: 1 }, 100);
  expect(found).toHaveLength(4);
  expect(found.at(-1)).toBeCloseTo(0.6, 12);
});

test('ticks are within the axis, and have the smallest step with enough room between them', () => {
  const room = 34;
  const values = fc.record({
    from: fc.double({ min: -100, max: 100, noNaN: true }),
    span: fc.double({ min: 0.3, max: 90, noNaN: true }),
    length: fc.integer({ min: 20, max: 2000 }),
  });
  fc.assert(
    fc.property(values, ({ from, span, length }) => {
      const found = marks({ range: [from, from + span], steps: STEPS, room }, length);
      const tolerance = 1e-6;
      expect(Math.min(from, ...found)).toBeGreaterThanOrEqual(from - tolerance);
      expect(Math.max(from, ...found)).toBeLessThanOrEqual(from + span + tolerance);
      const [first, second] = found;
      if (first === undefined || second === undefined) return;
      const roomOf = (step: number) => (step / span) * length;
      const at = STEPS.findIndex((step) => Math.abs(step - (second - first)) < tolerance);
      expect(at).toBeGreaterThanOrEqual(0);
      const isLast = at === STEPS.length - 1;
      if (!isLast) expect(roomOf(STEPS[at] as number)).toBeGreaterThanOrEqual(room - tolerance);
      if (at > 0) expect(roomOf(STEPS[at - 1] as number)).toBeLessThan(room + tolerance);
    }),
  );
});

test('the room between ticks does not depend on where the axis starts', () => {
  const marksFrom = (from: number) => marks({ range: [from, from + 1], steps: STEPS, room: 34 }, 100).length;
  expect([-7, 0, 7].map(marksFrom)).toEqual([3, 3, 3]);
});

const axis = (range: readonly [number, number], room: number) => ({
  range,
  steps: STEPS,
  room,
  format: String,
});

test('positions are proportional to values, and values are found from positions', () => {
  const area = new PlotArea(456, 234, axis([0, 20], 36), axis([0.5, 1], 34));
  expect([area.x(0), area.x(20), area.y(0.5), area.y(1)]).toEqual([
    area.left,
    area.right,
    area.bottom,
    area.top,
  ]);
  expect([area.width, area.height]).toEqual([400, 200]);
  expect(area.valueAt(area.x(7.25))).toBeCloseTo(7.25, 12);
  expect(area.points([1, 2, 3], [0.5, null, 1])).toEqual([area.x(1), area.y(0.5), area.x(3), area.y(1)]);
});

test('the axes are texts at their ticks, a line for each row, and one below', () => {
  const shapes = new PlotArea(456, 234, axis([0, 20], 100), axis([0, 1], 90)).axes();
  const words = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.words] : []));
  expect(words).toEqual(['0', '0.5', '1', '0', '5', '10', '15', '20']);
  expect(shapes.filter(({ kind }) => kind === 'rule')).toHaveLength(4);
});
