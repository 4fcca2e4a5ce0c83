import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type Load, MOST_BYTES_A_REQUEST, MOST_MS, reportOf } from '../../../scripts/edge/load-report.mjs';
import { startWorkerd, type WorkerModule } from '../../../scripts/edge/workerd.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { temporaryFolder } from '../lib/data/small-official-files';

describe('npm run edge', () => {
  test('serves the function and the site at one address, and stops both when it ends', async () => {
    const args = ['--port', '0', '--offline', '--dist', inject('dist')];
    const command = spawn(process.execPath, ['scripts/bin/edge.mjs', ...args], {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await addressIn(command.stdout);
      const site = await fetch(url);
      expect([site.status, await site.text()]).toEqual([200, expect.stringContaining('<fmnist-trainer')]);
      expect(await (await fetch(new URL('/api/model', url))).json()).toMatchObject({ name: 'lesson' });
      command.kill('SIGTERM');
      expect(await once(command, 'exit')).toEqual([0, null]);
      await expect(fetch(url)).rejects.toThrow();
    } finally {
      command.kill();
    }
  }, 60_000);

  test.each([
    [['--port', '99999'], '--port is "99999"; expected a whole number from 0 to 65535.'],
    [['--load', '--requests', 'many'], '--requests is "many"; expected a whole number of at least 10000.'],
  ])('%s is refused with the expected value', async (args, message) => {
    const command = spawn(process.execPath, ['scripts/bin/edge.mjs', ...args], { cwd: projectRoot() });
    let said = '';
    command.stderr.on('data', (text) => {
      said += text;
    });
    expect(await once(command, 'close')).toEqual([1, null]);
    expect(said.trim()).toBe(message);
  });
});

/** The first address in a command's output. */
async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for await (const text of output) {
    said += text;
    const [address] = /http:\/\/[\d.:]+\//.exec(said) ?? [];
    if (address) return address;
  }
  throw new Error(`It ended without an address: ${said}`);
}

describe('startWorkerd', () => {
  const folder = temporaryFolder();
  const scratch = temporaryFolder();
  const modules: readonly WorkerModule[] = [{ name: 'it’s "one".js', type: 'esModule' }];
  writeFileSync(
    join(folder, 'it’s "one".js'),
    'export default { fetch: () => new Response("here", { headers: { "Content-Type": "text/plain" } }) };',
  );
  const running: { close(): Promise<void> }[] = [];
  const start = async (options: Partial<Parameters<typeof startWorkerd>[0]> = {}) => {
    const edge = await startWorkerd({ folder, modules, scratch, quiet: true, ...options });
    running.push(edge);
    return edge;
  };
  afterEach(() => Promise.all(running.splice(0).map((edge) => edge.close())));

  test('runs a worker on a free port of this computer only, and leaves nothing behind', async () => {
    const edge = await start();
    expect(edge.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(edge.url)).text()).toBe('here');
    await edge.close();
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('reports that it did not start if the port is in use', async () => {
    const { port } = new URL((await start()).url);
    await expect(start({ port: Number(port) })).rejects.toThrow(
      /workerd did not start: it exited with code \d/,
    );
  });

  test('reports that it did not start if a module is missing', async () => {
    const missing: readonly WorkerModule[] = [{ name: 'missing.js', type: 'esModule' }];
    await expect(start({ modules: missing })).rejects.toThrow(/workerd did not start/);
  });
});

describe('the report of npm run edge -- --load', () => {
  const load: Load = {
    warmUp: 20_000,
    measured: 80_000,
    perSecond: 2500,
    p50: 1.25,
    p99: 8,
    cpu: 0.2,
    residentBefore: 80 * 2 ** 20,
    residentAfter: 81 * 2 ** 20,
    bytesARequest: 13,
  };
  const met = {
    coldStart: { function: 31, empty: 21.5 },
    single: load,
    png: load,
    batch: load,
    best: load,
    json: load,
    nothing: load,
    kept: load,
    refused: { 'nested arrays': 3, keys: 9 },
  };
  const reportWith = (measured: Partial<typeof met>) => reportOf({ ...met, ...measured });
  /** The last lines of the report, with “|” between their columns. */
  const verdicts = (text: string) =>
    (text.split('\n\n').at(-1) ?? '').split('\n').map((line) => line.trim().replace(/ {2,}/g, '|'));

  test('has the figures of each load, and the cold start without that of the runtime', () => {
    const { text } = reportWith({});
    expect(text).toContain('Cold start: 9.50 ms of processor time (31.00 ms until the first answer');
    expect(text).toMatch(/^one image +2500 +1\.25 ms +8\.00 ms +0\.20 ms +80\.0 MiB +81\.0 MiB +13$/m);
  });

  test('compares each figure with its target', () => {
    const { text, areMet } = reportWith({});
    expect(areMet).toBe(true);
    expect(verdicts(text)).toEqual([
      'one image|0.20 ms|at most 2.00 ms|met',
      'one PNG|0.20 ms|at most 2.00 ms|met',
      '256 images|0.20 ms|at most 10.00 ms|met',
      '256 images, model=best|0.20 ms|at most 10.00 ms|met',
      '256 images as JSON|0.20 ms|at most 10.00 ms|met',
      'cold start|9.50 ms|at most 10.00 ms|met',
      'refused (keys)|9.00 ms|at most 15.00 ms|met',
      'memory, all collected|13 bytes/request|at most 100 bytes/request|met',
    ]);
  });

  test.each<[string, Partial<typeof met>, string]>([
    ['an image', { single: { ...load, cpu: 2.01 } }, 'one image|2.01 ms|at most 2.00 ms|NOT MET'],
    ['a PNG', { png: { ...load, cpu: 2.01 } }, 'one PNG|2.01 ms|at most 2.00 ms|NOT MET'],
    ['a batch', { batch: { ...load, cpu: 10.01 } }, '256 images|10.01 ms|at most 10.00 ms|NOT MET'],
    [
      'the larger network',
      { best: { ...load, cpu: 10.01 } },
      '256 images, model=best|10.01 ms|at most 10.00 ms|NOT MET',
    ],
    ['JSON', { json: { ...load, cpu: 10.8 } }, '256 images as JSON|10.80 ms|at most 10.00 ms|NOT MET'],
    [
      'a cold start',
      { coldStart: { function: 41.6, empty: 21.5 } },
      'cold start|20.10 ms|at most 10.00 ms|NOT MET',
    ],
    [
      'a body that is refused',
      { refused: { 'nested arrays': 15.01, keys: 9 } },
      'refused (nested arrays)|15.01 ms|at most 15.00 ms|NOT MET',
    ],
    [
      'memory that grows',
      { kept: { ...load, bytesARequest: MOST_BYTES_A_REQUEST + 1 } },
      'memory, all collected|101 bytes/request|at most 100 bytes/request|NOT MET',
    ],
    [
      'a missing measurement',
      { single: { ...load, cpu: Number.NaN } },
      'one image|NaN ms|at most 2.00 ms|NOT MET',
    ],
  ])('does not ignore %s, and only that target is missed', (_name, measured, verdict) => {
    const { text, aims, areMet } = reportWith(measured);
    expect(areMet).toBe(false);
    expect(verdicts(text)).toContain(verdict);
    expect(aims.filter(({ isMet }) => !isMet)).toHaveLength(1);
  });

  test('a figure equal to its target meets it, and the worker that computes nothing has no targets', () => {
    const { single, batch, kept } = {
      single: { ...load, cpu: MOST_MS.image },
      batch: { ...load, cpu: MOST_MS.batch },
      kept: { ...load, cpu: 99, bytesARequest: MOST_BYTES_A_REQUEST },
    };
    const coldStart = { function: MOST_MS.coldStart + 20, empty: 20 };
    const nothing = { ...load, cpu: 99, bytesARequest: 9999 };
    expect(reportWith({ single, batch, kept, coldStart, nothing }).areMet).toBe(true);
  });
});
