import { createServer } from 'node:http';
import sirv from 'sirv';
import { TEST_SITE } from '../browser/test-site-folder';
import type { Visit } from './visit';

/** A page of someone's that embeds the trainer, on an origin of its own. */
interface EmbedderOptions {
  /** Where the page takes the script from; its own folder by default. */
  readonly script?: string;
  /** The page, in place of a short one with a trainer. */
  readonly html?: string;
  /** Headers of the page alone. */
  readonly page?: Readonly<Record<string, string>>;
  /** Headers of all that this origin serves. */
  readonly all?: Readonly<Record<string, string>>;
}

/** Serves such a page, with the built files beside it, on the loopback interface. */
export async function serveEmbedder({
  script = '/fmnist-trainer.js',
  html = shortPage(script),
  page = {},
  all = {},
}: EmbedderOptions) {
  const files = sirv(TEST_SITE, { dev: true });
  const server = createServer((request, response) => {
    response.setHeaders(new Map(Object.entries(all)));
    // Browsers ask for it by themselves, and complain.
    if (request.url === '/favicon.ico') return void response.writeHead(204).end();
    if (request.url !== '/') return files(request, response, () => void response.writeHead(404).end());
    response.writeHead(200, { 'Content-Type': 'text/html', ...page });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function shortPage(script: string): string {
  return `<!doctype html><title>A page of mine</title>
    <script type="module" src="${script}"></script>
    <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" view="compact"></fmnist-trainer>`;
}

/** What came of a run of one epoch and a prediction: the state, and addresses of the page's workers. */
export async function trainOnce({ page }: Visit) {
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  const { state, code, got, remedy, predictions } = await page
    .locator('fmnist-trainer')
    .evaluate(async (element) => {
      const trainer = element as HTMLElementTagNameMap['fmnist-trainer'];
      const nothing = { code: '', got: '', remedy: '', predictions: 0 };
      try {
        const { state } = await trainer.train();
        return { ...nothing, state, predictions: (await trainer.predict(new Uint8Array(784))).length };
      } catch (thrown) {
        const { code, got, remedy } = thrown as { code: string; got: string; remedy: string };
        return { ...nothing, state: trainer.state, code, got, remedy };
      }
    });
  return { state, code, got, remedy, predictions, workers: page.workers().map((worker) => worker.url()) };
}
