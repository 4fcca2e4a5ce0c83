/** Figures of one load, as `loadTest` gives them; times in milliseconds, memory in bytes. */
export interface Load {
  readonly warmUp: number;
  readonly measured: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpu: number;
  readonly residentBefore: number;
  readonly residentAfter: number;
  readonly bytesARequest: number;
}

/** What was measured beside what is aimed at, both in words with their unit. */
export interface Aim {
  readonly name: string;
  readonly got: string;
  readonly most: string;
  readonly isMet: boolean;
}

export const MOST_MS: { readonly image: number; readonly batch: number; readonly coldStart: number };
export const MOST_BYTES_A_REQUEST: number;
export function reportOf(results: {
  readonly coldStart: { readonly function: number; readonly empty: number };
  readonly single: Load;
  readonly png: Load;
  readonly batch: Load;
  readonly best: Load;
  readonly json: Load;
  readonly nothing: Load;
  readonly kept: Load;
}): { readonly text: string; readonly aims: readonly Aim[]; readonly areMet: boolean };
