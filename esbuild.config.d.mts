/** Builds the bundles into `outdir`, and with a `dataSrc` the whole site. */
export function build(options: {
  readonly outdir: string;
  readonly minify?: boolean;
  readonly sourcemap?: boolean;
  /** Rebuild when a source or a static file changes, until `stop` is called. */
  readonly watch?: boolean;
  /** Value of the pages' `data-src`; left out, `outdir` gets no pages. */
  readonly dataSrc?: string;
  /** Told about every rebuild: null, or its error. */
  readonly onBuilt?: (error: Error | null) => void;
}): Promise<{ readonly files: readonly string[]; stop(): Promise<void> }>;

/** Builds the package, as it is published, into `outdir`; returns the names of its bundles. */
export function buildPackage(options: { readonly outdir: string }): Promise<readonly string[]>;
