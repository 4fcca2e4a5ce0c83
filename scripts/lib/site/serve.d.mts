export function serve(options: {
  readonly root: string;
  readonly dataFolder?: string | null;
  readonly port?: number;
}): Promise<{ readonly url: string; close(): Promise<void> }>;
