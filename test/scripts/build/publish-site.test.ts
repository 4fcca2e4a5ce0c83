import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostFiles } from '../../../scripts/build/host-files.mjs';
import { publishSite } from '../../../scripts/build/publish-site.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { PUBLISHED_SITE } from '../../setup/site-folders';
import { temporaryFolder } from '../lib/data/small-official-files';

type Files = Readonly<Record<string, string>>;

const FILES: Files = {
  'index.html':
    '<html><head><link rel="stylesheet" href="page.css"></head><body><x data-src="%DATA_SRC%"></x></body></html>',
  'guide/index.html':
    '<html><head><script src="../fmnist-trainer.js"></script></head><x data-src="%DATA_SRC%"></x>',
  'guide/guide.css': 'a {}',
  'page.css': 'b {}',
  'offline.js': 'offline',
  '404.html': '<html><head></head></html>',
  'service-worker.js': "const RELEASE = '%RELEASE%';",
  'fmnist-trainer.js': 'trainer',
  'fmnist-trainer.js.map': '{}',
  'locales/ko.js': 'ko',
};

function put(folder: string, files: Files): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Site {
  readonly names: readonly string[];
  readonly assets: string;
  read(name: string): string;
  readonly release: Readonly<Record<string, unknown>>;
}

function publish(dataSrc = '', changed: Files = {}): Site {
  const outdir = put(temporaryFolder(), { ...FILES, ...changed });
  publishSite({ outdir, dataSrc });
  const read = (name: string) => readFileSync(join(outdir, name), 'utf8');
  return {
    names: filesOf(outdir),
    assets: `assets/${readdirSync(join(outdir, 'assets'))[0]}/`,
    read,
    release: JSON.parse(/= (\{.*\});$/m.exec(read('service-worker.js'))?.[1] ?? 'null'),
  };
}

function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile()).sort();
}

describe('a published site', () => {
  it('has all files that pages load in one folder, under their old names; pages and data keep their addresses', () => {
    const { names, assets } = publish('data/x/', { 'data/x/manifest.json': '{}' });
    const moved = ['fmnist-trainer.js', 'fmnist-trainer.js.map', 'guide/guide.css', 'locales/ko.js'];
    expect(names).toEqual(
      [
        ...['404.html', 'index.html', 'guide/index.html', 'service-worker.js', 'data/x/manifest.json'],
        ...[...moved, 'offline.js', 'page.css'].map((name) => assets + name),
        ...Object.keys(hostFiles()),
      ].sort(),
    );
  });

  it('has pages that refer to those files at their new addresses, and to the script for visits without a network', () => {
    const { read, assets } = publish();
    expect(read('index.html')).toContain(`<link rel="stylesheet" href="./${assets}page.css">`);
    expect(read('index.html')).toContain(`<script type="module" src="./${assets}offline.js"></script>`);
    expect(read('guide/index.html')).toContain(`<script src="../${assets}fmnist-trainer.js">`);
    expect(read('guide/index.html')).toContain(`<script type="module" src="../${assets}offline.js"></script>`);
    expect(read('404.html')).toBe(FILES['404.html']);
  });

  it('has pages whose trainers find the data, from any depth', () => {
    const site = publish('data/x/');
    expect(site.read('index.html')).toContain('<x data-src="./data/x/">');
    expect(site.read('guide/index.html')).toContain('<x data-src="../data/x/">');
    expect(publish('a "b" & c').read('guide/index.html')).toContain('<x data-src="a &quot;b&quot; &amp; c">');
  });

  it('has a service worker that knows the release', () => {
    const { release, assets } = publish('data/x/');
    expect(release).toEqual({
      version: expect.stringMatching(/^[0-9a-f]{10}$/),
      assets,
      pages: ['guide/', ''],
      files: ['fmnist-trainer.js', 'guide/guide.css', 'locales/ko.js', 'offline.js', 'page.css'],
      data: 'data/x/',
    });
    expect(publish('').release).toMatchObject({ data: null });
  });

  it('has files for hosts', () => {
    const { read } = publish();
    for (const [name, text] of Object.entries(hostFiles())) expect(read(name)).toBe(text);
  });
});

describe('the hash', () => {
  it('is the same for the same files, and changes with any of them', () => {
    const first = publish();
    const again = publish();
    expect([again.assets, again.release]).toEqual([first.assets, first.release]);
    const changed = publish('', { 'page.css': 'c {}' });
    expect(changed.assets).not.toBe(first.assets);
    expect(changed.release.version).not.toBe(first.release.version);
  });

  it('of the assets does not change if only a page changes, but the release does', () => {
    const first = publish();
    const changed = publish('', { 'guide/index.html': '<html><head></head>new</html>' });
    expect(changed.assets).toBe(first.assets);
    expect(changed.release.version).not.toBe(first.release.version);
  });
});

it('a file that is too large for hosts ends the build', () => {
  const outdir = put(temporaryFolder(), FILES);
  truncateSync(join(outdir, 'page.css'), 20 * 1024 * 1024 + 1);
  expect(() => publishSite({ outdir, dataSrc: '' })).toThrow(
    /page\.css has 20,971,521 bytes\. Hosts accept up to 20,971,520 for a file\. Split it, or leave it out\.$/,
  );
});

describe('the shipped site', () => {
  const site = join(projectRoot(), PUBLISHED_SITE);
  const pages = () => filesOf(site).filter((name) => name.endsWith('.html'));

  it('has pages whose references all exist', () => {
    const lost: string[] = [];
    for (const page of pages()) {
      const html = readFileSync(join(site, page), 'utf8');
      for (const [, reference = ''] of html.matchAll(/<[a-z][^>]*?\s(?:src|href)="([^"]*)"/g)) {
        const url = new URL(reference, `http://site/${page}`);
        const path = url.pathname.replace(/\/$/, '/index.html');
        if (url.host === 'site' && !existsSync(join(site, decodeURIComponent(path))))
          lost.push(`${page}: ${reference}`);
        if (reference.startsWith('/')) lost.push(`${page}: ${reference} is not relative`);
      }
    }
    expect(lost).toEqual([]);
  });

  it('has only pages, the service worker and files for hosts outside of assets/', () => {
    const known = [...Object.keys(hostFiles()), ...pages(), 'service-worker.js'];
    const outside = filesOf(site).filter((name) => !name.startsWith('assets/') && !known.includes(name));
    expect(outside).toEqual([]);
  });
});
