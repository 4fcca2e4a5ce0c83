import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataPath } from '../../../../scripts/lib/data/data-path.mjs';
import { headersFor } from '../../../../scripts/lib/site/hosting-headers.mjs';
import { serve } from '../../../../scripts/lib/site/serve.mjs';
import { temporaryFolder } from '../data/small-official-files';

const root = temporaryFolder();
const dataFolder = temporaryFolder();
writeFileSync(join(dataFolder, 'manifest.json'), '{"from":"data"}');
const data = `/${dataPath(dataFolder)}`;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  writeFileSync(join(root, 'index.html'), '<p>site</p>');
  writeFileSync(join(root, 'x.wasm'), 'wasm');
  writeFileSync(join(dataFolder, 'train-images-0.bin'), Buffer.from([0x1f, 0x8b, 1, 2, 3]));
  server = await serve({ root, dataFolder });
});

afterAll(() => server.close());

const ask = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);

test.each([
  ['/', 200],
  ['/index.html', 200],
  ['/x.wasm', 200],
  [`${data}manifest.json`, 200],
  ['/nothing', 404],
  [`${data}nothing`, 404],
  ['/assets/0123456789/nothing.js', 404],
])('%s answers %i with all headers, and a missing file is not cached', async (path, status) => {
  const response = await ask(path);
  expect(response.status).toBe(status);
  const headers = { ...headersFor(path), ...(status === 404 && { 'Cache-Control': 'no-store' }) };
  for (const [name, value] of Object.entries(headers)) {
    if (status === 200 || name !== 'Content-Type')
      expect([name, response.headers.get(name)]).toEqual([name, value]);
  }
});

test('a missing file is reported in plain text', async () => {
  const response = await ask('/nothing');
  expect(response.headers.get('content-type')).toContain('text/plain');
  expect(await response.text()).toBe('There is no /nothing here.\n');
});

describe('a site with a 404.html', () => {
  const withPage = temporaryFolder();
  writeFileSync(join(withPage, '404.html'), '<h1>There is no page here</h1>');
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    served = await serve({ root: withPage, dataFolder });
  });
  afterAll(() => served.close());
  const visit = (path: string, method = 'GET') =>
    fetch(new URL(path, served.url), {
      method,
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });

  test.each(['/nothing', '/deep/nothing.html', '/nothing.js', `${data}nothing`])(
    'shows it at %s, with status 404 and the headers of a page, and it is not cached',
    async (path) => {
      const response = await visit(path);
      expect([response.status, await response.text()]).toEqual([404, '<h1>There is no page here</h1>']);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const headers = { ...headersFor('/'), 'Cache-Control': 'no-store' };
      for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
    },
  );

  test('answers HEAD as GET, without the page', async () => {
    const response = await visit('/nothing', 'HEAD');
    expect([response.status, await response.text()]).toEqual([404, '']);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test('reports a missing file of a page in plain text', async () => {
    const response = await fetch(new URL('/nothing.js', served.url));
    expect([response.status, await response.text()]).toEqual([404, 'There is no /nothing.js here.\n']);
  });
});

describe('the page of a folder', () => {
  mkdirSync(join(root, 'guide/empty'), { recursive: true });
  writeFileSync(join(root, 'guide/index.html'), '<p>guide</p>');

  test.each([
    ['/guide', '/guide/'],
    ['/guide?a=1&b=?', '/guide/?a=1&b=?'],
    ['//guide', '//guide/'],
    ['/%67uide', '/%67uide/'],
  ])('is at its address with a slash: %s redirects to %s', async (path, place) => {
    const response = await fetch(server.url.slice(0, -1) + path, { redirect: 'manual' });
    expect(response.status).toBe(307);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { origin } = new URL(server.url);
    expect(new URL(response.headers.get('location') ?? '', origin + path).href).toBe(origin + place);
  });

  test.each([
    ['/guide/', 200],
    ['/guide/index', 200],
    ['/guide/empty', 404],
    ['/..%2f', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await ask(path, { redirect: 'manual' })).status).toBe(status);
  });
});

test('wasm files have their type', async () => {
  expect((await ask('/x.wasm')).headers.get('content-type')).toBe('application/wasm');
});

test('a file of the site is compressed if the browser accepts that, and complete with its headers', async () => {
  const text = Array.from({ length: 200_000 }, (_, i) => i * 7919).join();
  writeFileSync(join(root, 'large.js'), text);
  const response = await ask('/large.js');
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get('content-length')).toBeNull();
  expect(response.headers.get('content-type')).toContain('javascript');
  expect(await response.text()).toBe(text);
  const plain = await ask('/large.js', { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(plain.headers.get('content-length')).toBe(String(text.length));
  expect(plain.headers.get('vary')).toBe('Accept-Encoding');
});

test('packed data is sent as it is on disk, without a content encoding', async () => {
  const response = await ask(`${data}train-images-0.bin`);
  expect(response.headers.get('content-encoding')).toBeNull();
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0x1f, 0x8b, 1, 2, 3]);
});

test('a rebuilt file is served at once, an unchanged one is not sent again', async () => {
  writeFileSync(join(root, 'later.js'), '1');
  const first = await ask('/later.js');
  expect(await first.text()).toBe('1');
  const again = await ask('/later.js', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  writeFileSync(join(root, 'later.js'), 'two');
  expect(await (await ask('/later.js')).text()).toBe('two');
});

test('a backward range is answered with the whole file', async () => {
  const response = await ask('/index.html', { headers: { range: 'bytes=5-2' } });
  expect([response.status, await response.text()]).toEqual([200, '<p>site</p>']);
});

test.each(['/../secret', `${data}../../secret`, '/..%2fsecret', '//', '/%'])(
  'stays inside its folders: %s',
  async (path) => {
    const outside = join(root, '..', 'secret');
    const status = await new Promise((resolve) => {
      get({ host: '127.0.0.1', port: new URL(server.url).port, path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    expect(status, outside).toBe(path === '//' ? 200 : 404);
  },
);

test('refuses other methods', async () => {
  expect((await ask('/', { method: 'POST' })).status).toBe(405);
});

test('without data, its path is empty', async () => {
  const bare = await serve({ root });
  expect((await fetch(new URL(`${data}manifest.json`, bare.url))).status).toBe(404);
  await bare.close();
});

test('reports that a port is in use', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serve({ root, port })).rejects.toThrow(`Port ${port} is taken`);
});

test('listens only on the loopback interface', async () => {
  expect(new URL(server.url).hostname).toBe('127.0.0.1');
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  if (outside) await expect(fetch(server.url.replace('127.0.0.1', outside.address))).rejects.toThrow();
});
