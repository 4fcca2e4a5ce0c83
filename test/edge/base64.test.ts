import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfBase64 } from '../../edge/base64';

/** What `atob` makes of a text; null if it refuses. */
function byAtob(text: string): readonly number[] | null {
  try {
    return Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

const read = (text: string) => {
  const bytes = bytesOfBase64(text);
  return bytes && [...bytes];
};

test('bytes are read back, also after a prefix and with line breaks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(read(text)).toEqual([...bytes]);
      expect(bytesOfBase64(`data:,${text}`, 6)).toEqual(bytes);
      expect(read(text.replace(/.{20}/g, '$&\r\n'))).toEqual([...bytes]);
      expect(read(text.replaceAll('=', ''))).toEqual([...bytes]);
    }),
  );
});

test('any text is accepted or refused as by atob', () => {
  const letters = fc.constantFrom(...'AZaz09+/= \n-_é%');
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), (characters) => {
      expect(read(characters.join(''))).toEqual(byAtob(characters.join('')));
    }),
    { numRuns: 5000 },
  );
});
