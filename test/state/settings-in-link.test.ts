import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARRIED, LINK_VERSION, linkTo, readSettings, writeSettings } from '../../src/state/settings-in-link';
import { parseConfig } from '../../worker/config';
import {
  ACTIVATIONS,
  ATTRIBUTES,
  BACKENDS,
  DEFAULT_CONFIG,
  MONITORS,
  OPTIMIZERS,
  type RunConfigInput,
  SAMPLE_WEIGHTINGS,
} from '../../worker/protocol';
import { trainerErrorOf } from '../fixtures/trainer-error';

const PAGE = 'https://school.example/lesson/';

/** The settings of an address, read as the element reads them. */
function settingsAt(href: string, parameter = 'fmnist'): RunConfigInput {
  return readSettings(new URL(href).searchParams.get(parameter) ?? '');
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const whole = (min: number, max = Number.MAX_SAFE_INTEGER) => fc.integer({ min, max });
/** Valid settings, as a form or a script gives them. */
const settings: fc.Arbitrary<RunConfigInput> = fc.record(
  {
    hiddenUnits: fc.array(whole(1, 4096), { minLength: 1, maxLength: 6 }),
    activation: fc.constantFrom(...ACTIVATIONS),
    optimizer: fc.constantFrom(...OPTIMIZERS),
    learningRate: fc.double({ min: 1e-10, max: 1e30, noNaN: true }),
    momentum: share,
    batchSize: whole(1).map(String),
    shuffleBuffer: whole(1),
    epochs: whole(1),
    seed: whole(0, 0xffff_ffff),
    validationSplit: share,
    trainImages: whole(0),
    sampleWeighting: fc.constantFrom(...SAMPLE_WEIGHTINGS),
    stopAt: fc
      .tuple(fc.constantFrom(...MONITORS), fc.constantFrom('>=', '<=', '>', '<'), share)
      .map((parts) => parts.join('')),
    patience: whole(0),
    monitor: fc.constantFrom(...MONITORS),
    engine: fc.constantFrom('auto', 'tfjs'),
    backend: fc.constantFrom(...BACKENDS),
    dataSrc: fc.webUrl(),
    threads: whole(0, 16),
  },
  { requiredKeys: [] },
);

describe('a link to settings', () => {
  test('has the version and the differences from the lesson, and is readable', () => {
    const href = linkTo(PAGE, 'fmnist', { seed: 7, hiddenUnits: '128, 64', epochs: 20, stopAt: 'valLoss<0.3' });
    expect(href).toBe(`${PAGE}?fmnist=1;hidden-units=128,64;seed=7;stop-at=valLoss%3C0.3`);
    expect(linkTo(PAGE, 'fmnist', {})).toBe(`${PAGE}?fmnist=1`);
  });

  test('gives the same settings back, whatever the page had', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const there = parseConfig(given);
        const back = settingsAt(linkTo(PAGE, 'fmnist', given));
        expect(Object.keys(back)).toEqual(CARRIED);
        const here = parseConfig({ ...back, dataSrc: there.dataSrc, threads: there.threads });
        expect(here).toEqual(there);
      }),
      { numRuns: 500 },
    );
  });

  test('contains no data source and no threads', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const text = writeSettings(given);
        expect(text).not.toMatch(/data-src|threads|:\/\//);
      }),
    );
    for (const name of ['data-src=https://elsewhere.example/', 'threads=2', 'worker-url=x.js', 'autostart=']) {
      expect(trainerErrorOf(() => readSettings(`1;${name}`)).code).toBe('link-invalid');
    }
  });

  test('survives a tool that encodes every character', () => {
    const href = linkTo(PAGE, 'fmnist', { learningRate: 1e-7, hiddenUnits: [9, 8] });
    const url = new URL(href);
    url.searchParams.set('fmnist', url.searchParams.get('fmnist') ?? '');
    expect(url.href).toContain('%3B');
    expect(settingsAt(url.href)).toEqual(settingsAt(href));
    expect(settingsAt(url.href).learningRate).toBe(1e-7);
  });

  test('does not change the rest of the address, and replaces an older link', () => {
    const older = `${PAGE}?sign=a%20b+c&empty&fmnist=1;seed=3&fmnist-left=1;seed=4#/part/2?x#y`;
    expect(linkTo(older, 'fmnist', { seed: 5 })).toBe(
      `${PAGE}?sign=a%20b+c&empty&fmnist-left=1;seed=4&fmnist=1;seed=5#/part/2?x#y`,
    );
    const left = linkTo(older, 'fmnist-left', { seed: 6 });
    expect(settingsAt(left, 'fmnist').seed).toBe(3);
    expect(settingsAt(left, 'fmnist-left').seed).toBe(6);
    expect(settingsAt(linkTo(PAGE, 'fmnist-a&b=c#', { seed: 8 }), 'fmnist-a&b=c#').seed).toBe(8);
  });

  test('is not made from invalid settings, without share, or if the page has no address', () => {
    expect(trainerErrorOf(() => linkTo(PAGE, 'fmnist', { epochs: 'ten' }))).toMatchObject({
      code: 'config-invalid',
      field: 'epochs',
    });
    expect(trainerErrorOf(() => linkTo(PAGE, null, {})).code).toBe('call-refused');
    expect(trainerErrorOf(() => linkTo('about:srcdoc', 'fmnist', {})).code).toBe('call-refused');
  });
});

describe('an invalid link', () => {
  test.each([
    ['2;seed=7', 'link-version', 'version 2', 'version 1'],
    ['', 'link-version', 'version ', 'version 1'],
    ['seed=7', 'link-version', 'version seed=7', 'version 1'],
    ['1;sede=7', 'link-invalid', 'sede=7', 'settings that a link can carry, each once, as name=value'],
    ['1;seed', 'link-invalid', 'seed', 'settings that a link can carry, each once, as name=value'],
    ['1;seed=7;seed=8', 'link-invalid', 'seed=8', 'settings that a link can carry, each once, as name=value'],
    [
      '1;__proto__=1',
      'link-invalid',
      '__proto__=1',
      'settings that a link can carry, each once, as name=value',
    ],
    ['1;epochs=-3', 'link-invalid', 'epochs="-3"', 'a whole number of at least 1'],
    [
      '1;engine=fused;backend=cpu',
      'link-invalid',
      'engine="fused" with backend="cpu"',
      'backend="wasm", or another engine',
    ],
  ])('%s: %s', (text, code, got, expected) => {
    const error = trainerErrorOf(() => readSettings(text));
    expect(error).toMatchObject({ code, got, expected, field: undefined });
    expect(error.remedy).toMatch(/^Ask for the link again/);
  });

  test('causes its own kind of error, however it was damaged: 3,000 mutations', () => {
    const link = '1;hidden-units=128,64;learning-rate=0.01;stop-at=valAccuracy>=0.8;seed=7';
    const mutation = fc.tuple(whole(0, link.length), whole(0, 5), fc.string({ unit: 'binary', maxLength: 8 }));
    const mutated = mutation.map(([at, without, text]) => link.slice(0, at) + text + link.slice(at + without));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
        try {
          expect(parseConfig(readSettings(text))).toBeDefined();
        } catch (thrown) {
          expect(['link-version', 'link-invalid']).toContain((thrown as { code: string }).code);
          expect(String((thrown as { got: string }).got).length).toBeLessThan(80);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

test(`version ${LINK_VERSION} has these names and defaults: raise it when one changes`, () => {
  const meaning = CARRIED.map((key) => `${ATTRIBUTES[key]}=${DEFAULT_CONFIG[key]}`).join(';');
  expect(meaning).toBe(
    'hidden-units=64,64;activation=relu;optimizer=adam;learning-rate=0.001;momentum=0.9;batch=64;shuffle-buffer=1024;' +
      'epochs=20;seed=1;validation-split=0;train-images=0;sample-weighting=example;stop-at=;patience=0;monitor=valLoss;' +
      'engine=auto;backend=wasm',
  );
});
