import { expect, test } from 'vitest';
import { type Call, forwardCalls, type TrainerCalls } from '../../src/client/forward-calls';

class Recorder {
  readonly forwarded: unknown[] = [];

  async reset(): Promise<void> {
    this.forwarded.push('its own reset');
  }
}
forwardCalls(Recorder.prototype, async (recorder, name, args) => {
  recorder.forwarded.push([name, ...args]);
});
const record = () => new Recorder() as Recorder & TrainerCalls;

test('a call is forwarded by its name, with at most as many arguments as it has parameters', async () => {
  const recorder = record();
  const images = new Uint8Array(784);
  await recorder.predict(images);
  await recorder.predict(images, 3);
  await recorder.continueRun('id', { paused: true });
  await (recorder.pause.bind(recorder) as Call)('an event');
  expect(recorder.forwarded).toEqual([
    ['predict', images],
    ['predict', images, 3],
    ['continueRun', 'id', { paused: true }],
    ['pause'],
  ]);
});

test('a method that a class writes itself is kept', async () => {
  const recorder = record();
  await recorder.reset();
  expect(recorder.forwarded).toEqual(['its own reset']);
});

test('the methods are not enumerable, like those of any class', () => {
  expect(Object.keys(Recorder.prototype)).toEqual([]);
  expect('exportModel' in Recorder.prototype).toBe(true);
});
