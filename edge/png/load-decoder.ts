import type { PngDecoder } from './decode-png';

/**
 * Loads the decoder. It is part of the bundle, but is initialised only when first needed: building its library's tables takes a third
 * of a cold start.
 */
export async function loadPngDecoder(): Promise<PngDecoder> {
  return (await import('./decode-png')).PNG_DECODER;
}
