import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../esbuild.config.mjs';
import { locateData } from '../../scripts/data.mjs';
import { DATA_PATH, serve } from '../../scripts/serve.mjs';
import { DRAWN_GARMENTS } from '../../worker/protocol';
import { writeSmallData } from '../fixtures/small-data';
import { TEST_SITE } from './test-site-folder';

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
  const root = join(project.config.root, TEST_SITE);
  await build({ outdir: root, dataSrc: packed ? DATA_PATH : DRAWN_GARMENTS });
  await writeSmallData(join(root, 'data/small'));
  const server = await serve({ root, dataFolder: packed });
  project.provide('siteUrl', server.url);
  project.provide('hasRealData', packed !== null);
  return server.close;
}
