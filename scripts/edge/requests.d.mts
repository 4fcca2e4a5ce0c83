export function noiseImages(count: number, seed?: number): Uint8Array;
/** Posts the same body again and again over a few connections that stay open. */
export function repeatedPost(options: {
  readonly url: string;
  /** Bytes, shape (count, 784); a PNG has one of them. */
  readonly images: Uint8Array;
  readonly format?: 'bytes' | 'json' | 'png';
  readonly connections?: number;
}): { send(count: number): Promise<readonly number[]>; close(): void };
