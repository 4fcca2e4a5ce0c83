export interface GuidePage {
  readonly file: string;
  readonly title: string;
  /** The document it is made of, if it is not written for the guide. */
  readonly doc?: string;
  /** The page whose place it has in the navigation, if it has none of its own. */
  readonly within?: string;
}

export const PAGES: readonly GuidePage[];
export function decisionPages(root: string): readonly GuidePage[];
