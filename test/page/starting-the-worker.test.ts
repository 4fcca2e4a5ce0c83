import { afterEach, describe, expect, inject, it } from 'vitest';
import { serveEmbedder, trainOnce } from './embedder';
import { type Visit, visit } from './visit';

type Options = Parameters<typeof serveEmbedder>[0];

const TRAINED = { state: 'finished', code: '', predictions: 1 };
/** What README names, for all that an origin serves: pages and the worker's script alike. */
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";
const TRUSTED_TYPES = "require-trusted-types-for 'script'; trusted-types lit-html fmnist-trainer";

let open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open) await close();
  open = [];
});

async function embed(options: Options): Promise<{ visited: Visit; url: string }> {
  const { url, close } = await serveEmbedder(options);
  open.push(close);
  const visited = await visit();
  open.push(() => visited.page.context().close());
  await visited.page.goto(url);
  return { visited, url };
}

/** The script as another origin serves it. */
const elsewhere = () => new URL('fmnist-trainer.js', inject('siteUrl')).href;
const policy = (text: string) => ({ 'Content-Security-Policy': text });

describe('the worker starts', () => {
  it('from the script beside the element’s, on a page without rules', async () => {
    const { visited, url } = await embed({});
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${url}worker.js`] });
  });

  it('under default-src ‘none’ and the directives that the guide names, without a complaint', async () => {
    const { visited, url } = await embed({ all: policy(STRICT) });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${url}worker.js`] });
    expect(visited.complaints).toEqual([]);
  });

  it('under require-trusted-types-for ‘script’, by a policy that vouches for the package’s own script', async () => {
    const { visited, url } = await embed({ page: policy(TRUSTED_TYPES) });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${url}worker.js`] });
  });

  it('through a blob when the element’s script is of another origin', async () => {
    const { visited } = await embed({ script: elsewhere() });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [expect.stringMatching(/^blob:/)] });
  });

  it('through a blob of another origin’s script under Trusted Types', async () => {
    const { visited } = await embed({ script: elsewhere(), page: policy(`${TRUSTED_TYPES} default`) });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [expect.stringMatching(/^blob:/)] });
  });

  it('through a blob when it fails before the hand-shake: an isolated page whose host forgot the worker’s header', async () => {
    const isolated = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    const { visited } = await embed({ page: isolated });
    expect(await visited.page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [expect.stringMatching(/^blob:/)] });
  });
});

describe('the embedder’s way goes before', () => {
  it('createWorker makes the worker, from the address it is given', async () => {
    const { visited, url } = await embed({});
    await visited.page.waitForFunction(() => customElements.get('fmnist-trainer'));
    await visited.page.evaluate(() => {
      const trainer = customElements.get('fmnist-trainer') as unknown as { createWorker(url: URL): Worker };
      trainer.createWorker = (address) => new Worker(`${address}?mine`);
    });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${url}worker.js?mine`] });
  });

  it('createWorker that throws is told, and no other way is tried', async () => {
    const { visited } = await embed({});
    await visited.page.waitForFunction(() => customElements.get('fmnist-trainer'));
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

  it('worker-url may be a TrustedScriptURL, as a property', async () => {
    const { visited, url } = await embed({ page: policy(`${TRUSTED_TYPES} mine`) });
    await visited.page.locator('fmnist-trainer').evaluate((element) => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
      };
      const mine = trustedTypes.createPolicy('mine', { createScriptURL: (address: string) => address });
      (element as HTMLElementTagNameMap['fmnist-trainer']).workerUrl =
        mine.createScriptURL('/worker.js?trusted');
    });
    expect(await trainOnce(visited)).toMatchObject({ ...TRAINED, workers: [`${url}worker.js?trusted`] });
  });

  it('worker-url as a text is refused under Trusted Types: its author has not vouched for it', async () => {
    const { visited } = await embed({ page: policy(TRUSTED_TYPES) });
    await visited.page.locator('fmnist-trainer').evaluate((element) => {
      element.setAttribute('worker-url', '/worker.js?text');
    });
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start', workers: [] });
    expect(outcome.got).toContain('TrustedScriptURL');
  });
});

describe('a page that allows no worker at all', () => {
  it('shows what was refused and what to do, and does not train on its own thread', async () => {
    const { visited } = await embed({ all: policy(STRICT.replace("worker-src 'self'", "worker-src 'none'")) });
    const outcome = await trainOnce(visited);
    expect(outcome).toMatchObject({ state: 'failed', code: 'worker-start', predictions: 0, workers: [] });
    expect(outcome.remedy).toContain('worker-src');
    const alert = visited.page.getByRole('alert');
    await alert.getByText('worker-start').waitFor();
    expect(await alert.textContent()).toContain('worker-src');
  });
});
