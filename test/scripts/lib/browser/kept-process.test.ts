import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptProcess } from '../../../../scripts/lib/browser/drivers/kept-process';
import { projectRoot } from '../../../../scripts/lib/entry.mjs';

/** Prints its own number and that of a descendant, and never ends. */
const PARENT = `const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log('running', process.pid, child.pid);
  setInterval(() => {}, 1000);`;

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const pids = ([, ...found]: RegExpExecArray) => found.map(Number);

test('ends with all its descendants', async () => {
  const program = new KeptProcess(process.execPath, ['-e', PARENT]);
  const started = pids(await program.hasWritten(/running (\d+) (\d+)/));
  expect(started.map(lives)).toEqual([true, true]);
  await program.end();
  await expect.poll(() => started.map(lives)).toEqual([false, false]);
});

test('ends with all its descendants when the process that started it is killed', async () => {
  const keeper = join(projectRoot(), 'scripts/lib/browser/drivers/keeper.mjs');
  const starter = `const { spawn } = require('node:child_process');
    const options = { detached: true, stdio: ['pipe', 'inherit', 'inherit'] };
    spawn(process.execPath, [${JSON.stringify(keeper)}, process.execPath, '-e', ${JSON.stringify(PARENT)}], options);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [text] = await once(child.stdout, 'data');
  const started = pids(/running (\d+) (\d+)/.exec(String(text)) as RegExpExecArray);
  expect(started.map(lives)).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => started.map(lives)).toEqual([false, false]);
});

test('that ends too soon fails what waits for it, with its output', async () => {
  const program = new KeptProcess(process.execPath, ['-e', 'console.log("no screen"); process.exit(3)']);
  await expect(program.hasWritten(/ready/)).rejects.toThrow(/has ended.*no screen/s);
});
