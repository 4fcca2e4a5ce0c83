import { expect, it } from 'vitest';
import type { Visitor } from '../../../scripts/lib/browser/visitor';
import { host } from '../pages';
import type { Session } from '../session';

const SETTINGS = { hiddenUnits: '8', epochs: 6 };
const stored = (visitor: Visitor) =>
  visitor.evaluate(async ({ trainer }) => {
    const runs = await trainer().storedRuns();
    return runs.map(({ epochs, ended }) => ({ epochs, ended }));
  });

/** The SHA-256 of the final weights of a run that is neither interrupted nor stored. */
async function uninterrupted(visitor: Visitor): Promise<string> {
  await visitor.set({ ...SETTINGS, autosave: 'off' });
  return visitor.evaluate(async ({ trainer }) => (await trainer().train()).weightsSha256);
}

async function trainTwoEpochs(visitor: Visitor): Promise<void> {
  await visitor.set({ ...SETTINGS, autosave: 'on' });
  await visitor.evaluate(async ({ trainer }) => {
    await trainer().step('epoch');
    await trainer().step('epoch');
  });
  await expect.poll(() => stored(visitor)).toEqual([{ epochs: 2, ended: null }]);
}

/** Continues the run that the page offers, to its end. */
async function continueRun(visitor: Visitor): Promise<string> {
  await visitor.sees('is stored here: 2 of 6 epochs', 'fmnist-storage-note');
  await visitor.evaluate(({ trainer }) => {
    trainer().addEventListener('fmnist-state', ({ detail }) => {
      if (detail.summary) document.title = detail.summary.weightsSha256;
    });
  });
  await visitor.press('Continue at epoch 3');
  await visitor.state('finished');
  expect(await visitor.evaluate(({ trainer }) => trainer().history.length)).toBe(6);
  return visitor.evaluate(() => document.title);
}

export function storedRuns(session: Session): void {
  it.each([
    ['after a reload', ({ visitor }: Session) => visitor.reload()],
    [
      'after the browser was killed',
      async (given: Session, url: string) => {
        await given.killAndStart();
        await given.visitor.goto(url);
        // On a busy machine, the first look into the storage of a browser that was killed takes longer than the page waits for it.
        await expect.poll(() => stored(given.visitor)).toHaveLength(1);
        await given.visitor.reload();
      },
    ],
  ] as const)('continues a stored run %s, to the weights of an uninterrupted one', async (_when, interrupt) => {
    const { url } = await host();
    await session.visitor.goto(url);
    const sum = await uninterrupted(session.visitor);
    await session.visitor.reload();
    await trainTwoEpochs(session.visitor);
    await interrupt(session, url);
    expect(await continueRun(session.visitor)).toBe(sum);
    await expect.poll(() => stored(session.visitor)).toEqual([{ epochs: 6, ended: 'epochs' }]);
  });
}
