import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addressOfFile,
  checkAddresses,
  checkComplete,
  readAddresses,
} from '../../../scripts/build/addresses.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { EXAMPLE_ADDRESSES, NO_ADDRESSES } from '../../fixtures/example-addresses';
import { temporaryFolder } from '../lib/data/small-official-files';

describe('scripts/addresses.json', () => {
  test('is valid', () => {
    expect(() => readAddresses(projectRoot())).not.toThrow();
  });

  test('may have empty entries', () => {
    expect(() => checkAddresses(NO_ADDRESSES)).not.toThrow();
    expect(() => checkAddresses({ ...EXAMPLE_ADDRESSES, demo: '' })).not.toThrow();
  });

  test.each([
    ['repository', 'https://gitlab.com/example/group/trainer'],
    ['demo', 'https://trainer.example'],
    ['author', 'A. Name'],
    ['author', 'A. Name <a@trainer.example>'],
    ['author', 'A. Name (https://trainer.example/a)'],
  ])('may have as %s: %s', (name, value) => {
    expect(() => checkAddresses({ ...EXAMPLE_ADDRESSES, [name]: value })).not.toThrow();
  });

  test.each([
    ['repository', 'https://github.com/example'],
    ['repository', 'https://github.com/example/trainer.git'],
    ['repository', 'https://github.com/example/trainer/'],
    ['repository', 'git@github.com:example/trainer.git'],
    ['repository', 'https://git.example/example/trainer'],
    ['demo', 'http://trainer.example/'],
    ['guide', 'trainer.example/guide'],
    ['bugs', 'a@trainer.example'],
    ['author', '<a@trainer.example>'],
    ['author', 'A. Name <nobody>'],
  ])('is refused with %s: %s', (name, value) => {
    expect(() => checkAddresses({ ...EXAMPLE_ADDRESSES, [name]: value })).toThrow(
      `addresses-invalid: scripts/addresses.json has wrong entries.\n${name}: got ${JSON.stringify(value)}, expected `,
    );
  });

  test('is refused without an entry, and with an unknown one', () => {
    const { demo, ...others } = EXAMPLE_ADDRESSES;
    expect(() => checkAddresses({ ...others, homepage: demo })).toThrow(
      'demo: got undefined, expected an address that begins with https:// or ""\nhomepage: unknown, expected repository, demo, guide, bugs, author',
    );
  });
});

describe('a release', () => {
  test('needs every address', () => {
    expect(() => checkComplete(EXAMPLE_ADDRESSES)).not.toThrow();
    for (const name of Object.keys(EXAMPLE_ADDRESSES)) {
      expect(() => checkComplete({ ...EXAMPLE_ADDRESSES, [name]: '' })).toThrow(
        `addresses-missing: a release needs every entry of scripts/addresses.json.\n${name}: got "", expected `,
      );
    }
  });

  test('without addresses fails before anything is installed or built', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'scripts'));
    writeFileSync(join(root, 'scripts/addresses.json'), JSON.stringify(NO_ADDRESSES));
    const pack = () =>
      execFileSync(process.execPath, [join(projectRoot(), 'scripts/bin/package.mjs'), '--release'], {
        env: { ...process.env, FMNIST_ROOT: root },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(pack).toThrow(/addresses-missing: .*\n(\w+: got "", .*\n){5}Enter them and run the command again\./);
  });
});

describe('the address of a file in one version', () => {
  test.each([
    ['https://github.com/a/b', 'docs/data.md#x', 'https://github.com/a/b/blob/v1.2.3/docs/data.md#x'],
    ['https://github.com/a/b', 'docs/a.jpg', 'https://github.com/a/b/raw/v1.2.3/docs/a.jpg'],
    ['https://gitlab.com/a/b', 'docs/data.md', 'https://gitlab.com/a/b/-/blob/v1.2.3/docs/data.md'],
    ['https://gitlab.com/a/b', 'docs/a.svg', 'https://gitlab.com/a/b/-/raw/v1.2.3/docs/a.svg'],
  ])('at %s, of %s', (repository, path, address) => {
    expect(addressOfFile(repository, '1.2.3', path)).toBe(address);
  });
});
