import { type Host, hostFolder } from '../fixtures/static-host';
import { TEST_SITE } from '../setup/site-folders';

/** A page of someone's that embeds the trainer, on an origin of its own. */
interface EmbedderOptions {
  /** The page, in place of a short one with a trainer. */
  readonly html?: string;
  /** Headers of all that this origin serves. */
  readonly all?: Readonly<Record<string, string>>;
}

const SHORT_PAGE = `<!doctype html><title>A page of mine</title>
  <script type="module" src="/fmnist-trainer.js"></script>
  <fmnist-trainer data-src="drawn-garments" train-images="640" epochs="1" view="compact"></fmnist-trainer>`;

/** Serves such a page, with the built files beside it, on the loopback interface. */
export function serveEmbedder({ html = SHORT_PAGE, all = {} }: EmbedderOptions): Promise<Host> {
  return hostFolder({ folder: TEST_SITE, pages: { '': html }, all });
}
