export type DecodePng = (bytes: Uint8Array) => Uint8Array;

/**
 * Loads the decoder. It is part of the bundle, but is initialised only when first needed: building its library's tables takes a third
 * of a cold start.
 */
export async function loadPngDecoder(): Promise<DecodePng> {
  return (await import('./decode-png')).decodePng;
}
