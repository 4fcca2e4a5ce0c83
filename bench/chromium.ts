import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Playwright from 'playwright';
import type * as SiteBuild from '../esbuild.config.mjs';
import type * as BrowserFinder from '../scripts/lib/browser/find-browser.mjs';
import { dataPath } from '../scripts/lib/data/data-path.mjs';
import { prepareData } from '../scripts/lib/data/prepare-data.mjs';
import { ExpectedError } from '../scripts/lib/entry.mjs';
import type * as SiteServer from '../scripts/lib/site/serve.mjs';
import type * as FmnistTrainer from '../src/index';
import { BROWSER_FLAGS } from '../test/browser/browser-flags';
import type { EngineInfo, EpochReport } from '../worker/protocol';
import type { Contender, EpochAnswer, Laps } from './contender';
import { answerOf, ENDLESS } from './epoch-times';
import { inChromium } from './job';
import { projectModule } from './project-module';

/** What to measure in the browser: an engine, and how many epochs. */
export interface BrowserRun {
  readonly name: string;
  readonly engine: 'fused' | 'tfjs';
  readonly threads: number;
  readonly laps: Laps;
}

/** What the page offers: creates one client per name and trains an epoch with it. */
interface PageCall {
  readonly module: string;
  readonly name: string;
  readonly config: Readonly<Record<string, string | number>>;
}

interface PageAnswer {
  readonly engine: EngineInfo | null;
  readonly epoch: EpochReport | null;
}

export interface Chromium {
  readonly contenders: readonly Contender[];
  close(): Promise<void>;
}

/** Builds the site as it ships, serves it and opens it in Chromium. The page's own worker does the training. */
export async function startChromium(root: string, runs: readonly BrowserRun[]): Promise<Chromium> {
  const [{ build }, { serve }, { findBrowser }] = await Promise.all([
    projectModule<typeof SiteBuild>(root, 'esbuild.config.mjs'),
    projectModule<typeof SiteServer>(root, 'scripts/lib/site/serve.mjs'),
    projectModule<typeof BrowserFinder>(root, 'scripts/lib/browser/find-browser.mjs'),
  ]);
  const { chromium } = createRequire(join(root, 'package.json'))('playwright') as typeof Playwright;
  const data = await prepareData({ root });
  if (data.kind !== 'fashion-mnist') throw new ExpectedError(data.reason);
  const site = join(root, '.cache/bench/site');
  await build({ outdir: site, dataSrc: dataPath(data.packed) });
  const executablePath = process.env.FMNIST_BROWSER ?? (await findBrowser());
  const server = await serve({ root: site, dataFolder: data.packed });
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS }).catch(async (thrown) => {
    await server.close();
    throw thrown;
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(server.url);
    const script = page.locator('script[src$="/fmnist-trainer.js"]');
    const module = await script.evaluate((element: HTMLScriptElement) => element.src);
    const dataSrc = new URL(dataPath(data.packed), server.url).href;
    return { contenders: runs.map((run) => browserContender(page, module, dataSrc, run)), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function browserContender(page: Playwright.Page, module: string, dataSrc: string, run: BrowserRun): Contender {
  const { engine, threads, laps } = run;
  const name = inChromium(run.name);
  const config = { engine, threads, dataSrc, epochs: ENDLESS };
  return {
    name,
    isPeer: false,
    laps,
    epoch: async (): Promise<EpochAnswer> => {
      const answer = await page.evaluate(epochInPage, { module, name, config });
      return answerOf(answer.engine, answer.epoch);
    },
    close: async () => {}, // with the browser
  };
}

/** Runs inside the page. */
async function epochInPage({ module, name, config }: PageCall): Promise<PageAnswer> {
  type Racer = {
    readonly client: FmnistTrainer.TrainerClient;
    engine: EngineInfo | null;
    epoch: EpochReport | null;
  };
  const page = globalThis as unknown as { racers?: Map<string, Racer> };
  page.racers ??= new Map();
  let racer = page.racers.get(name);
  if (!racer) {
    const { TrainerClient } = (await import(module)) as typeof FmnistTrainer;
    const created: Racer = { client: new TrainerClient(), engine: null, epoch: null };
    created.client.subscribe((event) => {
      if (event.type === 'ready' || event.type === 'engine') created.engine = event.engine;
      if (event.type === 'epoch') created.epoch = event.epoch;
    });
    page.racers.set(name, created);
    racer = created;
  }
  await racer.client.step('epoch', config);
  return { engine: racer.engine, epoch: racer.epoch };
}
