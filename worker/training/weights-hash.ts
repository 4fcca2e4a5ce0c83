import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 of a network's weights, in hexadecimal: two runs with the same sum ended with the very same network.
 * @param parameters float32 in the order of `parameterTable`, hashed as little-endian bytes
 */
export async function weightsSha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(
    await sha256(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)),
  );
}

/** SHA-256 of bytes. The browser's own is faster and leaves this thread free, but exists in secure contexts only. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : sha256InScript(bytes);
}
