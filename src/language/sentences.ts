import { msg, type StrResult } from '@lit/localize';

type Entry = string | ((...values: never[]) => string | StrResult);
type InWords<E> = E extends (...values: infer V) => unknown ? (...values: V) => string : string;

/** A table's sentences in another language. `${0}` stands for the first value of a sentence. */
export type Translation<T> = { readonly [K in keyof T]: string | StrResult };

/**
 * A table of whole sentences, each translated into the current language when it is read. Its id among the translations
 * is `<view>.<name>`. A sentence with placeholders is a function that returns `str` with their values.
 */
export function sentences<T extends Readonly<Record<string, Entry>>>(
  view: string,
  table: T,
): { readonly [K in keyof T]: InWords<T[K]> } {
  return new Proxy(table, {
    get(_, name: string) {
      const entry = table[name];
      const id = `${view}.${name}`;
      if (typeof entry !== 'function') return entry && msg(entry, { id });
      return (...values: never[]) => msg(entry(...values) as string, { id });
    },
  }) as unknown as { readonly [K in keyof T]: InWords<T[K]> };
}

/** The sentence with a name that may be missing from the table. */
export function sentenceOf(table: object, name: string): string | undefined {
  return (table as Readonly<Record<string, string>>)[name];
}
