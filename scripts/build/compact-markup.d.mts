export function compactMarkup(source: string): string;
