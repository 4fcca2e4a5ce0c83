import { type Host, hostFolder } from '../fixtures/static-host';
import { TEST_SITE } from '../setup/site-folders';

/** An author's page that embeds the trainer, on its own origin. */
interface EmbedderOptions {
  /** The page; by default, a short one with a trainer. */
  readonly html?: string;
  /** The headers of everything that this origin serves. */
  readonly all?: Readonly<Record<string, string>>;
}

const SHORT_PAGE = `<!doctype html><title>A page of mine</title>
  <script type="module" src="/fmnist-trainer.js"></script>
  <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" view="compact"></fmnist-trainer>`;

/** Serves such a page, with the built files beside it, on the loopback interface. */
export function serveEmbedder({ html = SHORT_PAGE, all = {} }: EmbedderOptions): Promise<Host> {
  return hostFolder({ folder: TEST_SITE, pages: { '': html }, all });
}
