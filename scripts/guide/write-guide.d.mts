export function writeGuide(options: {
  readonly root: string;
  readonly outdir: string;
  readonly dataSrc: string;
}): Promise<void>;
