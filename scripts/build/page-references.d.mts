/** A page with other references: `moved` answers the new path of a file that the page names, or undefined. */
export function withReferences(html: string, page: string, moved: (path: string) => string | undefined): string;

/** A path of the site as a page at `page` names it. */
export function relativeTo(page: string, path: string): string;
