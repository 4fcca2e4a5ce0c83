import { join } from 'node:path';
import type { LocaleModule, StrResult } from '@lit/localize';
import { describe, expect, test, vi } from 'vitest';
import { languagesIn } from '../../scripts/build/languages.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import type { Translation } from '../../src/language/sentences';
import { CARRIED, readSettings } from '../../src/state/settings-in-link';
import { parseConfig } from '../../worker/config';
import { CLASS_NAMES } from '../../worker/data/fashion-mnist';
import { ACTIVATIONS, ATTRIBUTES, CONFIG_KEYS, TrainerError } from '../../worker/protocol';
import { sourceFiles } from '../fixtures/import-graph';
import { gapsOf, type Sentence, sentencesInCalls, sentencesOfTable } from '../fixtures/sentences-of-source';
import { trainerErrorOf } from '../fixtures/trainer-error';

const ROOT = projectRoot();
const tables = vi.hoisted(() => [] as [string, Readonly<Record<string, unknown>>][]);

vi.mock('../../src/language/sentences', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/language/sentences')>();
  const sentences: typeof original.sentences = (view, table) => {
    tables.push([view, table]);
    return original.sentences(view, table);
  };
  return { ...original, sentences };
});

/** Every sentence of the screen: from the tables in the wording files, and from direct calls of `msg`. */
async function sentencesOfScreen(): Promise<readonly Sentence[]> {
  const files = sourceFiles(ROOT, 'src').filter((file) => /\.wording\.ts$|\/class-names\.ts$/.test(file));
  for (const file of files) await import(`../../${file}`);
  const inTables = tables.flatMap(([view, table]) => sentencesOfTable(view, table));
  return [...inTables, ...sentencesInCalls(ROOT, 'src')];
}

/** The translations that lazy views have in their own bundles. */
async function sentencesOfLazyViews(language: string): Promise<LocaleModule['templates']> {
  const named = new RegExp(`/([\\w-]+)-words-${language}\\.ts$`);
  const found: Record<string, LocaleModule['templates'][string]> = {};
  for (const file of sourceFiles(ROOT, 'src')) {
    const [, view] = named.exec(file) ?? [];
    if (!view) continue;
    const { WORDS }: { WORDS: Translation<object> } = await import(/* @vite-ignore */ join(ROOT, file));
    for (const [name, words] of Object.entries(WORDS)) found[`${view}.${name}`] = words;
  }
  return found;
}

/** Texts that the page does not write itself: their ids are made from the worker's texts. */
const FROM_WORKER = /^(class|worker|error-code|error-remedy)\./;

const sentences = await sentencesOfScreen();
const ids = sentences.map(({ id }) => id);

test('no two sentences have the same id', () => {
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(ids.length).toBeGreaterThan(150);
});

test('the notice on drawn garments names the setting as the form does', async () => {
  const { NOTICE } = await import('../../src/element/trainer.wording');
  const { FIELDS } = await import('../../src/ui/setting-names.wording');
  expect(NOTICE.dataSrc).toContain(`“${FIELDS.dataSrc}”`);
  for (const language of languagesIn(`${ROOT}/src/language/locales`)) {
    const { templates } = (await import(`../../src/language/locales/${language}.ts`)) as LocaleModule;
    expect(templates['notice.dataSrc']).toContain(`“${templates['fields.dataSrc']}”`);
  }
});

describe.each(languagesIn(`${ROOT}/src/language/locales`))('the language %s', async (language) => {
  const { templates: ofFile } = (await import(`../../src/language/locales/${language}.ts`)) as LocaleModule;
  const templates: LocaleModule['templates'] = { ...ofFile, ...(await sentencesOfLazyViews(language)) };

  test('has every sentence of the screen', () => {
    expect(ids.filter((id) => !(id in templates))).toEqual([]);
  });

  test('has no other sentences', () => {
    const known = new Set(ids);
    expect(Object.keys(templates).filter((id) => !known.has(id) && !FROM_WORKER.test(id))).toEqual([]);
  });

  test('has the same values in each sentence', () => {
    const wrong = sentences.filter(
      ({ id, gaps }) => gapsOf((templates[id] ?? '') as string | StrResult) !== gaps,
    );
    expect(wrong.map(({ id, gaps }) => `${id} has ${gaps} values in English`)).toEqual([]);
  });

  test('has the ten classes', () => {
    expect(CLASS_NAMES.filter((name) => !(`class.${name}` in templates))).toEqual([]);
  });

  test.each(CONFIG_KEYS)('says which values the setting %s accepts', (key) => {
    const error = refusalOf(key);
    expect(Object.keys(templates)).toContain(`worker.${error.expected}`);
    expect(Object.keys(templates)).toContain(`error-code.${error.code}`);
  });

  test.each(['2', '1;unknown=1', ...CARRIED.map((key) => `1;${ATTRIBUTES[key]}=∞`)])(
    'says which values a link accepts, such as %s',
    (link) => {
      const { code, expected } = trainerErrorOf(() => readSettings(link));
      const said = Object.keys(templates);
      expect(said).toEqual(
        expect.arrayContaining([`worker.${expected}`, `error-code.${code}`, `error-remedy.${code}`]),
      );
    },
  );
});

/** The worker's error for an invalid value. No setting accepts an object. */
function refusalOf(key: (typeof CONFIG_KEYS)[number]): TrainerError {
  try {
    parseConfig({ [key]: { no: ACTIVATIONS } } as never);
  } catch (thrown) {
    return TrainerError.from(thrown);
  }
  throw new Error(`The setting ${key} takes an object.`);
}
