/** Where a packed data set lies in the site, relative to its root. */
export function dataPath(packed: string): string;
