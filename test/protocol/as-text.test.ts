import { describe, expect, test } from 'vitest';
import { asText } from '../../worker/protocol';

describe('a value in a message', () => {
  test.each(['', 'adam', '[object Object]', 'a [object Window] in a text'])(
    'that is the string “%s” is the string itself',
    (text) => {
      expect(asText(text)).toBe(text);
    },
  );

  test.each<[string, unknown, string]>([
    ['a number', 0.1, '0.1'],
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('x'), 'Symbol(x)'],
    ['a list of numbers', [64, 64], '64,64'],
    ['an object with a text', { toString: () => 'adam' }, 'adam'],
  ])('that is %s is what String returns', (_, value, text) => {
    expect(asText(value)).toBe(text);
  });

  test.each<[string, unknown, string]>([
    ['an object', {}, 'an object'],
    ['an object without a prototype', Object.create(null), 'an object'],
    ['an object whose toString is a number', { toString: 1 }, 'an object'],
    ['a list with an object', [1, {}], 'a list'],
    ['a list with an object that has no text', [{ toString: 1 }], 'a list'],
  ])('that is %s is named by its kind', (_, value, kind) => {
    expect(asText(value)).toBe(kind);
  });
});
