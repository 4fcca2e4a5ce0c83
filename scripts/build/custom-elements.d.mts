interface Described {
  readonly name: string;
  readonly description: string;
}

/** An element as a declaration of the custom elements manifest. */
export interface ElementDeclaration extends Described {
  readonly tagName: string;
  readonly attributes: readonly (Described & { readonly fieldName?: string; readonly default?: string })[];
  readonly members: readonly (Described & {
    readonly kind: 'field' | 'method';
    readonly attribute?: string;
    readonly static?: boolean;
  })[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Described[];
}

export const MANIFEST: string;
export const EDITOR_DATA: string;
export function describeElements(root: string): ElementDeclaration[];
export function writeElementsData(options: { readonly root: string; readonly outdir: string }): void;
