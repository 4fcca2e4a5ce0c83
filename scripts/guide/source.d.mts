export interface Snippet {
  readonly file: string;
  readonly symbol: string;
  readonly code: string;
  /** Lines of the file, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
}

export function snippet(root: string, file: string, symbol: string): Snippet;
export function lineOf(snippet: Snippet, text: string): { readonly line: number; readonly code: string };
