import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LitElement } from 'lit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  describeElements,
  EDITOR_DATA,
  type ElementDeclaration,
  MANIFEST,
  writeElementsData,
} from '../../../scripts/build/custom-elements.mjs';
import { readDocstring } from '../../../scripts/build/docstrings.mjs';
import { projectRoot } from '../../../scripts/lib/entry.mjs';
import type { FmnistTrainer } from '../../../src/element/fmnist-trainer';
import { sourceFiles } from '../../fixtures/import-graph';
import { temporaryFolder } from '../lib/data/small-official-files';

const ROOT = projectRoot();
const ELEMENTS = describeElements(ROOT);
const TRAINER = ELEMENTS.find(({ tagName }) => tagName === 'fmnist-trainer') as ElementDeclaration;
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name).sort();

/** What a page's registry contains, with the classes of the sources. */
const defined = new Map<string, { readonly observedAttributes: readonly string[] }>();
let Trainer: typeof FmnistTrainer;
beforeAll(async () => {
  vi.stubGlobal('customElements', {
    get: (name: string) => defined.get(name),
    define: (name: string, element: { readonly observedAttributes: readonly string[] }) =>
      defined.set(name, element),
  });
  const { defineTrainer } = await import('../../../src/element/define');
  defineTrainer();
  Trainer = defined.get('fmnist-trainer') as unknown as typeof FmnistTrainer;
}, 60_000);
afterAll(() => vi.unstubAllGlobals());

describe('the custom elements manifest', () => {
  test('has every element that is defined, and no other', () => {
    expect(names(ELEMENTS.map(({ tagName }) => ({ name: tagName })))).toEqual([...defined.keys()].sort());
    expect(ELEMENTS.length).toBeGreaterThan(15);
  });

  test('describes everything public', () => {
    const parts = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties'] as const;
    const silent = ELEMENTS.flatMap((element) => [
      ...(element.description ? [] : [element.tagName]),
      ...parts.flatMap((part) =>
        element[part]
          .filter((one) => !one.description)
          .map(({ name }) => `${element.tagName}: ${part} ${name}`),
      ),
    ]);
    expect(silent.map((what) => `${what} has no description: write its docstring`)).toEqual([]);
  });

  test('has the attributes that the elements observe, and those of the trainer that other code reads', () => {
    for (const { tagName, attributes } of ELEMENTS) {
      const observed = defined.get(tagName)?.observedAttributes ?? [];
      const others = tagName === 'fmnist-trainer' ? ['guide', 'lang'] : [];
      expect({ tagName, told: names(attributes) }).toEqual({ tagName, told: [...observed, ...others].sort() });
    }
  });

  test('has the events, slots and parts of the trainer', () => {
    const found = (file: string, pattern: RegExp) =>
      [...new Set([...read(file).matchAll(pattern)].map(([, name]) => name))].sort();
    expect(names(TRAINER.events)).toEqual(found('src/element/events.ts', /'(fmnist-[\w-]+)':/g));
    expect(names(TRAINER.slots)).toEqual(found('src/element/trainer-screen.ts', /<slot name="([\w-]+)"/g));
    expect(names(TRAINER.cssParts)).toEqual(found('src/element/trainer-screen.ts', /\bpart="([\w-]+)"/g));
    const styles = sourceFiles(ROOT, 'src').flatMap((file) => found(file, /var\((--fmnist-[\w-]+)/g));
    expect(names(TRAINER.cssProperties)).toEqual([...new Set(styles)].sort());
  });

  test('has fmnist-request for every view that makes requests', () => {
    const sources = sourceFiles(ROOT, 'src');
    const asking = ELEMENTS.filter(({ tagName }) => {
      const name = tagName === 'fmnist-trainer' ? tagName : tagName.slice('fmnist-'.length);
      const files = sources.filter((path) =>
        [`/${name}.ts`, `/${name}-view.ts`].some((end) => path.endsWith(end)),
      );
      return files.some((file) => /\brequest\(this(\.host)?, /.test(read(file)));
    });
    const told = ELEMENTS.filter(({ events }) => names(events).includes('fmnist-request'));
    expect(names(told)).toEqual(names(asking));
    expect(asking.length).toBeGreaterThan(5);
  });

  test('has the trainer’s calls with their parameters, and nothing private', () => {
    expect(TRAINER.members.find(({ name }) => name === 'predict')).toMatchObject({
      kind: 'method',
      parameters: [
        { name: 'images', type: { text: 'Uint8Array | Float32Array' } },
        { name: 'epoch', type: { text: 'number | null' }, optional: true },
      ],
      return: { type: { text: 'Promise<readonly Prediction[]>' } },
    });
    expect(names(TRAINER.members)).not.toContain('session');
    expect(names(TRAINER.members)).not.toContain('render');
  });

  test('has exactly the members of the trainer’s class', () => {
    const { prototype } = Trainer;
    const own = Object.getOwnPropertyNames(prototype).filter((name) => !(name in LitElement.prototype));
    const told = names(TRAINER.members.filter((member) => !member.static));
    expect(told).toEqual(own.sort());
    expect(told.length).toBeGreaterThan(50);
  });

  test('has the default of each setting, and of each field with a simple value', () => {
    const defaults = Object.fromEntries(TRAINER.attributes.map((one) => [one.name, one.default]));
    expect(defaults).toMatchObject({ epochs: '20', 'hidden-units': '64,64', 'learning-rate': '0.001' });
    expect(defaults).toMatchObject({ view: 'full', autosave: 'on', autostart: 'false' });
    expect(defaults['data-src']).toBeUndefined();
  });

  test('is a file of the package, and so is the same data for editors', () => {
    const outdir = temporaryFolder();
    writeElementsData({ root: ROOT, outdir });
    const manifest = JSON.parse(readFileSync(join(outdir, MANIFEST), 'utf8'));
    expect(manifest.schemaVersion).toBe('1.0.0');
    expect(manifest.modules[0].declarations).toEqual(JSON.parse(JSON.stringify(ELEMENTS)));
    const { tags } = JSON.parse(readFileSync(join(outdir, EDITOR_DATA), 'utf8'));
    const trainer = tags.find(({ name }: { name: string }) => name === 'fmnist-trainer');
    expect(names(trainer.attributes)).toEqual(names(TRAINER.attributes));
  });
});

describe('a docstring', () => {
  test('is read with its description, types, defaults and line breaks', () => {
    const source = `/**
 * Draws. Two
 * lines.
 *
 * @tag my-element
 * @attr {number} size - How large it is,
 *   in pixels
 * @cssprop [--my-height=15rem] - Its height
 */
export class X {}`;
    expect(readDocstring(source, source.indexOf('export'))).toMatchObject({
      description: 'Draws. Two lines.',
      tag: 'my-element',
      attrs: [{ name: 'size', type: { text: 'number' }, description: 'How large it is, in pixels' }],
      cssProperties: [{ name: '--my-height', default: '15rem', description: 'Its height' }],
    });
  });

  test('for something else is ignored', () => {
    const source = '/** Of a. */\nconst a = 1;\nconst b = 2;';
    expect(readDocstring(source, source.indexOf('const b')).description).toBe('');
  });
});
