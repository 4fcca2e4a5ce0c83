import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostOptions } from '../fixtures/static-host';
import { type Outcome, trainThere } from '../fixtures/train-there';
import { ISOLATED, policy, STRICT, TRUSTED_TYPES } from './policies';
import { pageWith, unpackedHosts } from './unpacked';
import { type Visitor, visit } from './visitor';

const { host } = unpackedHosts();
const TRAINED = { state: 'finished', code: '', predictions: 1 };

async function embed(headers: Pick<HostOptions, 'page' | 'all'>): Promise<Visitor & { readonly url: string }> {
  const { url } = await host({ ...headers, pages: { '': pageWith('fmnist-trainer.js') } });
  const visitor = await visit(url);
  onTestFinished(() => visitor.page.context().close());
  await visitor.page.waitForFunction(() => customElements.get('fmnist-trainer'));
  return { ...visitor, url };
}

/** The result of the page's only trainer, and the addresses of the page's workers. */
async function trainOnce({ page }: Visitor): Promise<Outcome & { readonly workers: readonly string[] }> {
  const [outcome] = await trainThere(page);
  return { ...(outcome as Outcome), workers: page.workers().map((worker) => worker.url()) };
}

describe('if the worker’s script fails before the hand-shake', () => {
  it('it and its helper threads start through blobs: on an isolated page whose host does not send the worker’s header', async () => {
    const visited = await embed({ page: ISOLATED });
    expect(await visited.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await visited.page.locator('fmnist-trainer').evaluate((element) => element.setAttribute('threads', '2'));
    const blob = expect.stringMatching(/^blob:/);
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [blob, blob] });
  });
});

describe('the embedder’s way comes first', () => {
  it('createWorker makes the worker from the given address', async () => {
    const visited = await embed({});
    await visited.page.evaluate(() => {
      const trainer = customElements.get('fmnist-trainer') as unknown as { createWorker(url: URL): Worker };
      trainer.createWorker = (address) => new Worker(`${address}?mine`);
    });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${visited.url}worker.js?mine`] });
  });

  it('an error of createWorker is reported, and no other way is tried', async () => {
    const visited = await embed({});
    await visited.page.evaluate(() => {
      const trainer = customElements.get('fmnist-trainer') as unknown as { createWorker(url: URL): Worker };
      trainer.createWorker = () => {
        throw new Error('not on my page');
      };
    });
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start', workers: [] });
    expect(outcome.got).toContain('not on my page');
  });

  it('worker-url can be a TrustedScriptURL, as a property', async () => {
    const visited = await embed({ page: policy(`${TRUSTED_TYPES} mine`) });
    await visited.page.locator('fmnist-trainer').evaluate((element) => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
      };
      const mine = trustedTypes.createPolicy('mine', { createScriptURL: (address: string) => address });
      (element as HTMLElementTagNameMap['fmnist-trainer']).workerUrl =
        mine.createScriptURL('/worker.js?trusted');
    });
    expect(await trainOnce(visited)).toMatchObject({
      ...TRAINED,
      workers: [`${visited.url}worker.js?trusted`],
    });
  });

  it('worker-url as a text is refused under Trusted Types, because the text may come from anywhere', async () => {
    const visited = await embed({ page: policy(TRUSTED_TYPES) });
    await visited.page.locator('fmnist-trainer').evaluate((element) => {
      element.setAttribute('worker-url', '/worker.js?text');
    });
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start', workers: [] });
    expect(outcome.got).toContain('TrustedScriptURL');
  });
});

describe('a page with two bundles of the package, under Trusted Types,', () => {
  it('has one policy for both', async () => {
    const visited = await embed({ page: policy(TRUSTED_TYPES) });
    expect(await trainOnce(visited)).toMatchObject(TRAINED);
    // As a string, so that Vitest does not replace this import.
    const trained = await visited.page.evaluate(`import('./client.js').then(async ({ TrainerClient }) => {
      const client = new TrainerClient();
      return (await client.train({ dataSrc: 'drawn-garments', trainImages: 640, epochs: 1 })).state;
    })`);
    expect(trained).toBe('finished');
  });
});

describe('a page that allows no worker', () => {
  it('shows what was refused and what to do, and does not train on its own thread', async () => {
    const visited = await embed({ all: policy(STRICT.replace("worker-src 'self'", "worker-src 'none'")) });
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start', predictions: 0, workers: [] });
    expect(outcome.remedy).toContain('worker-src');
    const alert = visited.page.getByRole('alert');
    await alert.getByText('worker-start').waitFor();
    expect(await alert.textContent()).toContain('worker-src');
  });
});

describe('a module that Vite’s development server has copied away from the package’s files', () => {
  it('names the line of the configuration that cures it, if the server does not know where the package is', async () => {
    const { url } = await host({ pages: { '': pageWith('deps/fmnist-trainer.js?v=1a2b3c4d') } });
    const visited = await visit('about:blank');
    onTestFinished(() => visited.page.context().close());
    await visited.page.route('**/deps/fmnist-trainer.js?*', async (route) => {
      const script = await (await fetch(`${url}fmnist-trainer.js`)).text();
      const added = 'import.meta.env = { DEV: true, BASE_URL: "/" };';
      await route.fulfill({ contentType: 'text/javascript', body: added + script });
    });
    await visited.page.goto(url);
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start' });
    expect(outcome.remedy).toContain("optimizeDeps: { exclude: ['fmnist-trainer'] }");
  });
});
