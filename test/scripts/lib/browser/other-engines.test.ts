import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherEngines } from '../../../../scripts/lib/browser/other-engines.mjs';
import { temporaryFolder } from '../data/small-official-files';

const folder = temporaryFolder();
const [broken, sound] = ['broken', 'sound'].map((name) => {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}) as [string, string];
const missing = join(folder, 'missing');

function engine(...paths: string[]) {
  return {
    name: 'Firefox',
    variable: 'FMNIST_FIREFOX',
    paths: () => paths,
    whyNot: (path: string) => (path === broken ? 'does not start' : ''),
    packages: ['firefox-esr'],
    elsewhere: 'Install Firefox.',
  };
}

const unable = { env: {}, canInstall: false, say: () => {} };

test('the first engine that starts is used', async () => {
  const engines = [engine(missing, broken, sound)];
  expect(await otherEngines({ ...unable, engines })).toEqual({ env: { FMNIST_FIREFOX: sound }, missing: [] });
});

test('a path in the engine’s variable is used, and no other', async () => {
  const engines = [engine(sound)];
  const { env, missing: lacking } = await otherEngines({
    ...unable,
    engines,
    env: { FMNIST_FIREFOX: missing },
  });
  expect(env).toEqual({});
  expect(lacking).toEqual([expect.stringContaining(`${missing}: there is no such file`)]);
});

test('an engine that is missing is named, with what to do; nothing is installed without the rights for it', async () => {
  const install = async () => {
    throw new Error('it was called');
  };
  const { env, missing: lacking } = await otherEngines({ ...unable, engines: [engine(broken)], install });
  expect(env).toEqual({});
  expect(lacking).toEqual([
    `Firefox: ${broken}: does not start. Install Firefox. On Debian: apt-get install firefox-esr`,
  ]);
});

test('with the rights for it, an engine that is missing is installed', async () => {
  const later = join(folder, 'later');
  const asked: string[][] = [];
  const install = async (packages: readonly string[]) => {
    asked.push([...packages]);
    writeFileSync(later, '');
    return '';
  };
  const options = { ...unable, engines: [engine(later)], canInstall: true, install };
  expect(await otherEngines(options)).toEqual({ env: { FMNIST_FIREFOX: later }, missing: [] });
  expect(asked).toEqual([['firefox-esr']]);
});

test('an installation that fails is named', async () => {
  const install = async () => 'exit code 100';
  const options = { ...unable, engines: [engine(missing)], canInstall: true, install };
  expect((await otherEngines(options)).missing[0]).toMatch(/^Firefox: apt-get: exit code 100\./);
});
