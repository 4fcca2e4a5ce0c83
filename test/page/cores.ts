import type { Page } from 'playwright';
import type { FmnistTrainer } from '../../src/index';

/** Makes the workers of a page's trainers see this many cores, whatever the computer has. */
export async function reportCores(page: Page, count: number): Promise<void> {
  await page.waitForFunction(() => customElements.get('fmnist-trainer'));
  await page.evaluate((cores) => {
    const element = customElements.get('fmnist-trainer') as typeof FmnistTrainer;
    element.createWorker = ({ href }) => {
      const override = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });`;
      const script = new Blob([`${override}importScripts(${JSON.stringify(href)});`], {
        type: 'text/javascript',
      });
      return new Worker(URL.createObjectURL(script));
    };
  }, count);
}
