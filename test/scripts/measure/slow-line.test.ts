import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { slowLine } from '../../../scripts/measure/slow-line.mjs';

let close: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of close.reverse()) await end();
  close = [];
});

const BYTES = new Uint8Array(100_000).map((_, i) => i);

/** A host of these bytes behind a line that carries a megabit a second. */
async function hostBehindLine(): Promise<string> {
  const host = createServer((_, response) => response.end(BYTES));
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    host.closeAllConnections();
    host.close();
  });
  const line = await slowLine(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`, 1_000_000);
  close.push(() => line.close());
  return line.url;
}

async function load(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

test('a file arrives complete, no faster than the line allows', async () => {
  const url = await hostBehindLine();
  const start = performance.now();
  expect(await load(url)).toEqual(BYTES);
  expect(performance.now() - start).toBeGreaterThan(800);
});

test('two files share the line', async () => {
  const url = await hostBehindLine();
  const start = performance.now();
  const [first, second] = await Promise.all([load(url), load(url)]);
  expect(first).toEqual(BYTES);
  expect(second).toEqual(BYTES);
  expect(performance.now() - start).toBeGreaterThan(1600);
});

test('another file goes on when a visitor leaves in the middle of one', async () => {
  const url = await hostBehindLine();
  const other = load(url);
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  leaving.abort();
  await expect(response.arrayBuffer()).rejects.toThrow('aborted');
  expect(await other).toEqual(BYTES);
});
