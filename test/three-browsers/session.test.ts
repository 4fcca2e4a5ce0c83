import { expect, test } from 'vitest';
import type { Driver } from '../../scripts/lib/browser/drivers/driver';
import { Session } from './session';

/** Browsers that answer until they crash. */
function browsers() {
  const started: { crashed: boolean | 'silently'; killed: boolean }[] = [];
  const launch = async () => {
    const browser: (typeof started)[number] = { crashed: false, killed: false };
    started.push(browser);
    const evaluate = async () => {
      if (browser.crashed === 'silently') return new Promise<string>(() => {});
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
  return { started, session: new Session(launch, 'webkit', 50) };
}

test.each([
  [true, 'Error: invalid session id'],
  ['silently', 'no answer in 50 ms'],
] as const)(
  'a browser that has crashed (%s) is started again before the next test, and remembered',
  async (crashed, answer) => {
    const { started, session } = browsers();
    await session.start();
    Object.assign(started[0] ?? {}, { crashed });
    await session.startIfCrashed();
    expect(started).toEqual([
      { crashed, killed: true },
      { crashed: false, killed: false },
    ]);
    expect(session.crashes).toEqual([`WebKit 2.50: ${answer}`]);
    expect(await session.visitor.evaluate(() => true)).toBe(true);
    await session.end();
  },
);

test('a browser that answers is not started again', async () => {
  const { started, session } = browsers();
  await session.start();
  await session.startIfCrashed();
  expect(started).toEqual([{ crashed: false, killed: false }]);
  expect(session.crashes).toEqual([]);
  await session.end();
});
