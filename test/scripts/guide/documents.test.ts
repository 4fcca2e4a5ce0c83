import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGES } from '../../../scripts/guide/contents.mjs';
import { slug } from '../../../scripts/guide/markup.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import { STRICT, strictElsewhere, TRUSTED_TYPES, TRUSTED_TYPES_ELSEWHERE } from '../../consumers/policies';

const ROOT = projectRoot();
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const markdownIn = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/decisions'),
];
/** Files whose code imports the package as its users do. */
const WITH_IMPORTS = [
  'README.md',
  ...markdownIn('docs'),
  ...readdirSync(join(ROOT, 'guide/recipes')).map((name) => join('guide/recipes', name)),
  'scripts/guide/start-page.mjs',
];

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one as string);

/** Entries of the package that a file imports, or names as code. */
const importsIn = (file: string) => [
  ...found(read(file), /(?:from|import) '(fmnist-trainer[^']*)'/g),
  ...found(read(file), /`(fmnist-trainer\/[^`…]+)`/g),
];

/** Targets of a document's links and images, without its code. */
const targetsIn = (file: string) => {
  const text = read(file).replace(/^```.*?^```$|`[^`\n]+`/gms, '');
  return [...found(text, /\]\(([^)\s]+)\)/g), ...found(text, /\s(?:src|srcset|href)="([^"]+)"/g)];
};

/** Anchors of a document's headings. */
const anchorsIn = (file: string) => found(read(file), /^#+ (.+)$/gm).map(slug);

describe('the documents', () => {
  test('import only what package.json exports', () => {
    const { exports } = JSON.parse(read('package.json'));
    const known = Object.keys(exports).map((name) => `fmnist-trainer${name.slice(1)}`);
    const imports = WITH_IMPORTS.flatMap((file) => importsIn(file).map((entry) => ({ file, entry })));
    expect(new Set(imports.map(({ entry }) => entry)).size).toBeGreaterThan(4);
    const matches = (entry: string) =>
      known.some((name) => new RegExp(`^${name.replaceAll('.', '\\.').replace('*', '.+')}$`).test(entry));
    expect(imports.filter(({ entry }) => !matches(entry))).toEqual([]);
  });

  test('link to files and headings that exist', () => {
    const lost = DOCUMENTS.flatMap((file) =>
      targetsIn(file)
        .filter((target) => !/^(https?|mailto):/.test(target))
        .filter((target) => {
          const [path = '', anchor] = target.split('#');
          const linked = path ? join(dirname(file), path) : file;
          if (!existsSync(join(ROOT, linked))) return true;
          return anchor !== undefined && !anchorsIn(linked).includes(anchor);
        })
        .map((target) => `${file} → ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test('of docs/ are all pages of the guide', () => {
    const shown = PAGES.flatMap((page) => page.doc ?? []);
    expect(shown.sort()).toEqual([...markdownIn('docs'), 'docs/decisions/README.md'].sort());
  });

  test('list every decision under its title', () => {
    const decisions = markdownIn('docs/decisions').filter((file) => /\/\d{4}-/.test(file));
    const rows = decisions.map((file) => {
      const [, number, title] = /^# (\d{4}) — (.+)$/m.exec(read(file)) ?? [];
      return `| [${number}](${basename(file)}) | ${title} |`;
    });
    expect(found(read('docs/decisions/README.md'), /^(\| \[.+)$/gm)).toEqual(rows.sort());
  });
});

describe('the page about content policies', () => {
  const policies = found(read('docs/content-policy.md'), /^Content-Security-Policy: (.+)$/gm);
  const elsewhere = 'https://cdn.example.org';

  test.each([
    ['the strictest page', STRICT],
    ['a script from another origin', strictElsewhere(elsewhere)],
    ['Trusted Types', TRUSTED_TYPES],
    ['Trusted Types with a script from another origin', TRUSTED_TYPES_ELSEWHERE],
  ])('has the tested policy for %s', (_, policy) => {
    expect(policies).toContain(policy);
  });

  test('has no policy that is not tested', () => {
    expect(policies).toHaveLength(4);
  });
});
