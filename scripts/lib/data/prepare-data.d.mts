/** One row of `worker/data/official-files.json`. The first sum is of the `.gz` file, the second of what it unpacks to. */
export interface OfficialFile {
  readonly name: string;
  readonly role: string;
  readonly byteLength: number;
  readonly sha256: string;
  readonly contentByteLength: number;
  readonly contentSha256: string;
}

export type PreparedData =
  | { readonly kind: 'fashion-mnist'; readonly source: string; readonly packed: string }
  | { readonly kind: 'none'; readonly reason: string };

export interface PrepareOptions {
  readonly offline?: boolean;
  /** Says nothing on stderr, except the progress of a download. */
  readonly quiet?: boolean;
  /** Folder with the official files; nothing else is tried. */
  readonly from?: string;
  /** Folder to pack into. */
  readonly out?: string;
  /** Also unpacks what was packed before and compares its sums. */
  readonly thorough?: boolean;
  readonly root?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly files?: readonly OfficialFile[];
  readonly mirrors?: readonly string[];
  readonly imagesAShard?: number;
  readonly limits?: { readonly connectMs: number; readonly stallMs: number; readonly tries: number };
  readonly output?: { write(text: string): unknown; readonly isTTY?: boolean };
}

export function prepareData(options?: PrepareOptions): Promise<PreparedData>;

/** Where the data is, without downloading, packing or reading it. `source` holds the IDX files. */
export function locateData(options?: {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly root?: string;
}): Promise<{ readonly source: string | null; readonly packed: string | null }>;

export function dataFolders(root: string): {
  readonly downloads: string;
  readonly shared: string;
  readonly packed: string;
};

export function remedyForNoData(root?: string): string;
