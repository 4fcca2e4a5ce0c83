/**
 * @import { Browser, Page } from 'playwright'
 * @import { FmnistTrainer } from '../../src/element/fmnist-trainer'
 */

/** The longest wait for a run. */
const PATIENCE = { timeout: 180_000 };

const LAZY_VIEWS = [
  'fmnist-sample-gallery',
  'fmnist-confusion-matrix',
  'fmnist-first-layer',
  'fmnist-garment-pad',
  'fmnist-network',
  'fmnist-settings-form',
];

/** Uses the trainer on a page as a visitor does. */
export class Visitor {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {Browser} browser
   * @param {string} url
   */
  static async open(browser, url) {
    const page = await browser.newPage({ deviceScaleFactor: 2, serviceWorkers: 'block' });
    await page.goto(url);
    const visitor = new Visitor(page);
    await visitor.showViews();
    return visitor;
  }

  /** Scrolls to each view whose code loads when it is first shown, so that all are in the pictures. */
  async showViews() {
    for (const tag of LAZY_VIEWS) {
      await this.page.locator(tag).scrollIntoViewIfNeeded();
      await this.page.locator(`${tag} section:not([aria-busy])`).waitFor();
    }
    await this.page.evaluate(() => scrollTo(0, 0));
  }

  /** @param {string} name of a button */
  press(name) {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  /**
   * @param {string} name of a field
   * @param {string} value
   */
  fill(name, value) {
    return this.page.locator(`[name="${name}"]`).fill(value);
  }

  /**
   * Sets properties of the element.
   * @param {Partial<Pick<FmnistTrainer, 'lang' | 'view' | 'dataSrc' | 'epochs'>> & { learningRate?: number | undefined }} properties
   */
  async set(properties) {
    await this.page.locator('fmnist-trainer').evaluate((trainer, given) => {
      Object.assign(trainer, given);
    }, properties);
    await this.page.waitForTimeout(400);
  }

  /** @param {FmnistTrainer['state']} wanted */
  state(wanted) {
    const is = (/** @type {string} */ name) => document.querySelector('fmnist-trainer')?.state === name;
    return this.page.waitForFunction(is, wanted, PATIENCE);
  }

  /** @param {number} count epochs to wait for */
  epochs(count) {
    const done = (/** @type {number} */ least) =>
      (document.querySelector('fmnist-trainer')?.history.length ?? 0) >= least;
    return this.page.waitForFunction(done, count, PATIENCE);
  }

  drawStarter() {
    return this.page
      .locator('fmnist-garment-pad')
      .getByRole('button', { name: /boot|부츠/i })
      .click();
  }

  /** Opens the dialog of the gallery's first garment. */
  async openGarment() {
    await this.page.locator('fmnist-sample-gallery').getByRole('listbox').focus();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('dialog').waitFor();
  }
}

/**
 * Trains a run with the element's settings to its end.
 * @param {Visitor} visitor
 */
export async function train({ page }) {
  await page.locator('fmnist-trainer').evaluate((/** @type {FmnistTrainer} */ trainer) => trainer.train());
  await page.waitForTimeout(600);
}

/**
 * Uses every part: selects a cell of the matrix and a neuron of the first layer, and draws a boot on the pad.
 * @param {Visitor} visitor
 */
export async function explore(visitor) {
  const { page } = visitor;
  const grid = page.locator('fmnist-confusion-matrix').getByRole('grid');
  await grid.locator('tbody tr').nth(6).locator('td').first().click();
  await page.locator('fmnist-first-layer [role=option]').nth(9).click();
  await visitor.drawStarter();
  await page.waitForTimeout(600);
}
