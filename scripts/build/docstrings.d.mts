interface Entry {
  readonly name: string;
  readonly description: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Docstring {
  readonly description: string;
  readonly tag: string | undefined;
  readonly attrs: readonly Entry[];
  readonly events: readonly Entry[];
  readonly slots: readonly Entry[];
  readonly cssParts: readonly Entry[];
  readonly cssProperties: readonly Entry[];
}

export function readDocstring(source: string, position: number): Docstring;
