import { spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { BUSY_SCRIPT, BusyProcesses } from '../../bench/busy-processes';

const busy = new BusyProcesses();
afterEach(() => busy.set(0));

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}

describe('busy processes', () => {
  test('are as many as wanted: missing ones are started, and surplus ones have ended afterwards', async () => {
    await busy.set(2);
    const [first, second] = busy.ids as readonly [number, number];
    expect([first, second].map(isAlive)).toEqual([true, true]);
    await busy.set(1);
    expect(busy.ids).toEqual([first]);
    expect([first, second].map(isAlive)).toEqual([true, false]);
    await busy.set(0);
    expect(isAlive(first)).toBe(false);
  });

  test('end by themselves if the process that started them is killed', async () => {
    const parent = spawn(process.execPath, [
      '-e',
      `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(BUSY_SCRIPT)}]);
       child.stdout.once('data', () => process.stdout.write(String(child.pid)));`,
    ]);
    const id = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    expect(isAlive(id)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(id), { timeout: 20_000 }).toBe(false);
  });
});
