import type { ElementDeclaration } from '../build/custom-elements.mjs';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export function entriesOfElement(
  element: ElementDeclaration,
  examples: Readonly<Record<string, object>>,
  prefix?: string,
): readonly { readonly kind: string; readonly entries: readonly Entry[] }[];
