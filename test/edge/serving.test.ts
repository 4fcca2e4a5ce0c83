import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMeasure, residentBytes } from '../../scripts/edge/process-use.mjs';
import { noiseImages, repeatedPost } from '../../scripts/edge/requests.mjs';
import { COMPATIBILITY_DATE, EDGE_MODULES } from '../../scripts/edge/workerd.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { headersFor } from '../../scripts/lib/site/hosting-headers.mjs';
import { type RunningEdge, startEdge } from '../fixtures/edge';

/** Makes every garbage collection a full one, so that the memory that stays is the memory that is still referenced. */
const COLLECT_ALWAYS = ['--gc-global'];

let edge: RunningEdge;
beforeAll(async () => {
  edge = await startEdge(COLLECT_ALWAYS);
}, 120_000);
afterAll(() => edge?.close());

describe('the site is served by the same deployment', () => {
  test.each(['', 'fmnist-trainer.js', 'kernels.wasm', 'pretrained/lesson/weights.bin'])('/%s', async (name) => {
    const [release] = readdirSync(join(edge.site, 'assets'));
    const path = name && `/assets/${release}/${name}`;
    const response = await edge.ask(path || '/');
    expect(response.status).toBe(200);
    const file = readFileSync(join(edge.site, path || 'index.html'));
    expect(Buffer.from(await response.arrayBuffer()).equals(file)).toBe(true);
    for (const [name, value] of Object.entries(headersFor(path || '/')))
      expect(response.headers.get(name)).toBe(value);
  });

  test('and so is its response to an unknown path', async () => {
    const response = await edge.ask('/apis');
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('There is no /apis here.\n');
  });

  test.each(['/apis', '/guide/nothing.html', '/deep/er'])(
    'a visitor to the unknown page %s gets the site’s 404 page, with status 404',
    async (path) => {
      const response = await edge.ask(path, { headers: { Accept: 'text/html,*/*;q=0.8' } });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await response.text()).toBe(readFileSync(join(edge.site, '404.html'), 'utf8'));
    },
  );
});

describe('pages of other origins may send requests', () => {
  test.each([
    ['/api/predict', 'POST, OPTIONS'],
    ['/api/model', 'GET, HEAD, OPTIONS'],
  ])('the preflight request for %s', async (path, methods) => {
    const headers = {
      Origin: 'https://elsewhere.example',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    };
    const response = await edge.ask(path, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      allow: methods,
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '86400',
    });
  });

  test('the response is readable for any page, cross-origin isolated or not, and is not cached', async () => {
    const response = await edge.predict(noiseImages(1) as Uint8Array<ArrayBuffer>, 'application/octet-stream');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    await response.text();
  });
});

test('HEAD /api/model has the headers of GET, and no body', async () => {
  const [get, head] = await Promise.all([edge.ask('/api/model'), edge.ask('/api/model', { method: 'HEAD' })]);
  const length = (await get.text()).length;
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe(String(length));
  expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
});

describe('what is deployed', () => {
  const text = readFileSync(join(projectRoot(), 'wrangler.jsonc'), 'utf8');
  const configuration = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ''));

  test('is what runs here: the same bundle and compatibility date, with the site outside /api', () => {
    expect(configuration).toMatchObject({
      main: 'dist/edge.js',
      compatibility_date: COMPATIBILITY_DATE,
      assets: { directory: 'site', binding: 'ASSETS', run_worker_first: ['/api', '/api/*'] },
    });
  });

  test('serves the site’s 404 page', () => {
    expect(configuration.assets.not_found_handling).toBe('404-page');
  });

  test('every text that runs Wrangler names the tested version', () => {
    const tested = JSON.parse(readFileSync(join(projectRoot(), 'test/consumers/wrangler/package.json'), 'utf8'))
      .devDependencies.wrangler;
    const commands = ['wrangler.jsonc', 'README.md', 'CHANGELOG.md', 'docs/edge.md', 'docs/hosting.md'].flatMap(
      (file) => readFileSync(join(projectRoot(), file), 'utf8').match(/npx wrangler\S*/g) ?? [],
    );
    expect(new Set(commands)).toEqual(new Set([`npx wrangler@${tested}`]));
  });

  test('imports only the kernels and weights beside it', () => {
    const bundle = readFileSync(join(edge.folder, 'edge.js'), 'utf8');
    const imported = [...bundle.matchAll(/\bfrom\s*"([^"]+)"/g)].map(([, path]) => path);
    const beside = EDGE_MODULES.slice(1).map(({ name }) => `./${name}`);
    expect(imported.sort()).toEqual(beside.sort());
  });
});

test.runIf(canMeasure)(
  'memory grows by less than 2 KB per request over 4,000 requests',
  async () => {
    const { send, close } = repeatedPost({ url: `${edge.url}api/predict`, images: noiseImages(1) });
    await send(2000);
    const before = residentBytes(edge.pid);
    await send(4000);
    expect((residentBytes(edge.pid) - before) / 4000).toBeLessThan(2048);
    close();
  },
  300_000,
);
