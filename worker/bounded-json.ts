/** The characters that are counted: what opens an array or an object, follows a key, separates values, and encloses text. */
export type JsonMark = '[' | '{' | ':' | ',' | '"';

/** How large a JSON text may be inside. */
export interface JsonBounds {
  /** The most arrays and objects inside one another. */
  readonly depth: number;
  /** The most of each mark, those inside strings included. A mark that is left out is not counted. */
  readonly most: Readonly<Partial<Record<JsonMark, number>>>;
}

/** For files that describe one network or one data set: far above what any program writes, and read in a fraction of a second. */
export const FILE_BOUNDS: JsonBounds = {
  depth: 64,
  most: { '[': 100_000, '{': 100_000, ':': 500_000, ',': 1_000_000 },
};

/** The error of a text that is not JSON, or that exceeds the bounds. Its message is a phrase such as “JSON with more than 64 levels”. */
export class UnreadableJson extends Error {
  override readonly name = 'UnreadableJson';
}

/**
 * Parses JSON whose depth and number of parts have been checked. `JSON.parse` bounds neither: 4 MiB of nested `[` keep it busy for more
 * than a second, and `JSON.stringify` on the result takes time in proportion to the square of the depth, or overflows the stack.
 * @throws UnreadableJson
 */
export function parseBounded(text: string, bounds: JsonBounds): unknown {
  const excess = excessOf(text, bounds);
  if (excess) throw new UnreadableJson(`JSON with ${excess}`);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UnreadableJson((thrown as SyntaxError).message);
  }
}

/** The first bound that a text exceeds, in words such as “more than 64 levels”; null if it exceeds none. */
export function excessOf(text: string, { depth, most }: JsonBounds): string | null {
  for (const [mark, count] of Object.entries(most)) {
    if (occursMoreThan(count, mark, text)) return `more than ${count} “${mark}” characters`;
  }
  // As many levels need at least as many marks that open one.
  const openings = (most['['] ?? Number.POSITIVE_INFINITY) + (most['{'] ?? Number.POSITIVE_INFINITY);
  return openings > depth && isDeeperThan(depth, text) ? `more than ${depth} levels` : null;
}

/** `indexOf` skips from mark to mark, which takes a tenth of the time of a loop over all characters if marks are rare. */
function occursMoreThan(most: number, mark: string, text: string): boolean {
  let at = -1;
  for (let count = 0; count <= most; count++) {
    at = text.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Whether more than `most` arrays and objects are open at once. The content of strings is skipped. */
function isDeeperThan(most: number, text: string): boolean {
  let level = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '[':
      case '{':
        level += 1;
        if (level > most) return true;
        break;
      case ']':
      case '}':
        level -= 1;
    }
  }
  return false;
}

/** The position of the quote that ends the string which begins at `start`, or of the text's end. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
