export function noiseImages(count: number, seed?: number): Uint8Array;
/** Posts the same body again and again over a few connections that stay open. */
export function repeatedPost(options: {
  readonly url: string;
  readonly body: Uint8Array;
  readonly connections?: number;
}): { send(count: number): Promise<readonly number[]>; close(): void };
