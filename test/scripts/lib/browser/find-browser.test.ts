import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../../scripts/lib/browser/find-browser.mjs';
import { temporaryFolder } from '../data/small-official-files';

const folder = temporaryFolder();
const [named, installed, broken, downloaded] = ['named', 'installed', 'broken', 'downloaded'].map((name) => {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}) as [string, string, string, string];
const missing = join(folder, 'missing');

const base = {
  env: {},
  candidates: [missing, broken, installed],
  playwrightPath: async () => missing,
  whyNot: (path: string) => (path === broken ? 'does not start (no libnss3.so)' : ''),
  say: () => {},
  installers: [],
};

describe('CHROME_PATH', () => {
  test('comes first', async () => {
    expect(await findBrowser({ ...base, env: { CHROME_PATH: named } })).toBe(named);
  });

  test('is an error if it does not exist, even if another browser does', async () => {
    const env = { CHROME_PATH: missing };
    await expect(findBrowser({ ...base, env })).rejects.toThrow(
      `CHROME_PATH is ${missing}: there is no such file`,
    );
  });

  test('is an error if it does not start', async () => {
    await expect(findBrowser({ ...base, env: { CHROME_PATH: broken } })).rejects.toThrow('no libnss3.so');
  });
});

test('skips an installed browser that does not start', async () => {
  expect(await findBrowser(base)).toBe(installed);
});

test("uses Playwright's own if none is installed", async () => {
  const options = { ...base, candidates: [], playwrightPath: async () => downloaded };
  expect(await findBrowser(options)).toBe(downloaded);
});

describe('installing', () => {
  const failing = { label: 'first way', run: async () => 'no network', find: async () => [downloaded] };
  const working = { label: 'second way', run: async () => '', find: async () => [downloaded] };
  const none = { ...base, candidates: [missing, broken] };

  test('continues with the next way if one fails', async () => {
    expect(await findBrowser({ ...none, install: true, installers: [failing, working] })).toBe(downloaded);
  });

  test('is not tried without being asked', async () => {
    await expect(findBrowser({ ...none, installers: [working] })).rejects.toThrow('No browser was found');
  });

  test('ends with a list of every attempt', async () => {
    const result = expect(findBrowser({ ...none, install: true, installers: [failing] })).rejects;
    await result.toThrow(/broken: does not start.*Playwright's own browser.*not there.*first way: no network/s);
  });
});
