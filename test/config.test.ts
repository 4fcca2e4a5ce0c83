import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig, parseNewConfig } from '../worker/config';
import {
  ATTRIBUTES,
  CONFIG_KEYS,
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfigInput,
} from '../worker/protocol';
import { trainerErrorOf } from './fixtures/trainer-error';

describe('settings that are left out', () => {
  test('get the lesson’s values', () => {
    expect(parseConfig({})).toEqual({
      dataSrc: '',
      hiddenUnits: [64, 64],
      activation: 'relu',
      optimizer: 'adam',
      learningRate: 0.001,
      momentum: 0.9,
      batchSize: 64,
      shuffleBuffer: 1024,
      epochs: 20,
      seed: 1,
      validationSplit: 0,
      trainImages: 0,
      sampleWeighting: 'example',
      stopAt: '',
      patience: 0,
      monitor: 'valLoss',
      engine: 'auto',
      backend: 'wasm',
      threads: 0,
    });
  });

  test.each([undefined, null, ''])('get them if they are %j, too', (value) => {
    const input = Object.fromEntries(Object.keys(DEFAULT_CONFIG).map((key) => [key, value]));
    expect(parseConfig(input)).toEqual(DEFAULT_CONFIG);
  });
});

describe('valid settings', () => {
  test('can be texts, as in attributes and form fields', () => {
    const text: RunConfigInput = {
      hiddenUnits: ' 128, 32 ',
      learningRate: '5e-2',
      batchSize: '50',
      shuffleBuffer: ' 1 ',
      epochs: '3',
      seed: '4294967295',
      validationSplit: '.1',
      momentum: '0',
      stopAt: ' valAccuracy >= 0.88 ',
      dataSrc: ' drawn-garments ',
      optimizer: 'momentum',
    };
    expect(parseConfig(text)).toEqual({
      ...DEFAULT_CONFIG,
      hiddenUnits: [128, 32],
      learningRate: 0.05,
      batchSize: 50,
      shuffleBuffer: 1,
      epochs: 3,
      seed: 4294967295,
      validationSplit: 0.1,
      momentum: 0,
      stopAt: 'valAccuracy >= 0.88',
      dataSrc: 'drawn-garments',
      optimizer: 'momentum',
    });
  });

  test.each<[RunConfigInput['hiddenUnits'], readonly number[]]>([
    [100, [100]],
    ['100', [100]],
    [
      [64, 32],
      [64, 32],
    ],
    ['1,2,3,4,5,4096', [1, 2, 3, 4, 5, 4096]],
  ])('hiddenUnits=%j becomes %j', (hiddenUnits, units) => {
    expect(parseConfig({ hiddenUnits }).hiddenUnits).toEqual(units);
  });

  test('do not change when a configuration is parsed again', () => {
    const config = parseConfig({ hiddenUnits: '10', epochs: '2', stopAt: 'valLoss<1e-1', optimizer: 'sgd' });
    expect(parseConfig(config)).toEqual(config);
  });
});

describe('an invalid setting is refused with its field, value, expectation and remedy', () => {
  const BAD: readonly (readonly [ConfigKey, readonly (string | number)[]])[] = [
    ['epochs', [0, -1, 1.5, 'abc', '0', '1.5', '0x10', '1 2', Number.NaN, Number.POSITIVE_INFINITY]],
    ['batchSize', [0, '0', -64, 0.5]],
    ['shuffleBuffer', [0, '-1', '1k']],
    [
      'learningRate',
      [
        0,
        -0.001,
        Number.NaN,
        'NaN',
        Number.POSITIVE_INFINITY,
        'Infinity',
        '1e400',
        '0,001',
        ' ',
        '1e-50',
        '1.01e30',
      ],
    ],
    ['momentum', [1, -0.1, 'much']],
    ['hiddenUnits', ['64,,0', '0', '64,', '8,8,8,8,8,8,8', '4097', '64,abc', '64.5', '-1', ',']],
    ['validationSplit', [1, -0.1, '10%', '1.0']],
    [
      'stopAt',
      ['valAccuracy', 'valAccuracy>=', 'valaccuracy>=0.9', 'valAccuracy=>0.9', 'accuracy>=0.9', '88%', 5],
    ],
    ['patience', [-1, 0.5, 'soon']],
    ['seed', [-1, 4294967296, 1.5, 'lucky']],
    ['optimizer', ['Adam', 'lion', 1]],
    ['activation', ['softmax', 'ReLU']],
    ['sampleWeighting', ['both']],
    ['monitor', ['loss']],
    ['engine', ['fastest']],
    ['backend', ['webgl']],
  ];
  const cases = BAD.flatMap(([key, values]) => values.map((value) => [key, value] as const));

  test.each(cases)('%s=%j', (key, value) => {
    const error = trainerErrorOf(() => parseConfig({ [key]: value }));
    expect(error.code).toBe('config-invalid');
    expect(error.field).toBe(key);
    expect(error.got).toContain(String(value));
    expect(error.got).toContain(ATTRIBUTES[key]);
    expect(error.message).toContain(ATTRIBUTES[key]);
    expect(error.expected).not.toBe('');
    expect(error.remedy).toContain('for example');
  });

  test('the example in the remedy is valid', () => {
    for (const [key, [value]] of BAD) {
      const { remedy } = trainerErrorOf(() => parseConfig({ [key]: value }));
      const example = /for example [a-z-]+="(.*)"\.$/.exec(remedy)?.[1];
      expect(example, remedy).toBeDefined();
      expect(() => parseConfig({ [key]: example })).not.toThrow();
    }
  });

  test.each([
    ['an object', {}],
    ['an object without a text', { toString: 1 }],
    ['a list of objects', [{}]],
    ['a text of any length', '9'.repeat(1e6)],
  ])('also if it is %s: the error can be read', (_, value) => {
    for (const key of CONFIG_KEYS.filter((one) => !['dataSrc', 'stopAt'].includes(one))) {
      const { field, message, got } = trainerErrorOf(() => parseConfig({ [key]: value }));
      expect(field).toBe(key);
      expect(message.length + got.length).toBeLessThan(1300);
      expect(got).not.toContain('[object');
    }
  });

  test.each([
    ['stopAt', 'valAccuracy>88%', 'valAccuracy>0.88'],
    ['stopAt', ' trainAccuracy >= 97.5 % ', 'trainAccuracy >= 0.975'],
    ['validationSplit', '10%', '0.1'],
    ['momentum', '90 %', '0.9'],
  ] as const)(
    'a percentage for %s, such as %j: the error offers %j, the share that is meant',
    (key, text, share) => {
      const error = trainerErrorOf(() => parseConfig({ [key]: text }));
      expect(error.remedy).toBe(
        `Set it to a share instead of a percentage, for example ${ATTRIBUTES[key]}="${share}".`,
      );
      expect(error.offer?.config).toEqual({ [key]: share });
      expect(() => parseConfig({ [key]: share })).not.toThrow();
    },
  );

  test.each([
    ['stopAt', 'valLoss<30%'],
    ['stopAt', '88%'],
    ['epochs', '50%'],
    ['validationSplit', '150%'],
  ] as const)('another text with a percent sign, for %s, gets no offer', (key, text) => {
    expect(trainerErrorOf(() => parseConfig({ [key]: text })).offer).toBeUndefined();
  });

  test('a very long text with a percent sign gets no offer', () => {
    const text = `${'9'.repeat(1e6)}%`;
    expect(trainerErrorOf(() => parseConfig({ momentum: text })).offer).toBeUndefined();
  });

  test('hidden units must be a list with at least one number', () => {
    expect(trainerErrorOf(() => parseConfig({ hiddenUnits: [] })).field).toBe('hiddenUnits');
  });
});

describe('the settings of a new run', () => {
  test.each(['valAccuracy>88', 'trainAccuracy>=97.5'])(
    'cannot stop at %s, which no accuracy reaches',
    (stopAt) => {
      const error = trainerErrorOf(() => parseNewConfig({ stopAt }));
      expect(error).toMatchObject({ code: 'config-invalid', field: 'stopAt' });
      expect(error.expected).toMatch(/accuracies from 0 to 1$/);
      expect(() => parseNewConfig(error.offer?.config as RunConfigInput)).not.toThrow();
      // A run that was stored with such a target can be continued.
      expect(parseConfig({ stopAt }).stopAt).toBe(stopAt);
    },
  );

  test.each(['valAccuracy>=1', 'valLoss<2.5', ''])('can stop at “%s”', (stopAt) => {
    expect(parseNewConfig({ stopAt }).stopAt).toBe(stopAt);
  });
});

test.each(['batch', 'hidden', 'learningrate', 'constructor', 'toString'])(
  'the unknown setting “%s” is refused',
  (key) => {
    const error = trainerErrorOf(() => parseConfig({ [key]: '64' } as RunConfigInput));
    expect(error.code).toBe('config-invalid');
    expect(error.got).toContain(key);
    expect(error.expected).toContain('batchSize');
  },
);

test('no text gives a number that is not finite or out of range', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (text) => {
      try {
        const { epochs, learningRate } = parseConfig({ epochs: text, learningRate: text });
        expect(Number.isSafeInteger(epochs) && epochs >= 1).toBe(true);
        expect(Number.isFinite(learningRate) && learningRate > 0).toBe(true);
      } catch (thrown) {
        expect(thrown).toHaveProperty('code', 'config-invalid');
      }
    }),
    { numRuns: 500 },
  );
});
