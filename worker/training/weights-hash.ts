import { sha256 } from '@noble/hashes/sha2.js';

/**
 * SHA-256 of a network's weights, in hexadecimal: two runs with the same sum ended with the very same network.
 * @param parameters float32 in the order of `parameterTable`, hashed as little-endian bytes
 */
export async function weightsSha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  const bytes = new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  // The browser's own is faster and leaves this thread free, but exists in secure contexts only.
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
