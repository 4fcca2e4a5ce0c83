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
}): { readonly text: string; readonly isFlat: boolean };
