export function checkSelfContained(
  bundle: { readonly entry: string; readonly file: string; readonly format: 'esm' | 'iife' },
  result: {
    readonly metafile: {
      readonly outputs: Readonly<
        Record<string, { readonly imports: readonly { readonly path: string; readonly kind?: string }[] }>
      >;
    };
    readonly outputFiles: readonly { readonly path: string; readonly text: string }[];
  },
): void;
