export type DecodePng = (bytes: Uint8Array) => Uint8Array;

/**
 * The decoder, which is part of the bundle but runs when it is first needed: the tables of its library take a third of a cold start.
 */
export async function loadPngDecoder(): Promise<DecodePng> {
  return (await import('./decode-png')).decodePng;
}
