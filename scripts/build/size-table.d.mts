export function sizeTable(outdir: string, files: readonly string[]): string;
export function checkSizes(
  outdir: string,
  files: readonly string[],
  budgets?: Readonly<Record<string, number>>,
): void;
