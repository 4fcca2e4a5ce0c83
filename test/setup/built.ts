import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackage } from '../../esbuild.config.mjs';
import { publishSite } from '../../scripts/build/publish-site.mjs';
import { assembleSite } from '../../scripts/build/site.mjs';
import { dataPath } from '../../scripts/lib/data/data-path.mjs';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { serve } from '../../scripts/lib/site/serve.mjs';
import { DRAWN_GARMENTS } from '../../worker/protocol';
import { writeSmallData } from '../fixtures/small-data';
import { once } from './once';
import { PLAIN_SITE, PUBLISHED_SITE, TEST_SITE } from './site-folders';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built package, as `npm run build` writes `dist/`. */
    dist: string;
    /** The folder of the shipped site. */
    publishedSite: string;
    /** The URL of the served site. */
    siteUrl: string;
    /** Whether the site has Fashion-MNIST. Without it, the tests that need it are skipped with a message. */
    hasRealData: boolean;
  }
}

/** Provides the build to a project's tests, and serves the site like `npm start`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { packed } = await locateData();
  const root = projectRoot();
  project.provide('dist', await once('site', () => buildSite(root, packed)));
  project.provide('publishedSite', join(root, PUBLISHED_SITE));
  const server = await serve({ root: join(root, TEST_SITE), dataFolder: packed });
  project.provide('siteUrl', server.url);
  project.provide('hasRealData', packed !== null);
  return server.close;
}

/**
 * Creates all sites from one build: the one in `$FMNIST_DIST`, which `npm test` sets, or a new one.
 * @returns the folder of the package
 */
async function buildSite(root: string, packed: string | null): Promise<string> {
  const { FMNIST_DIST: dist = join(root, '.cache/test/dist') } = process.env;
  if (!process.env.FMNIST_DIST) await buildPackage({ outdir: dist });
  const plain = copyTo(join(root, PLAIN_SITE), dist);
  await assembleSite({ staticDir: join(root, 'static'), outdir: plain });

  const published = copyTo(join(root, PUBLISHED_SITE), plain);
  publishSite({ outdir: published, dataSrc: packed ? dataPath(packed) : DRAWN_GARMENTS });
  const [release = ''] = readdirSync(join(published, 'assets'));

  const served = copyTo(join(root, TEST_SITE), published, join(published, 'assets', release));
  await writeSmallData(join(served, 'data/small'));
  return dist;
}

/** Replaces a folder with copies of the contents of others. */
function copyTo(folder: string, ...sources: string[]): string {
  rmSync(folder, { recursive: true, force: true });
  for (const source of sources) cpSync(source, folder, { recursive: true });
  return folder;
}
