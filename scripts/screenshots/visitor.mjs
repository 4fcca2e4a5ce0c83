/** Longest wait for a run. */
const PATIENCE = { timeout: 180_000 };

/** Someone who uses the trainer on a page. */
export class Visitor {
  constructor(page) {
    this.page = page;
  }

  static async open(browser, url) {
    const page = await browser.newPage({ deviceScaleFactor: 2, serviceWorkers: 'block' });
    await page.goto(url);
    return new Visitor(page);
  }

  press(name) {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  fill(name, value) {
    return this.page.locator(`[name="${name}"]`).fill(value);
  }

  /** Sets properties of the element. */
  async set(properties) {
    await this.page.locator('fmnist-trainer').evaluate((trainer, given) => {
      Object.assign(trainer, given);
    }, properties);
    await this.page.waitForTimeout(400);
  }

  state(wanted) {
    const is = (name) => document.querySelector('fmnist-trainer').state === name;
    return this.page.waitForFunction(is, wanted, PATIENCE);
  }

  epochs(count) {
    const done = (least) => document.querySelector('fmnist-trainer').history.length >= least;
    return this.page.waitForFunction(done, count, PATIENCE);
  }

  drawStarter() {
    return this.page
      .locator('fmnist-garment-pad')
      .getByRole('button')
      .filter({ hasText: /boot|부츠/i })
      .click();
  }

  /** Opens the gallery's first garment large. */
  async openGarment() {
    await this.page.locator('fmnist-sample-gallery').getByRole('listbox').focus();
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('dialog').waitFor();
  }
}

/** Trains a run with the element's settings to its end. */
export async function train({ page }) {
  await page.locator('fmnist-trainer').evaluate((trainer) => trainer.train());
  await page.waitForTimeout(600);
}

/** Has every part in use: a cell of the matrix chosen, a unit of the first layer too, and a boot on the pad. */
export async function explore(visitor) {
  const { page } = visitor;
  const grid = page.locator('fmnist-confusion-matrix').getByRole('grid');
  await grid.locator('tbody tr').nth(6).locator('td').first().click();
  await page.locator('fmnist-first-layer [role=option]').nth(9).click();
  await visitor.drawStarter();
  await page.waitForTimeout(600);
}
