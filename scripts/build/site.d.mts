export function writeSite(options: {
  readonly staticDir: string;
  readonly outdir: string;
  readonly dataSrc: string;
}): Promise<void>;
export function copyPretrained(options: { readonly staticDir: string; readonly outdir: string }): void;
