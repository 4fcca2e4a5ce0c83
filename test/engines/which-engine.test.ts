import { expect, test } from 'vitest';
import { parseConfig } from '../../worker/config';
import { whichEngine } from '../../worker/engines/which-engine';

const decided = (settings: Parameters<typeof parseConfig>[0]) => whichEngine(parseConfig(settings));

test('auto chooses fused for every network that can be configured, and gives the reason', () => {
  expect(decided({})).toEqual({ name: 'fused', why: expect.stringContaining('stack of Dense layers') });
  expect(decided({ hiddenUnits: '4096,1', activation: 'sigmoid', optimizer: 'rmsprop' }).name).toBe('fused');
});

test('auto chooses tfjs on the cpu backend, which fused does not support', () => {
  expect(decided({ backend: 'cpu' })).toEqual({ name: 'tfjs', why: expect.stringContaining('backend="cpu"') });
});

test('an engine named in the settings is used', () => {
  expect(decided({ engine: 'tfjs' })).toEqual({ name: 'tfjs', why: 'engine="tfjs" is set' });
  expect(decided({ engine: 'fused' })).toEqual({ name: 'fused', why: 'engine="fused" is set' });
});

test('fused on the cpu backend is a configuration error', () => {
  expect(() => parseConfig({ engine: 'fused', backend: 'cpu' })).toThrow(
    expect.objectContaining({ code: 'config-invalid', field: 'backend' }),
  );
});
