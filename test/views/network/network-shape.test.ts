import { describe, expect, it } from 'vitest';
import { haveSameShape, plannedShape } from '../../../src/views/network/network-shape';

describe('the network that settings describe', () => {
  it('is the lesson’s if nothing is set', () => {
    const lesson = { hiddenUnits: [64, 64], activation: 'relu' };
    expect(plannedShape({})).toEqual(lesson);
    expect(plannedShape({ hiddenUnits: '', activation: null })).toEqual(lesson);
  });

  it.each([
    ['a list', [128, 32, 16], [128, 32, 16]],
    ['text, as in an attribute', '128, 32', [128, 32]],
    ['a single number', 8, [8]],
    ['the largest network', '4096,4096,4096,4096,4096,4096', new Array(6).fill(4096)],
  ])('can be %s', (_, hiddenUnits, expected) => {
    expect(plannedShape({ hiddenUnits })?.hiddenUnits).toEqual(expected);
  });

  it.each(['0', '4097', '64,', '64;64', '0x10', '6.5', '1,1,1,1,1,1,1', 'many'])(
    'is unknown while the setting is “%s”',
    (hiddenUnits) => {
      expect(plannedShape({ hiddenUnits })).toBeNull();
    },
  );

  it('is unknown with an activation that does not exist', () => {
    expect(plannedShape({ activation: 'gelu' })).toBeNull();
  });
});

describe('two networks', () => {
  it('have the same picture if their layers and their activation are the same', () => {
    const lesson = { hiddenUnits: [64, 64], activation: 'relu' } as const;
    expect(haveSameShape(lesson, { ...lesson, hiddenUnits: [64, 64] })).toBe(true);
    expect(haveSameShape(lesson, { ...lesson, hiddenUnits: [64] })).toBe(false);
    expect(haveSameShape(lesson, { ...lesson, activation: 'tanh' })).toBe(false);
  });
});
