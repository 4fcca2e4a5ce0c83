import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { type Application, makeApplication } from './application';

const ROOT = projectRoot();
/** Wrangler puts a checksum before the name of each module. */
const BUNDLED = /^(?:[0-9a-f]{40}-)?(edge\.js|kernels\.wasm|weights\.bin)$/;

let clone: Application;
beforeAll(async () => {
  clone = await makeApplication([join(ROOT, 'test/consumers/wrangler')], inject('packed'), 'registry');
  // The output of `npm run build`, which has already run, so the clone's own script of that name does nothing.
  cpSync(join(clone.folder, 'node_modules/fmnist-trainer/dist'), join(clone.folder, 'dist'), {
    recursive: true,
  });
  cpSync(join(ROOT, 'wrangler.jsonc'), join(clone.folder, 'wrangler.jsonc'));
  cpSync(inject('publishedSite'), join(clone.folder, 'site'), { recursive: true });
}, 240_000);
afterAll(() => clone?.remove());

describe('the documented Wrangler, with the unchanged wrangler.jsonc,', () => {
  it('bundles the function, its kernels, both networks and the site for deployment', async () => {
    const said = await clone.run('deploy');
    expect(said).toContain('env.ASSETS');
    expect(said).toMatch(/Read \d{2,} files from the assets directory/);
    expect(said).not.toMatch(/warning/i);
    const bundled = readdirSync(join(clone.folder, 'out')).flatMap((name) => BUNDLED.exec(name)?.[1] ?? []);
    expect(bundled.sort()).toEqual(['edge.js', 'kernels.wasm', 'weights.bin', 'weights.bin']);
  });

  describe('the deployment in workerd, by Cloudflare’s own rules for the files of a site:', () => {
    let url: string;
    beforeAll(async () => {
      url = await clone.start('dev');
    });
    const ask = (path: string, init?: RequestInit) => fetch(new URL(path, url), init);

    it('the function answers', async () => {
      const headers = { 'Content-Type': 'application/octet-stream' };
      const answer = await ask('/api/predict?model=best', {
        method: 'POST',
        headers,
        body: new Uint8Array(784),
      });
      expect(await answer.json()).toMatchObject({ model: { name: 'best' }, predictions: [{}] });
    });

    it.each(['/api', '/api/', '/api/train'])('the function refuses %s', async (path) => {
      const response = await ask(path);
      expect([response.status, (await response.json()).error.code]).toEqual([404, 'path-unknown']);
    });

    it.each(['', 'guide/'])('the page /%s is the site’s', async (path) => {
      const page = readFileSync(join(clone.folder, 'site', path, 'index.html'), 'utf8');
      const response = await ask(`/${path}`);
      expect([response.status, await response.text()]).toEqual([200, page]);
      expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    });

    it.each(['/nothing', '/guide/nothing.html', '/apis', '/assets/0123456789/worker.js'])(
      '%s, which does not exist, is the site’s 404.html with status 404',
      async (path) => {
        const response = await ask(path);
        const page = readFileSync(join(clone.folder, 'site/404.html'), 'utf8');
        expect([response.status, await response.text()]).toEqual([404, page]);
      },
    );
  });
});
