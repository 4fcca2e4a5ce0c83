const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BREAK = 64;
const PADDING = 65;
const INVALID = 66;
/** The value of each ASCII character: 0 to 63, or what it is instead. */
const VALUES = new Uint8Array(128).fill(INVALID);
for (let i = 0; i < LETTERS.length; i++) VALUES[LETTERS.charCodeAt(i)] = i;
for (const space of ' \t\n\f\r') VALUES[space.charCodeAt(0)] = BREAK;
VALUES['='.charCodeAt(0)] = PADDING;

/**
 * The bytes of base64, as `atob` reads it: line breaks are skipped, and padding may be left out. `atob` returns a text, and turning each
 * character of it into a byte takes ten times as long.
 * @returns null if the text is not base64
 */
export function bytesOfBase64(text: string, start = 0): Uint8Array | null {
  const bytes = new Uint8Array(((text.length - start) * 3) >> 2);
  let length = 0;
  let letters = 0;
  let padding = 0;
  let held = 0;
  for (let at = start; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? INVALID;
    if (value < BREAK) {
      if (padding > 0) return null;
      held = (held << 6) | value;
      if ((++letters & 3) === 0) {
        bytes[length] = held >> 16;
        bytes[length + 1] = held >> 8;
        bytes[length + 2] = held;
        length += 3;
        held = 0;
      }
    } else if (value === PADDING) padding += 1;
    else if (value === INVALID) return null;
  }
  const rest = letters & 3;
  if (rest === 1 || (padding > 0 && rest + padding !== 4) || (rest === 0 && padding > 0)) return null;
  if (rest === 2) bytes[length++] = held >> 4;
  if (rest === 3) {
    bytes[length++] = held >> 10;
    bytes[length++] = held >> 2;
  }
  return bytes.subarray(0, length);
}
