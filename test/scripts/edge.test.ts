import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Load, MOST_BYTES_A_REQUEST, reportOf } from '../../scripts/edge/load-report.mjs';
import { startWorkerd, type WorkerModule } from '../../scripts/edge/workerd.mjs';
import { projectRoot } from '../../scripts/entry.mjs';
import { temporaryFolder } from './tiny-data';

describe('npm run edge', () => {
  test('serves the function and the site under one address, and ends with both', async () => {
    const command = spawn(process.execPath, ['scripts/edge.mjs', '--port', '0', '--offline'], {
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
    [['--load', '--requests', 'many'], '--requests is "many"; expected a whole number from 10000.'],
  ])('%s is refused with what was expected', async (args, message) => {
    const command = spawn(process.execPath, ['scripts/edge.mjs', ...args], { cwd: projectRoot() });
    let said = '';
    command.stderr.on('data', (text) => {
      said += text;
    });
    expect(await once(command, 'close')).toEqual([1, null]);
    expect(said.trim()).toBe(message);
  });
});

/** The first address that a command prints. */
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

  test('runs a worker on a free port of this computer alone, and leaves nothing behind', async () => {
    const edge = await start();
    expect(edge.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(await (await fetch(edge.url)).text()).toBe('here');
    await edge.close();
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('says that it did not start, where the port is taken', async () => {
    const { port } = new URL((await start()).url);
    await expect(start({ port: Number(port) })).rejects.toThrow(
      /workerd did not start: it ended with exit code \d/,
    );
  });

  test('says that it did not start, where a module is missing', async () => {
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
  const reportWith = (kept: Partial<Load>) =>
    reportOf({
      coldStart: { function: 36, empty: 21.5 },
      single: load,
      png: load,
      batch: load,
      best: load,
      json: load,
      nothing: load,
      kept: { ...load, ...kept },
    });

  test('has the cold start without the runtime’s own, and says that memory is flat', () => {
    const { text, isFlat } = reportWith({});
    expect(isFlat).toBe(true);
    expect(text).toContain('Cold start: 14.50 ms of processor time');
    expect(text).toContain('Memory is flat: 13 bytes for each of 80000 requests');
    expect(text).toMatch(/^one image +2500 +1\.25 ms +8\.00 ms +0\.20 ms +80\.0 MiB +81\.0 MiB +13$/m);
  });

  test('does not pass over memory that grows', () => {
    const { text, isFlat } = reportWith({ bytesARequest: MOST_BYTES_A_REQUEST + 1 });
    expect(isFlat).toBe(false);
    expect(text).toContain('MEMORY GROWS by 101 bytes for each of 80000 requests; 100 are allowed.');
  });
});
