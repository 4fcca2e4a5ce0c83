import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publishSite } from '../../scripts/build/publish-site.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { serve } from '../../scripts/lib/site/serve.mjs';
import { writeSmallData } from '../fixtures/small-data';
import { PLAIN_SITE } from '../setup/site-folders';

/** A release of the site, with a small data set. */
export interface Release {
  readonly folder: string;
  /** Its folder of assets, such as `assets/0123456789/`. */
  readonly assets: string;
}

/** A server of the site that can change its release, go away, and come back at the same address. */
export interface Host {
  readonly url: string;
  publish(release: Release): void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

const folders: string[] = [];

/**
 * Creates a release of the shipped package: a copy of the built site, published.
 * @param options.comment added to the style sheet, so that the release differs from one with another comment
 * @param options.page the heading of an additional page, `deep/page.html`
 * @param options.guide whether the guide is part of it. Without its pages, a browser stores the site sooner.
 */
export async function makeRelease(
  options: { comment?: string; page?: string; dataSrc?: string; guide?: boolean } = {},
): Promise<Release> {
  const { comment = '', page, dataSrc = 'data/small/', guide = false } = options;
  const folder = temporaryFolder();
  cpSync(join(projectRoot(), PLAIN_SITE), folder, { recursive: true });
  if (!guide) rmSync(join(folder, 'guide'), { recursive: true });
  appendFileSync(join(folder, 'page.css'), `/* ${comment} */\n`);
  if (page) put(folder, 'deep/page.html', readFileSync(join(folder, 'index.html'), 'utf8'), page);
  if (dataSrc.startsWith('data/')) await writeSmallData(join(folder, dataSrc));
  publishSite({ outdir: folder, dataSrc });
  const [assets = ''] = readdirSync(join(folder, 'assets'));
  return { folder, assets: `assets/${assets}/` };
}

/** A copy of the landing page, one folder deeper and with another heading. */
function put(folder: string, name: string, html: string, heading: string): void {
  mkdirSync(join(folder, dirname(name)));
  const deeper = html.replaceAll('"./', '"../').replace(/<h1>.*<\/h1>/, `<h1>${heading}</h1>`);
  writeFileSync(join(folder, name), deeper);
}

/** Serves a release as `npm start` does. */
export async function hostOf(release: Release): Promise<Host> {
  const root = temporaryFolder();
  const publish = ({ folder }: Release) => {
    rmSync(root, { recursive: true });
    cpSync(folder, root, { recursive: true });
  };
  publish(release);
  let server = await serve({ root });
  const { url } = server;
  return {
    url,
    publish,
    stop: () => server.close(),
    start: async () => {
      server = await serve({ root, port: Number(new URL(url).port) });
    },
  };
}

/** Call it once, after the tests. */
export function removeReleases(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fmnist-release-'));
  folders.push(folder);
  return folder;
}
