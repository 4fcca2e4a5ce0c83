import type { Browser, Frame, Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { launchChromium } from '../fixtures/chromium';

/** A visit to a consumer's page. */
export interface Visitor {
  readonly page: Page;
  /** Warnings and errors on the console, and uncaught errors. */
  readonly complaints: string[];
  /** Addresses that were requested but missing. */
  readonly failed: string[];
}

let browser: Browser | null = null;

/** What the preview loads, whatever a bundler adds to the names. A call ends the downloads of the preview that it replaces. */
const OF_THE_PREVIEW = /\/(kernels|model|model-files|weights)\b[^/]*$/;

/** Opens a page in a new profile, until the test is over. */
export async function visit(url: string): Promise<Visitor> {
  browser ??= await launchChromium();
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [complaints, failed]: [string[], string[]] = [[], []];
  context.on('console', (message) => {
    // The browser requests an icon by itself; no page here has one.
    if (message.location().url.endsWith('/favicon.ico')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (thrown) => complaints.push(String(thrown.error())));
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED' || !OF_THE_PREVIEW.test(request.url()))
      failed.push(`${request.url()}: ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.url()}: ${response.status()}`);
  });
  await page.goto(url);
  return { page, complaints, failed };
}

/** Ends the visits of a test file. */
export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

/** The views whose code loads when they are first shown. */
export const LAZY_VIEWS = [
  'fmnist-sample-gallery',
  'fmnist-confusion-matrix',
  'fmnist-first-layer',
  'fmnist-garment-pad',
  'fmnist-network',
  'fmnist-step',
  'fmnist-settings-form',
];

/** Makes the first trainer of a page, or of a frame in it, load its lazy files. */
export async function useAllFiles(frame: Page | Frame) {
  const used = await frame
    .locator('fmnist-trainer')
    .first()
    .evaluate(async (element) => {
      const trainer = element as HTMLElementTagNameMap['fmnist-trainer'];
      const chart = await trainer.exportChart('svg');
      const model = await trainer.exportModel('safetensors');
      await trainer.step('batch');
      const { step } = await trainer.inspectStep();
      await trainer.stop();
      trainer.share = '';
      const link = await trainer.shareLink();
      trainer.lang = 'ko';
      trainer.view = 'full';
      await trainer.updateComplete;
      // This view loads when the visitor opens it.
      const view = trainer.renderRoot.querySelector('fmnist-step') as HTMLElementTagNameMap['fmnist-step'];
      view.open = true;
      await view.updateComplete;
      return { chart: chart.type, model: model.name, step, link: new URL(link).search };
    });
  for (const tag of LAZY_VIEWS) {
    const view = frame.locator('fmnist-trainer').first().locator(tag);
    await view.scrollIntoViewIfNeeded();
    await view.locator('section:not([aria-busy])').waitFor();
  }
  const table = frame.locator('fmnist-trainer').first().locator('fmnist-epoch-table');
  await table.locator('summary').click();
  await table.locator('section:not([aria-busy])').waitFor();
  await frame.getByRole('button', { name: '훈련', exact: true }).first().waitFor({ timeout: 10_000 });
  return used;
}

/** Makes that trainer open the package's own network, which some bundlers do not copy, and predict with it. */
export async function usePretrained(frame: Page | Frame) {
  return frame
    .locator('fmnist-trainer')
    .first()
    .evaluate(async (element) => {
      const trainer = element as HTMLElementTagNameMap['fmnist-trainer'];
      const opened = new Promise<void>((resolve, reject) => {
        trainer.addEventListener('fmnist-model', () => resolve());
        trainer.addEventListener('fmnist-error', ({ detail }) => reject(new Error(JSON.stringify(detail))));
      });
      trainer.weights = 'pretrained';
      await opened;
      const { length: predictions } = await trainer.predict(new Uint8Array(784));
      return { predictions };
    });
}

/** Makes that trainer train with TensorFlow.js, which bundlers include only if the application imports it. */
export async function useTfjs(frame: Page | Frame) {
  return frame
    .locator('fmnist-trainer')
    .first()
    .evaluate(async (element) => {
      const trainer = element as HTMLElementTagNameMap['fmnist-trainer'];
      const engine = new Promise<string>((resolve) => {
        trainer.addEventListener('fmnist-ready', ({ detail }) => resolve(detail.engine.label));
      });
      trainer.engine = 'tfjs';
      const { state } = await trainer.train();
      return { engine: await engine, state };
    });
}

/** Makes that trainer load everything that `useAllFiles` does not. */
export async function useOtherFiles(frame: Page | Frame) {
  return { ...(await usePretrained(frame)), ...(await useTfjs(frame)) };
}
