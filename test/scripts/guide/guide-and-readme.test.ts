import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeGuide } from '../../../scripts/guide/write-guide.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { STRICT, strictElsewhere, TRUSTED_TYPES, TRUSTED_TYPES_ELSEWHERE } from '../../consumers/policies';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const OUTDIR = temporaryFolder();
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
let start = '';
let recipes = '';

beforeAll(async () => {
  await writeGuide({ root: ROOT, outdir: OUTDIR, dataSrc: 'drawn-garments' });
  const words = (file: string) =>
    readFileSync(join(OUTDIR, 'guide', file), 'utf8')
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
  [start, recipes] = [words('index.html'), words('recipes.html')];
});

/** The entries of the package that a text imports. */
const entriesIn = (text: string) =>
  new Set([...text.matchAll(/(?:from|import) '(fmnist-trainer[^']*)'/g)].map(([, entry]) => entry as string));
/** The part of a text between two headings. */
const part = (text: string, from: string, to: string) => {
  const begin = text.lastIndexOf(from);
  expect(begin, from).toBeGreaterThan(0);
  return text.slice(begin, text.indexOf(to, begin));
};

describe('README and the guide', () => {
  const fromNpm = () => entriesIn(part(README, 'From npm:', '| in your project'));

  test('name the same entries of the package, all of which it has', () => {
    expect(fromNpm().size).toBeGreaterThan(3);
    expect(entriesIn(start)).toEqual(fromNpm());
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const known = Object.keys(exports).map((name) => `fmnist-trainer${name.slice(1)}`);
    expect([...fromNpm(), ...entriesIn(recipes)].filter((entry) => !known.includes(entry))).toEqual([]);
  });

  test('both have the component for React, and send whoever renders on a server to it', () => {
    for (const text of [README, recipes]) {
      expect(text).toContain("import type {} from 'fmnist-trainer/react'");
      expect(text).toMatch(/on a page that a server rendered/i);
      expect(text).toContain('use the component there');
    }
    expect(recipes).toContain("import { FmnistTrainer } from 'fmnist-trainer/react'");
  });
});

describe('README and the guide name for pages with rules what is tried with them:', () => {
  const rules = () => ({
    README: part(README, '#### Pages with rules', 'Without a user interface').replaceAll('`', ''),
    guide: part(recipes, 'The strictest page that still trains', 'npm run data'),
  });
  const ofEach = (check: (text: string, name: string) => void) => {
    for (const [name, text] of Object.entries(rules())) check(text, name);
  };

  test('every directive and source of the strict page', () => {
    ofEach((text, name) => {
      for (const directive of STRICT.split('; ')) expect(text, name).toContain(directive);
      expect(text, name).toContain('img-src blob:');
    });
  });

  test('every directive of the page whose script is of another origin', () => {
    const [, ...others] = strictElsewhere('that-origin').split('; ');
    ofEach((text, name) => {
      const told = /that origin [^.|]*/.exec(text)?.[0] ?? '';
      expect(told, name).toContain('script-src and connect-src');
      expect(told, name).toContain('blob:');
      for (const directive of others) expect(told, name).toContain(directive.split(' ')[0]);
    });
  });

  test('the policies of Trusted Types, one more where the script is of another origin, and where they belong', () => {
    const [required = '', policies = ''] = TRUSTED_TYPES.split('; ');
    const more = TRUSTED_TYPES_ELSEWHERE.slice(TRUSTED_TYPES.length + 1);
    ofEach((text, name) => {
      expect(text, name).toContain(required);
      expect(text, name).toMatch(new RegExp(`${policies}(?! default)`));
      expect(text, name).toContain(`${more} too where the script is of another origin`);
      expect(text, name).toMatch(/sent with the page alone, or with every file/i);
      expect(text, name).toContain('The console notes the texts that are tried first');
    });
  });
});
