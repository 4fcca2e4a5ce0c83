export function packPackage(options: {
  root: string;
  folder: string;
  check?: (dist: string, files: readonly string[]) => void;
}): Promise<string>;
export function missingIn(manifest: Readonly<Record<string, unknown>>, files: readonly string[]): string[];
