import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../esbuild.config.mjs';
import { dataPath } from '../../scripts/lib/data/data-path.mjs';
import { locateData } from '../../scripts/lib/data/prepare-data.mjs';
import { serve } from '../../scripts/lib/site/serve.mjs';
import { DRAWN_GARMENTS } from '../../worker/protocol';
import { writeSmallData } from '../fixtures/small-data';
import { PUBLISHED_SITE, TEST_SITE } from './test-site-folder';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the served site. */
    siteUrl: string;
    /** Whether the site has Fashion-MNIST; without it the tests that need it are skipped, loudly. */
    hasRealData: boolean;
  }
}

/** Builds what ships, once for all browser tests, and serves it as `npm start` does. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { packed } = await locateData();
  const published = join(project.config.root, PUBLISHED_SITE);
  await build({ outdir: published, dataSrc: packed ? dataPath(packed) : DRAWN_GARMENTS });
  const root = join(project.config.root, TEST_SITE);
  rmSync(root, { recursive: true, force: true });
  for (const folder of [published, assetsOf(published)]) cpSync(folder, root, { recursive: true });
  await writeSmallData(join(root, 'data/small'));
  const server = await serve({ root, dataFolder: packed });
  project.provide('siteUrl', server.url);
  project.provide('hasRealData', packed !== null);
  return server.close;
}

/** The one folder with all that the pages of a published site load. */
function assetsOf(site: string): string {
  const [release = ''] = readdirSync(join(site, 'assets'));
  return join(site, 'assets', release);
}
