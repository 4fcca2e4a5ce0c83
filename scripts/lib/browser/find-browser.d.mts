/** Path of a Chromium-based browser that starts. */
export function findBrowser(options?: {
  readonly install?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly candidates?: readonly string[];
  readonly playwrightPath?: () => Promise<string>;
  readonly whyNot?: (path: string) => string;
  readonly say?: (line: string) => void;
  readonly installers?: readonly {
    readonly label: string;
    readonly run: () => Promise<string>;
    readonly find: () => Promise<readonly string[]>;
  }[];
}): Promise<string>;
