import { onTestFinished } from 'vitest';
import { headersFor } from '../../scripts/lib/site/hosting-headers.mjs';
import { type Host, type HostOptions, hostFolder } from '../fixtures/static-host';
import { TEST_SITE } from '../setup/site-folders';

/** A page with a trainer on small data, between two links. */
export function pageWithTrainer(
  attributes = 'data-src="/data/small/" share',
  script = '/fmnist-trainer.js',
): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A trainer</title>
    <link rel="icon" href="data:,"><script type="module" src="${script}"></script>
    <p><a href="#after">Past the trainer</a></p><fmnist-trainer ${attributes}></fmnist-trainer>
    <p><a href="#" id="after">Back to the top</a></p>`;
}

/**
 * Serves such a page, or another, on an origin of its own, where nothing is stored yet. Unless the test says otherwise, with the headers
 * of the site: under its strict policy, and isolated.
 * @param atEnd registers what closes it; by default, at the end of the test
 */
export async function host(
  options: Partial<HostOptions> & { html?: string } = {},
  atEnd: (close: () => void) => void = onTestFinished,
): Promise<Host> {
  const { html = pageWithTrainer(), all = headersFor('/'), ...others } = options;
  const served = await hostFolder({ folder: TEST_SITE, pages: { '': html }, all, ...others });
  atEnd(() => served.close());
  return served;
}
