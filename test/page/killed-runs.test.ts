import type { Page } from 'playwright';
import { afterAll, expect, inject, it } from 'vitest';
import type * as FmnistTrainerModule from '../../src/index';
import { RandomStream } from '../../worker/random';
import { DEPTH } from '../fixtures/depth';
import { closeBrowser, visit } from './visit';

afterAll(closeBrowser);

const KILLS = DEPTH.kills;
/** Each round lasts at most this many epochs, counted from where the run continued. Some rounds see one epoch stored and the next one started. */
const LONGEST_ROUND = 2.5;
/** An epoch of a tenth of a second, like 60,000 images on a fast machine. */
const SETTINGS = { dataSrc: '/data/small/', hiddenUnits: 8, batchSize: 1, epochs: 40 };
const WAYS_TO_DIE = ['the worker is terminated', 'the tab crashes', 'the tab is closed'] as const;
type WayToDie = (typeof WAYS_TO_DIE)[number];

/** What a tab has reported of its run. */
interface Tab {
  readonly page: Page;
  /** The epochs that were stored when it continued. */
  readonly storedEpochs: number;
  isReady: boolean;
  /** The latest reported epoch, and its duration. */
  epoch: number;
  seconds: number;
  problems: readonly string[];
  /** The SHA-256 of the final weights, once the run has ended. */
  sum: string;
}

const NEWS: Omit<Tab, 'page' | 'storedEpochs'> = {
  isReady: false,
  epoch: 0,
  seconds: 0,
  problems: [],
  sum: '',
};

/** A page with only the script, which opens quickly. */
const PAGE = `<!doctype html><title>A run</title><script type="module">
  import { TrainerClient } from './fmnist-trainer.js';
  Object.assign(globalThis, { TrainerClient });
</script>`;

async function kill(page: Page, how: WayToDie): Promise<void> {
  if (how === 'the worker is terminated') {
    await page.evaluate(() => (globalThis as unknown as { worker: Worker }).worker.terminate());
  }
  if (how === 'the tab crashes') {
    const devTools = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    devTools.send('Page.crash').catch(() => {});
    await crashed;
  }
  await page.close({ runBeforeUnload: false });
}

it(`${KILLS} kills at random moments never lose a reported epoch, nor the run`, {
  timeout: DEPTH.testMs,
}, async () => {
  const { page: first } = await visit();
  const context = first.context();
  const siteUrl = inject('siteUrl');
  let tab: Tab = { ...NEWS, page: first, storedEpochs: 0 };
  await context.route('**/a-run', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await context.exposeBinding('tell', (_, news: Partial<Tab>) => Object.assign(tab, news));

  /** Opens a tab that continues the stored run, or starts one. */
  const open = async (autosave: boolean): Promise<Tab> => {
    const page = await context.newPage();
    tab = { ...NEWS, page, storedEpochs: 0 };
    await page.goto(new URL('a-run', siteUrl).href);
    const storedEpochs = await page.evaluate(
      async ({ settings, autosave }) => {
        const { tell, TrainerClient } = globalThis as unknown as {
          tell: (news: Partial<Tab>) => void;
          TrainerClient: typeof FmnistTrainerModule.TrainerClient;
        };
        const createWorker = (url: URL) => {
          const worker = new Worker(url);
          Object.assign(globalThis, { worker });
          return worker;
        };
        const trainer = new TrainerClient({ createWorker });
        const problems: string[] = [];
        trainer.subscribe((event) => {
          if (event.type === 'ready') tell({ isReady: true });
          if (event.type === 'epoch') tell({ epoch: event.epoch.epoch, seconds: event.epoch.seconds });
          if (event.type === 'storage' && event.problem) tell({ problems: problems.concat(event.problem) });
        });
        trainer.autosave(autosave);
        const [run] = await trainer.storedRuns();
        const summary = run ? trainer.continueRun(run.id) : trainer.train(settings);
        summary.then(
          (end) => tell({ sum: end?.weightsSha256 ?? '' }),
          (error) => tell({ problems: problems.concat(String(error)) }),
        );
        return run?.epochs ?? 0;
      },
      { settings: SETTINGS, autosave },
    );
    return Object.assign(tab, { storedEpochs });
  };

  const reference = await open(false);
  await expect.poll(() => reference.sum, { timeout: 60_000 }).not.toBe('');
  await reference.page.close();

  const random = RandomStream.seeded(5);
  const lost: number[] = [];
  let announced = 0;
  let epochMs = 100;
  for (let kills = 0; kills < KILLS; kills++) {
    const killed = await open(true);
    const { page, storedEpochs } = killed;
    lost.push(announced - storedEpochs);
    const epochs = random.nextFloat() * LONGEST_ROUND;
    const hasCome = () => killed.epoch >= storedEpochs + Math.floor(epochs) || killed.sum !== '';
    await expect
      .poll(() => killed.isReady && (epochs < 1 || hasCome()), { interval: 5, timeout: 10_000 })
      .toBe(true);
    await new Promise((resolve) => setTimeout(resolve, (epochs % 1) * epochMs));
    expect(killed.problems).toEqual([]);
    await kill(page, WAYS_TO_DIE[random.nextInt(WAYS_TO_DIE.length)] as WayToDie);
    announced = Math.max(storedEpochs, killed.epoch);
    epochMs = killed.seconds * 1000 || epochMs;
  }

  const last = await open(true);
  lost.push(announced - last.storedEpochs);
  expect(Math.max(...lost)).toBeLessThanOrEqual(0);
  expect(last.storedEpochs).toBeGreaterThan(0);
  await expect.poll(() => last.sum, { timeout: 60_000 }).toBe(reference.sum);
  expect(last.problems).toEqual([]);
  await context.close();
});
