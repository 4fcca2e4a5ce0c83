import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostFiles } from '../../../scripts/build/host-files.mjs';
import { dataPath } from '../../../scripts/lib/data/data-path.mjs';
import { prepareData } from '../../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { HEADER_RULES } from '../../../scripts/lib/site/hosting-headers.mjs';
import { serve } from '../../../scripts/lib/site/serve.mjs';
import { cloudflare, type HostHeaders, netlify, nginx, vercel } from '../../fixtures/hosts';
import { PUBLISHED_SITE } from '../../setup/site-folders';
import { temporaryFolder, tinyFiles } from '../lib/data/small-official-files';

const SITE = join(projectRoot(), PUBLISHED_SITE);
const files = hostFiles();
/** Files that hosts read but do not serve. */
const isForHosts = (name: string) => name in files;

let server: Awaited<ReturnType<typeof serve>>;
let paths: string[] = [];

beforeAll(async () => {
  const images = tinyFiles();
  const dataFolder = join(temporaryFolder(), 'packed');
  await prepareData({ from: temporaryFolder(images), files: images, out: dataFolder, quiet: true });
  server = await serve({ root: SITE, dataFolder });
  const names = readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(SITE, name)).isFile() && !isForHosts(name),
  );
  const data = readdirSync(dataFolder).map((name) => dataPath(dataFolder) + name);
  const folders = names
    .filter((name) => /(^|\/)index\.html$/.test(name))
    .map((name) => name.replace(/index\.html$/, ''));
  paths = [...names, ...folders, ...data].map((name) => `/${name}`);
});

afterAll(() => server.close());

const HOSTS: readonly (readonly [name: string, headers: HostHeaders])[] = [
  ['Cloudflare, by _headers', cloudflare(files._headers)],
  ['Netlify, by _headers and netlify.toml', netlify(files._headers, files['netlify.toml'])],
  ['Netlify, by netlify.toml alone', netlify('', files['netlify.toml'])],
  ['Vercel, by vercel.json', vercel(files['vercel.json'])],
  [
    'nginx, by the example in docs/hosting.md',
    nginx(readFileSync(join(projectRoot(), 'docs/hosting.md'), 'utf8')),
  ],
];

/** The headers in the table for a path. */
const TOLD = new Set(
  HEADER_RULES.flatMap(({ headers }) => Object.keys(headers).map((name) => name.toLowerCase())),
);

describe.each(HOSTS)('%s', (host, headersOf) => {
  it('gives every file of the site the headers that the local server gives it', async () => {
    expect(paths.length).toBeGreaterThan(30);
    for (const path of paths) {
      const response = await fetch(new URL(path, server.url), { method: 'HEAD' });
      expect(response.status, path).toBe(200);
      const given = headersOf(path);
      for (const name of TOLD) {
        // Both know the type of most files by themselves, and nginx also that of wasm and bin files.
        if (name === 'content-type' && (!(name in given) || host.startsWith('nginx'))) continue;
        expect([path, name, given[name] ?? null]).toEqual([path, name, response.headers.get(name)]);
      }
    }
  });
});

describe('every file of the site', () => {
  it('is cached for good at an address with a hash, and requested again otherwise', async () => {
    for (const path of paths) {
      const { headers } = await fetch(new URL(path, server.url), { method: 'HEAD' });
      const lasting = /^\/(assets\/[0-9a-f]{10}|data\/fashion-mnist-[0-9a-f]{10})\//.test(path);
      expect([path, headers.get('cache-control')]).toEqual([
        path,
        lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
      ]);
    }
  });

  it('gets no header from two rules, because hosts join them or choose one', () => {
    for (const path of paths) {
      const matching = HEADER_RULES.filter(({ path: pattern }) => cloudflare(`${pattern}\n  X: x`)(path).x);
      const seen = matching.flatMap(({ headers }) => Object.keys(headers));
      expect([path, seen.length]).toEqual([path, new Set(seen).size]);
    }
  });
});

describe('Cloudflare’s limits', () => {
  it('are kept: a hundred rules, lines of 2,000 characters, one splat per path', () => {
    expect(HEADER_RULES.length).toBeLessThanOrEqual(100);
    expect(Math.max(...files._headers.split('\n').map((line) => line.length))).toBeLessThanOrEqual(2000);
    for (const { path } of HEADER_RULES) expect(path.split('*').length).toBeLessThanOrEqual(2);
  });
});

it('the site has a file .nojekyll, so GitHub Pages publishes every file', () => {
  expect(readFileSync(join(SITE, '.nojekyll'), 'utf8')).toBe('');
});
