import { createServer } from 'node:http';
import sirv from 'sirv';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FmnistTrainer } from '../../src/index';
import { makeRelease, type Release, removeReleases } from './releases';
import { closeBrowser, visit } from './visit';

/** The path of a project's site on GitHub Pages. */
const BASE = '/fmnist-trainer/';
let release: Release;

beforeAll(async () => {
  release = await makeRelease({ page: 'Further down', guide: true });
});

afterAll(async () => {
  await closeBrowser();
  removeReleases();
});

/** Serves files below `BASE` with their types, and no other headers. */
async function serveBare(folder: string): Promise<{ url: string; close(): void }> {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404).end();
    if (!request.url?.startsWith(BASE)) return notFound();
    request.url = request.url.slice(BASE.length - 1);
    return files(request, response, notFound);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}${BASE}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

it.each(['', 'deep/page.html'])(
  'on a host without headers, in a subfolder, page “%s” trains on one thread without an error, and again without a network',
  async (path) => {
    const { url, close } = await serveBare(release.folder);
    const { page, complaints, requests } = await visit(url + path, 'allow');
    const train = async () => {
      const state = await page.locator('fmnist-trainer').evaluate(async (element: FmnistTrainer) => {
        element.epochs = 1;
        return (await element.train()).state;
      });
      await page.getByText('fused, WASM SIMD, 1 thread').waitFor();
      return state;
    };
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await train()).toBe('finished');
    await page.getByText('This site now works without a network, training included.').waitFor();
    expect(requests.filter((asked) => !asked.startsWith(url))).toEqual([]);
    expect(complaints).toEqual([]);
    close();
    await page.reload();
    expect(await train()).toBe('finished');
    await page.context().close();
  },
);
