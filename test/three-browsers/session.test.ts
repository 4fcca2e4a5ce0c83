import { expect, test } from 'vitest';
import type { Driver } from '../../scripts/lib/browser/drivers/driver';
import { Session } from './session';

/** Browsers that answer until they crash. */
function browsers() {
  const started: { crashed: boolean; killed: boolean }[] = [];
  const launch = async () => {
    const browser = { crashed: false, killed: false };
    started.push(browser);
    const evaluate = async () => {
      if (browser.crashed) throw new Error('invalid session id');
      return '{"value":true}';
    };
    const kill = async () => {
      browser.killed = true;
    };
    return {
      name: 'WebKit',
      version: '2.50',
      complaints: [],
      evaluate,
      kill,
      close: kill,
    } as unknown as Driver;
  };
  return { started, session: new Session(launch, 'webkit') };
}

test('a browser that has crashed is started again before the next test', async () => {
  const { started, session } = browsers();
  await session.start();
  if (started[0]) started[0].crashed = true;
  await session.startIfCrashed();
  expect(started).toEqual([
    { crashed: true, killed: true },
    { crashed: false, killed: false },
  ]);
  expect(await session.visitor.evaluate(() => true)).toBe(true);
  await session.end();
});

test('a browser that answers goes on', async () => {
  const { started, session } = browsers();
  await session.start();
  await session.startIfCrashed();
  expect(started).toEqual([{ crashed: false, killed: false }]);
  await session.end();
});
