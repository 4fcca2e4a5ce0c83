import { expect, test } from 'vitest';
import { LatestWrites } from '../../worker/storage/latest-writes';

/** Writes that end when a test says so, with a list of what was written. */
function heldWrites() {
  const written: string[] = [];
  const ends: (() => void)[] = [];
  const writes = new LatestWrites<string>((content) => {
    written.push(content);
    return new Promise((resolve) => ends.push(resolve));
  });
  const endOne = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { written, writes, endOne };
}

test('starts a write at once and does not wait for it', () => {
  const { written, writes } = heldWrites();
  writes.put('run', 'epoch 1');
  expect(written).toEqual(['epoch 1']);
});

test('writes one at a time, and only the latest item of each run that arrived meanwhile', async () => {
  const { written, writes, endOne } = heldWrites();
  for (const epoch of [1, 2, 3]) writes.put('run', `epoch ${epoch}`);
  writes.put('other run', 'its epoch 1');
  expect(written).toEqual(['epoch 1']);
  await endOne();
  expect(written).toEqual(['epoch 1', 'epoch 3']);
  await endOne();
  expect(written).toEqual(['epoch 1', 'epoch 3', 'its epoch 1']);
});

test('is done when everything is written, and can continue then', async () => {
  const { written, writes, endOne } = heldWrites();
  await writes.done();
  writes.put('run', 'epoch 1');
  writes.put('run', 'epoch 2');
  let isDone = false;
  const done = writes.done().then(() => {
    isDone = true;
  });
  await endOne();
  expect(isDone).toBe(false);
  await endOne();
  await done;
  writes.put('run', 'epoch 3');
  expect(written).toEqual(['epoch 1', 'epoch 2', 'epoch 3']);
});
