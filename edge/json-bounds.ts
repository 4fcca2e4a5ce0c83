/**
 * The most of each mark that JSON may have. An honest body has 1 `{`, 257 `[`, 257 `:` (of a key and 256 data URLs) and 514 `"`.
 * The bound is higher, so that common mistakes, such as 256 images as 28 rows each (7,425 `[`), are still described one by one.
 */
const MOST_OF_A_MARK = 8192;

/** What opens an array, opens an object, follows a key, and encloses a key or a string. */
const MARKS = ['[', '{', ':', '"'] as const;

/**
 * Finds JSON that would keep `JSON.parse` busy for far longer than 256 images do: 4 MiB of nested `[` take half a second or more, and
 * so do hundreds of thousands of small objects or keys. Nesting needs an opening mark for each level, so this count bounds the depth
 * as well. Numbers are not counted: parsing them takes time in proportion to the length of the text, which is limited already.
 *
 * Marks inside strings count too. That refuses no image, since base64 has none of them. `indexOf` skips from mark to mark, which
 * takes a tenth of the time of a loop over all characters.
 * @returns the first mark that occurs too often, in words; null if there is none
 */
export function excessOf(json: string): string | null {
  const mark = MARKS.find((candidate) => occursMoreThan(MOST_OF_A_MARK, candidate, json));
  return mark === undefined ? null : `more than ${MOST_OF_A_MARK} “${mark}” characters`;
}

function occursMoreThan(most: number, mark: string, text: string): boolean {
  let at = -1;
  for (let count = 0; count <= most; count++) {
    at = text.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}
