import type { Page } from 'playwright';
import { afterAll, describe, expect, inject, it } from 'vitest';
import type { FmnistTrainer, StorageProblem } from '../../src/index';
import { RUN_DATABASE } from '../../worker/protocol';
import { violations } from './violations';
import { closeBrowser, type Visit, visit } from './visit';

afterAll(closeBrowser);

const SETTINGS = { dataSrc: '/data/small/', hiddenUnits: '8', epochs: '6' };

const trainer = (page: Page) => page.locator('fmnist-trainer');
const note = (page: Page) => page.locator('fmnist-storage-note').getByRole('status');
const stored = (page: Page) => trainer(page).evaluate((element: FmnistTrainer) => element.storedRuns());
const stateOf = (page: Page) => trainer(page).evaluate((element: FmnistTrainer) => element.state);

async function set(page: Page, properties: Readonly<Record<string, string>>): Promise<void> {
  await trainer(page).evaluate((element, given) => {
    Object.assign(element, given);
  }, properties);
}

/** Trains this many epochs, pauses, and stores the run. */
async function trainAndPause(
  page: Page,
  settings: Readonly<Record<string, string>>,
  epochs = 2,
): Promise<void> {
  await set(page, settings);
  await trainer(page).evaluate(async (element: FmnistTrainer, count) => {
    for (let i = 0; i < count; i++) await element.step('epoch');
  }, epochs);
  await expect.poll(async () => (await stored(page))[0]?.epochs).toBe(epochs);
}

/** The SHA-256 of the final weights of a run that is neither interrupted nor stored. */
async function uninterrupted(settings: Readonly<Record<string, string>>): Promise<string> {
  const { page } = await visit();
  await set(page, { ...settings, autosave: 'off' });
  const { weightsSha256 } = await trainer(page).evaluate((element: FmnistTrainer) => element.train());
  expect(await stored(page)).toEqual([]);
  await page.context().close();
  return weightsSha256;
}

/** Resolves with the summary of the current run. */
const ended = (page: Page) =>
  trainer(page).evaluate(
    (element: FmnistTrainer) =>
      new Promise<{ weightsSha256: string }>((resolve) => {
        element.addEventListener('fmnist-state', ({ detail }) => detail.summary && resolve(detail.summary));
      }),
  );

/** Runs in the page: the view of the trainer that has the focus. */
const focusedElement = () => document.activeElement?.shadowRoot?.activeElement?.localName;

/** Opens another tab of the same visitor. */
async function anotherTab({ page }: Visit): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(inject('siteUrl'));
  return tab;
}

describe('a visitor who returns', () => {
  it('continues the run where it was left, and ends with the weights of an uninterrupted run', async () => {
    const sum = await uninterrupted(SETTINGS);
    const { page, complaints } = await visit();
    await trainAndPause(page, SETTINGS);
    await trainer(page).evaluate((element: FmnistTrainer) => element.step('batch'));
    await page.reload();
    await note(page)
      .getByText(/is stored here: 2 of 6 epochs, validation accuracy \d+\.\d\d%\.$/)
      .waitFor();
    expect((await stored(page))[0]).toMatchObject({ epochs: 2, step: 1, ended: null, isOpen: false });

    const end = ended(page);
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(focusedElement)).toBe('fmnist-run-controls');
    expect((await end).weightsSha256).toBe(sum);
    expect(await note(page).textContent()).toBe('');
    expect(await trainer(page).evaluate((element: FmnistTrainer) => element.history.length)).toBe(6);
    expect(await trainer(page).getAttribute('hidden-units')).toBe('8');

    await page.reload();
    await page.locator('fmnist-stored-runs summary').waitFor();
    expect((await stored(page)).map(({ epochs, ended }) => [epochs, ended])).toEqual([[6, 'epochs']]);
    expect(await note(page).textContent()).toBe('');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('can dismiss the offer, and finds the run in the list', async () => {
    const { page } = await visit();
    await trainAndPause(page, SETTINGS);
    await page.reload();
    await note(page).getByRole('button', { name: 'Not now' }).click();
    expect(await note(page).textContent()).toBe('');
    expect(await stateOf(page)).toBe('idle');
    const list = page.locator('fmnist-stored-runs');
    await list.getByText('Runs stored in this browser (1)').click();
    const run = list.getByRole('listitem');
    expect(await run.textContent()).toMatch(
      /2 of 6 epochs, validation accuracy \d+\.\d\d%, 0\.\d MB\s+Source: .* · Hidden units: 8 · Epochs: 6\s+Continue\s+Delete/,
    );
    await run.getByRole('button', { name: 'Continue' }).click();
    await expect.poll(() => stateOf(page)).toBe('finished');
    await page.context().close();
  });

  it('gets the network of a finished run at once, in either language, and deletes it at the second click', async () => {
    const { page, status } = await visit();
    await set(page, { ...SETTINGS, epochs: '2' });
    const sum = await trainer(page).evaluate(
      async (element: FmnistTrainer) => (await element.train()).weightsSha256,
    );
    await expect.poll(async () => (await stored(page))[0]?.ended).toBe('epochs');
    await page.reload();
    await page.getByText('Runs stored in this browser (1)').click();
    const end = ended(page);
    await page.locator('fmnist-stored-runs').getByRole('button', { name: 'Show' }).click();
    expect((await end).weightsSha256).toBe(sum);
    await status(/^Finished: all 2 epochs/);
    await page.getByText(/\d+\.\d\d% of 500 recognised/).waitFor();
    await page.locator('fmnist-sample-gallery').getByRole('listbox').waitFor();

    await set(page, { lang: 'ko' });
    const list = page.locator('fmnist-stored-runs');
    await list.getByRole('button', { name: '삭제', exact: true }).focus();
    await page.keyboard.press('Enter');
    await list.getByRole('button', { name: '정말 삭제' }).waitFor();
    expect(await stored(page)).toHaveLength(1);
    await page.keyboard.press('Enter');
    await list.waitFor({ state: 'hidden' });
    expect(await stored(page)).toEqual([]);
    await page.context().close();
  });

  it('deletes all runs with two presses of Delete all; then the focus is on the buttons of the trainer', async () => {
    const { page, complaints } = await visit();
    for (const seed of ['1', '2']) {
      await set(page, { ...SETTINGS, epochs: '1', seed });
      await trainer(page).evaluate((element: FmnistTrainer) => element.train());
    }
    await expect.poll(async () => (await stored(page)).length).toBe(2);
    await page.reload();
    await page.getByText('Runs stored in this browser (2)').click();
    const list = page.locator('fmnist-stored-runs');
    await list.getByRole('button', { name: 'Delete all' }).focus();
    await page.keyboard.press('Enter');
    await list.getByRole('button', { name: 'Really delete all' }).waitFor();
    expect(await stored(page)).toHaveLength(2);
    await page.keyboard.press('Enter');
    await list.waitFor({ state: 'hidden' });
    expect(await stored(page)).toEqual([]);
    expect(await page.evaluate(focusedElement)).toBe('fmnist-run-controls');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds the five runs that were stored last', async () => {
    const { page } = await visit();
    for (let seed = 1; seed <= 6; seed++) {
      await set(page, { ...SETTINGS, epochs: '1', seed: String(seed) });
      await trainer(page).evaluate((element: FmnistTrainer) => element.train());
    }
    await expect
      .poll(async () => (await stored(page)).map(({ config }) => config.seed))
      .toEqual([6, 5, 4, 3, 2]);
    await page.context().close();
  });

  it('continues from the older copy if the newest is damaged, and the page says so', async () => {
    const sum = await uninterrupted(SETTINGS);
    const { page } = await visit();
    await trainAndPause(page, SETTINGS);
    await damageNewestCopy(page);
    await page.reload();
    const end = ended(page);
    const ready = trainer(page).evaluate(
      (element: FmnistTrainer) =>
        new Promise<number>((resolve) => {
          element.addEventListener('fmnist-ready', ({ detail }) => resolve(detail.epochs.length));
        }),
    );
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).click();
    expect(await ready).toBe(1);
    await note(page).getByText('The newest stored copy of the run was damaged.').waitFor();
    expect((await end).weightsSha256).toBe(sum);
    await note(page).getByRole('button', { name: 'Dismiss' }).click();
    expect(await note(page).textContent()).toBe('');
    await page.context().close();
  });

  it('sees nothing that axe-core objects to, in either language, light and dark, narrow and wide', async () => {
    const { page } = await visit();
    await trainAndPause(page, SETTINGS);
    await page.reload();
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).waitFor();
    await page.getByText('Runs stored in this browser (1)').click();
    for (const [lang, colorScheme, width] of [
      ['en', 'light', 320],
      ['en', 'dark', 1280],
      ['ko', 'light', 1280],
      ['ko', 'dark', 320],
    ] as const) {
      await set(page, { lang });
      await page.locator(`fmnist-trainer [lang=${lang}]`).first().waitFor();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const found = await violations(page, ['fmnist-storage-note', 'fmnist-stored-runs']);
      expect(found, `${lang}, ${colorScheme}, ${width}`).toEqual([]);
    }
    await page.context().close();
  });
});

/** Changes a byte in the middle of the newest copy. */
function damageNewestCopy(page: Page): Promise<void> {
  return page.evaluate(({ name, runs, copies }) => {
    return new Promise<void>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction([runs, copies], 'readwrite');
        const reading = transaction.objectStore(runs).getAll();
        reading.onsuccess = () => {
          const [{ id, slot }] = reading.result;
          const copy = transaction.objectStore(copies).get([id, slot]);
          copy.onsuccess = () => {
            copy.result[copy.result.length >> 1] ^= 1;
            transaction.objectStore(copies).put(copy.result, [id, slot]);
          };
        };
        transaction.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
  }, databaseNames);
}
const { name, runs, copies } = RUN_DATABASE;
const databaseNames = { name, runs, copies };

describe('a run in two tabs', () => {
  const ENDLESS = { ...SETTINGS, batchSize: '1', epochs: '100000' };

  it('trains in one of them: the other reports that, and trains nothing', async () => {
    const visited = await visit();
    const { page } = visited;
    await trainAndPause(page, ENDLESS);
    await page.reload();
    const other = await anotherTab(visited);
    await note(other).getByRole('button', { name: 'Continue at epoch 3' }).waitFor();
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).click();
    await expect.poll(() => stateOf(page)).toBe('training');

    await note(other).getByRole('button', { name: 'Continue at epoch 3' }).click();
    await note(other)
      .getByText('This run is open in another tab or trainer and is stored there, not here.')
      .waitFor();
    expect(await stateOf(other)).toBe('idle');
    // This tab did not continue the run: its settings are still the visitor's.
    expect(await trainer(other).getAttribute('batch')).toBeNull();
    expect(await trainer(other).getAttribute('epochs')).toBeNull();
    expect(await other.getByRole('alert').allTextContents()).not.toContainEqual(expect.stringMatching(/\S/));
    await other.getByText('Runs stored in this browser (1)').click();
    await other.locator('fmnist-stored-runs').getByText('Training now').waitFor();
    const [run] = await stored(other);
    const refusal = await trainer(other).evaluate(
      (element: FmnistTrainer, id) => element.deleteRun(id).catch(({ code }) => code),
      run?.id ?? '',
    );
    expect(refusal).toBe('run-open-elsewhere');

    await page.close();
    await expect.poll(async () => (await stored(other))[0]?.isOpen).toBe(false);
    await other.reload();
    await note(other)
      .getByRole('button', { name: /^Continue at epoch/ })
      .click();
    await expect.poll(() => stateOf(other)).toBe('training');
    await other.context().close();
  });

  it('is stored by the tab that continued it last, if the browser has no locks', async () => {
    const visited = await visit();
    const { page } = visited;
    await inWorkers(page, 'Object.defineProperty(navigator, "locks", { value: undefined });');
    await trainAndPause(page, ENDLESS);
    await trainer(page).evaluate((element: FmnistTrainer) => element.resume());
    const other = await anotherTab(visited);
    await note(other)
      .getByRole('button', { name: /^Continue at epoch/ })
      .click();
    await note(page)
      .getByText('This run is open in another tab or trainer and is stored there, not here.')
      .waitFor();
    expect(await stateOf(page)).toBe('training');
    await page.close();
    const before = (await stored(other))[0]?.epochs ?? 0;
    await expect.poll(async () => (await stored(other))[0]?.epochs).toBeGreaterThan(before);
    await other.context().close();
  });
});

/** Makes every worker of the visitor's tabs run a script first. */
async function inWorkers(page: Page, script: string): Promise<void> {
  await page.context().route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** The problems that the element reports, and how often it has stored a run. */
async function watchStorage(page: Page): Promise<() => Promise<{ problems: StorageProblem[]; saves: number }>> {
  await trainer(page).evaluate((element: FmnistTrainer) => {
    const watched = { problems: [] as StorageProblem[], saves: 0 };
    Object.assign(globalThis, { watched });
    element.addEventListener('fmnist-storage', ({ detail: { problem, saved } }) => {
      if (problem) watched.problems.push(problem);
      if (saved) watched.saves += 1;
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { watched: never }).watched);
}

describe('a storage problem', () => {
  it.each([
    ['is missing', 'Object.defineProperty(self, "indexedDB", { value: undefined });'],
    ['is forbidden', 'indexedDB.open = () => { throw new DOMException("denied", "SecurityError"); };'],
    ['never answers', 'indexedDB.open = () => ({});'],
  ])('because IndexedDB %s is reported once, and training continues', async (_, script) => {
    const { page, complaints, status } = await visit();
    await inWorkers(page, script);
    const watched = await watchStorage(page);
    await set(page, SETTINGS);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await status(/^Finished: all 6 epochs/);
    await note(page).getByText('This browser does not let the page store runs.').waitFor({ timeout: 10_000 });
    expect(await watched()).toEqual({ problems: ['unavailable'], saves: 0 });
    expect(complaints).toEqual([]);
    await note(page).getByRole('button', { name: 'Dismiss' }).click();
    expect(await note(page).textContent()).toBe('');
    const codes = await trainer(page).evaluate((element: FmnistTrainer) => {
      const calls = [() => element.continueRun('one-run'), () => element.deleteRun('another')];
      return Promise.all(calls.map((call) => call().then(String, ({ code }) => code)));
    });
    expect(codes).toEqual(['storage-unavailable', 'storage-unavailable']);
    await page.context().close();
  });

  it('because the quota is used up is reported once, and disappears when there is room again', async () => {
    const { page, complaints } = await visit();
    const devTools = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const watched = await watchStorage(page);
    await set(page, { ...SETTINGS, epochs: '100000' });
    const step = () => trainer(page).evaluate((element: FmnistTrainer) => element.step('epoch'));
    await step();
    await note(page).getByText('The browser’s storage is full').waitFor();
    await step();
    expect(await stateOf(page)).toBe('paused');
    expect(await watched()).toEqual({ problems: ['full'], saves: 0 });

    await devTools.send('Storage.overrideQuotaForOrigin', { origin });
    await step();
    await expect.poll(async () => (await stored(page))[0]?.epochs).toBe(3);
    await expect.poll(() => note(page).textContent()).toBe('');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('because its script is missing is reported once, and training continues', async () => {
    const { page, status } = await visit();
    await page.route('**/model-files.js', (route) => route.fulfill({ status: 404, body: 'not found' }));
    await set(page, SETTINGS);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await note(page).getByText('This browser does not let the page store runs.').waitFor();
    await status(/^Finished: all 6 epochs/);
    await page.context().close();
  });
});

describe('autosave="off"', () => {
  it('stores nothing, offers nothing, and stops storing in the middle of a run', async () => {
    const { page, requests } = await visit();
    await trainAndPause(page, SETTINGS, 1);
    await set(page, { autosave: 'off' });
    const watched = await watchStorage(page);
    await trainer(page).evaluate((element: FmnistTrainer) => element.step('epoch'));
    expect((await watched()).saves).toBe(0);
    expect((await stored(page))[0]?.epochs).toBe(1);

    await page.context().addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => {
        document.querySelector('fmnist-trainer')?.setAttribute('autosave', 'off');
      });
    });
    await page.reload();
    requests.length = 0;
    await set(page, SETTINGS);
    await trainer(page).evaluate((element: FmnistTrainer) => element.step('epoch'));
    expect(requests).not.toContain('/model-files.js');
    expect(await note(page).textContent()).toBe('');
    expect(await page.locator('fmnist-stored-runs').isVisible()).toBe(false);
    await page.context().close();
  });
});

it('a page that is about to be left stores the current epoch, if the browser lets its worker continue', async () => {
  const { page } = await visit();
  await set(page, { ...SETTINGS, batchSize: '1', epochs: '100000' });
  await trainer(page).evaluate(async (element: FmnistTrainer) => {
    element.train().catch(() => {});
    await new Promise((resolve) => element.addEventListener('fmnist-epoch', resolve, { once: true }));
  });
  // Each epoch is stored when it ends. The current epoch is stored only when the page is left.
  const copies = new Set<number>();
  for (let i = 0; i < 20; i++) {
    for (const { step } of await stored(page)) copies.add(step);
  }
  expect([...copies]).toEqual([0]);
  const step = await trainer(page).evaluate(async (element: FmnistTrainer) => {
    const parts: number[] = [];
    element.addEventListener('fmnist-storage', ({ detail }) => parts.push(detail.saved?.step ?? 0));
    while (Math.max(0, ...parts) === 0) {
      dispatchEvent(new PageTransitionEvent('pagehide'));
      await new Promise((resolve) => element.addEventListener('fmnist-storage', resolve, { once: true }));
    }
    return Math.max(...parts);
  });
  expect(step).toBeGreaterThan(0);
  await page.context().close();
});

describe('a page with autostart', () => {
  const autostart = (page: Page) =>
    page.addInitScript(
      ({ settings, epochs }) => {
        document.addEventListener('DOMContentLoaded', () => {
          const element = document.querySelector('fmnist-trainer');
          if (element) Object.assign(element, { ...settings, epochs, autostart: true });
        });
      },
      { settings: SETTINGS, epochs: '100000' },
    );

  it('continues the run that it started when it was open last', async () => {
    const { page } = await visit();
    await autostart(page);
    await page.reload();
    await expect.poll(async () => (await stored(page))[0]?.epochs ?? 0).toBeGreaterThan(1);
    const epochs = await trainer(page).evaluate(async (element: FmnistTrainer) => {
      await element.pause();
      return element.history.length;
    });
    const id = (await stored(page))[0]?.id;
    await page.reload();
    await expect.poll(() => stateOf(page)).toBe('training');
    expect(await trainer(page).evaluate(({ history }: FmnistTrainer) => history.length)).toBeGreaterThanOrEqual(
      epochs,
    );
    expect((await stored(page)).map((run) => run.id)).toEqual([id]);
    await page.context().close();
  });

  it('starts a new run if the interrupted run has other settings', async () => {
    const { page } = await visit();
    await trainAndPause(page, { ...SETTINGS, seed: '5' });
    await autostart(page);
    await page.reload();
    await expect.poll(async () => (await stored(page)).length).toBe(2);
    expect(await trainer(page).getAttribute('seed')).toBeNull();
    await page.context().close();
  });
});

// The browser discards a tab when memory is short. A test cannot cause that, so it sets what the browser reports then.
describe('a discarded tab', () => {
  const discarded = (page: Page) =>
    page.addInitScript(() => Object.defineProperty(document, 'wasDiscarded', { value: true }));

  it('continues the run that it trained', async () => {
    const { page } = await visit();
    await set(page, { ...SETTINGS, epochs: '100000' });
    await trainer(page).evaluate((element: FmnistTrainer) => void element.train().catch(() => {}));
    await expect.poll(async () => (await stored(page))[0]?.epochs ?? 0).toBeGreaterThan(1);
    const before = (await stored(page))[0];
    await discarded(page);
    await page.reload();
    await expect.poll(() => stateOf(page)).toBe('training');
    expect(await trainer(page).evaluate(({ history }: FmnistTrainer) => history.length)).toBeGreaterThanOrEqual(
      before?.epochs ?? 0,
    );
    expect((await stored(page)).map(({ id }) => id)).toEqual([before?.id]);
    await page.context().close();
  });

  it('only offers a run that was paused, or that another tab left', async () => {
    const visited = await visit();
    const { page } = visited;
    await trainAndPause(page, { ...SETTINGS, epochs: '100000' });
    await discarded(page);
    await page.reload();
    await note(page).getByRole('button', { name: 'Continue at epoch 3' }).waitFor();
    expect(await stateOf(page)).toBe('idle');
    const other = await anotherTab(visited);
    await note(other).getByRole('button', { name: 'Continue at epoch 3' }).waitFor();
    expect(await stateOf(other)).toBe('idle');
    await page.context().close();
  });
});

it('a run that is open elsewhere is offered once it has been released', async () => {
  const visited = await visit();
  const { page } = visited;
  await trainAndPause(page, SETTINGS);
  const other = await anotherTab(visited);
  await other.locator('fmnist-stored-runs').getByText('Runs stored in this browser (1)').waitFor();
  expect(await note(other).textContent()).toBe('');
  await page.close();
  await note(other).getByRole('button', { name: 'Continue at epoch 3' }).waitFor();
  await other.context().close();
});
