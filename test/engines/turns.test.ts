import { expect, test } from 'vitest';
import { Turns } from '../../worker/engines/turns';

test('only one of several callers has the engine at a time, and each gets it', async () => {
  const turns = new Turns();
  let using = 0;
  const most: number[] = [];
  const use = async () => {
    const giveBack = await turns.take();
    using += 1;
    most.push(using);
    await new Promise((resolve) => setTimeout(resolve, 1));
    using -= 1;
    giveBack();
  };
  await Promise.all([use(), use(), use(), use()]);
  expect(most).toEqual([1, 1, 1, 1]);
  expect(turns.taken).toBeNull();
});

test('an engine in use cannot be taken at once', () => {
  const turns = new Turns();
  const giveBack = turns.takeNow();
  expect(() => turns.takeNow()).toThrow('in use');
  giveBack();
  expect(() => turns.takeNow()).not.toThrow();
});
