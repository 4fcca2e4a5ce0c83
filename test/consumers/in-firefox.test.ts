import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { launchFirefox } from '../../scripts/lib/browser/drivers/firefox';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { hostFolder } from '../fixtures/static-host';
import { inOneBrowser, Session } from '../three-browsers/session';
import { makeApplication } from './application';
import { pageWith, unpackedHosts } from './unpacked';
import { LAZY_VIEWS } from './visitor';

const { FMNIST_FIREFOX: executable } = process.env;

describe.skipIf(!executable)(
  'in Firefox, a page trains and predicts, loads every lazy file, and logs no error,',
  () => {
    const session = new Session(launchFirefox, executable ?? '');
    inOneBrowser(session);
    const { host } = unpackedHosts();

    it('without a bundler', async () => {
      const { url } = await host({ pages: { '': pageWith('fmnist-trainer.js') } });
      await expectToWorkInFirefox(session, url);
    });

    it('as built with Vite', async () => {
      const sources = join(projectRoot(), 'test/consumers/vite');
      const application = await makeApplication([sources], inject('packed'), 'own');
      onTestFinished(() => application.remove());
      await application.run('build');
      const { url, close } = await hostFolder({ folder: join(application.folder, 'dist') });
      onTestFinished(close);
      await expectToWorkInFirefox(session, url);
      await session.visitor.sees('epoch 1', 'output');
    });
  },
);

async function expectToWorkInFirefox({ browser, visitor }: Session, url: string): Promise<void> {
  expect(browser).toMatch(/^Firefox \d/);
  await visitor.goto(url);
  await visitor.until(({ trainer }) => 'train' in trainer());
  const trained = await visitor.evaluate(async ({ trainer }) => {
    const { state } = await trainer().train();
    const { length: predictions } = await trainer().predict(new Uint8Array(784));
    const { name: model } = await trainer().exportModel('safetensors');
    const { type: chart } = await trainer().exportChart('svg');
    await trainer().step('batch');
    const { step } = await trainer().inspectStep();
    await trainer().stop();
    return { state, predictions, model, chart, step };
  });
  expect(trained).toEqual({
    state: 'finished',
    predictions: 1,
    model: expect.stringMatching(/\.safetensors$/),
    chart: 'image/svg+xml',
    step: 2,
  });
  await visitor.set({ lang: 'ko', view: 'full' });
  for (const tag of LAZY_VIEWS) await visitor.showView(tag);
  await visitor.sees('훈련');
  const failed = await visitor.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ responseStatus }) => responseStatus >= 400)
      .map(({ name }) => name),
  );
  expect(failed).toEqual([]);
}
