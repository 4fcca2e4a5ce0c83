export function compactStyles(source: string): string;
