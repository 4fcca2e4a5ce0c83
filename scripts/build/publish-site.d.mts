/** Stands in pages for the address of their data. */
export const DATA_PLACEHOLDER: '%DATA_SRC%';

/** Makes a site of plain names ready for hosts and for visits without a network. */
export function publishSite(options: { readonly outdir: string; readonly dataSrc: string }): void;
