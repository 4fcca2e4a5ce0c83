import { IMAGE_PIXELS } from '../worker/model/classifier';
import { MOST_IMAGES, type PixelType } from './limits';

/** Powers of ten that a float64 has exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const MOST_DECIMALS = POWERS.length - 1;
/** Digits that fit into an int32, which is faster than a float64. */
const DIGITS_A_GROUP = 8;
/** More than the five roundings of a float64 that a number here has gone through, and the one that `JSON.parse` has. */
const ROUNDINGS = 2 ** -49;
/** The shortest image: a digit and a comma or bracket for each pixel, and a bracket. */
const LEAST_BYTES = 2 * IMAGE_PIXELS + 1;

const [TAB, LINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [COMMA, POINT, OPEN, CLOSE, END] = [0x2c, 0x2e - 0x30, 0x5b, 0x5d, 0x7d];
const BEFORE = ['{', '"images"', ':', '['];

/**
 * Images of nothing but numbers, `{"images": [[0, 0.5, …], …]}`, from the text's bytes. It takes two thirds of the time of `JSON.parse` and a
 * loop over its numbers, and leaves no list of 200,000 of them behind.
 * @returns the same float32 as that way; null for all else, wrong numbers among them, of which that way has to tell what they are
 */
export function readJsonNumbers(bytes: Uint8Array, type: PixelType): Float32Array | null {
  let at = 0;
  for (const token of BEFORE) {
    at = afterSpace(bytes, at);
    for (let i = 0; i < token.length; i++) if (bytes[at++] !== token.charCodeAt(i)) return null;
  }
  const most = Math.min(MOST_IMAGES, Math.floor(bytes.length / LEAST_BYTES));
  const images = new Float32Array(most * IMAGE_PIXELS);
  for (let count = 1; count <= most; count++) {
    at = afterImage(bytes, afterSpace(bytes, at), images.subarray((count - 1) * IMAGE_PIXELS), type);
    if (at < 0) return null;
    at = afterSpace(bytes, at);
    const next = bytes[at++];
    if (next === COMMA) continue;
    at = afterSpace(bytes, at);
    const isWhole = next === CLOSE && bytes[at] === END && afterSpace(bytes, at + 1) === bytes.length;
    return isWhole ? images.subarray(0, count * IMAGE_PIXELS) : null;
  }
  return null;
}

/** Reads 784 numbers in brackets. @returns where they end, or -1 if they are none */
function afterImage(bytes: Uint8Array, start: number, into: Float32Array, type: PixelType): number {
  let at = start;
  if (bytes[at] !== OPEN) return -1;
  for (let i = 0; i < IMAGE_PIXELS; i++) {
    at = afterSpace(bytes, at + 1);
    const first = at;
    let value = 0;
    let digit = (bytes[at] as number) - 0x30;
    if (digit === 0) digit = (bytes[++at] as number) - 0x30;
    else for (; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 0x30) value = value * 10 + digit;
    if (at === first || at - first > 3) return -1;
    if (digit === POINT) {
      const point = at++;
      let group = 0;
      let length = 0;
      let decimals = 0;
      digit = (bytes[at] as number) - 0x30;
      for (; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 0x30) {
        group = (group * 10 + digit) | 0;
        if (++length < DIGITS_A_GROUP) continue;
        decimals = decimals * 1e8 + group;
        group = 0;
        length = 0;
      }
      const count = at - point - 1;
      if (count === 0 || count > MOST_DECIMALS) return -1;
      decimals = decimals * (POWERS[length] as number) + group;
      if (decimals > 0 && (value > 0 || type === 'uint8')) return -1;
      value += decimals / (POWERS[count] as number);
      const isCertain = Math.fround(value * (1 - ROUNDINGS)) === Math.fround(value * (1 + ROUNDINGS));
      if (!isCertain) value = Number(String.fromCharCode(...bytes.subarray(first, at)));
    }
    if (value > (type === 'float32' ? 1 : 255)) return -1;
    into[i] = type === 'float32' ? value : value / 255;
    at = afterSpace(bytes, at);
    if (bytes[at] !== (i < IMAGE_PIXELS - 1 ? COMMA : CLOSE)) return -1;
  }
  return at + 1;
}

function afterSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte > SPACE || (byte !== SPACE && byte !== LINE && byte !== TAB && byte !== RETURN)) break;
  }
  return at;
}
