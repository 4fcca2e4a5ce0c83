import { describe, expect, test } from 'vitest';
import { KEPT_BY_PRESETS } from '../../src/state/kept-by-presets';
import { PRESETS, presetOf, settingText } from '../../src/state/presets';
import { parseConfig } from '../../worker/config';

describe('a preset', () => {
  test.each(PRESETS)('$name has valid settings', ({ settings }) => {
    expect(() => parseConfig(settings)).not.toThrow();
  });

  test.each(PRESETS)('$name differs from the others in its settings', ({ name, settings }) => {
    expect(presetOf(settings)).toBe(name);
  });

  test('is recognised with other data, another seed and another engine', () => {
    const kept = { dataSrc: 'drawn-garments', engine: 'tfjs', backend: 'cpu', threads: 2, seed: 7 };
    expect(Object.keys(kept).sort()).toEqual([...KEPT_BY_PRESETS].sort());
    expect(presetOf({ ...kept, epochs: 3 })).toBe('fastLook');
  });

  test('is not recognised with one setting changed', () => {
    expect(presetOf({ epochs: 3, batchSize: 32 })).toBeUndefined();
    expect(presetOf({ epochs: 4 })).toBeUndefined();
  });
});

test('a setting that is not set is shown as its default; 0 is a value', () => {
  expect(settingText({}, 'hiddenUnits')).toBe('64,64');
  expect(settingText({ hiddenUnits: [256, 128] }, 'hiddenUnits')).toBe('256,128');
  expect(settingText({ epochs: '' }, 'epochs')).toBe('20');
  expect(settingText({ momentum: 0 }, 'momentum')).toBe('0');
});
