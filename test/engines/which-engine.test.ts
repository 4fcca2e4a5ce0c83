import { expect, test } from 'vitest';
import { parseConfig } from '../../worker/config';
import { whichEngine } from '../../worker/engines/which-engine';

const decided = (settings: Parameters<typeof parseConfig>[0]) => whichEngine(parseConfig(settings));

test('auto takes fused for every network that can be configured, and says why', () => {
  expect(decided({})).toEqual({ name: 'fused', why: expect.stringContaining('stack of Dense layers') });
  expect(decided({ hiddenUnits: '4096,1', activation: 'sigmoid', optimizer: 'rmsprop' }).name).toBe('fused');
});

test('auto takes tfjs on the cpu backend, where fused cannot compute', () => {
  expect(decided({ backend: 'cpu' })).toEqual({ name: 'tfjs', why: expect.stringContaining('backend="cpu"') });
});

test('an engine that is named is the one that is taken', () => {
  expect(decided({ engine: 'tfjs' })).toEqual({ name: 'tfjs', why: 'engine="tfjs" was asked for' });
  expect(decided({ engine: 'fused' })).toEqual({ name: 'fused', why: 'engine="fused" was asked for' });
});

test('fused on the cpu backend is refused at the door', () => {
  expect(() => parseConfig({ engine: 'fused', backend: 'cpu' })).toThrow(
    expect.objectContaining({ code: 'config-invalid', field: 'backend' }),
  );
});
