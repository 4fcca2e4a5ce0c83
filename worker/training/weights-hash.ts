import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '../data/sha256';

/**
 * SHA-256 of a network's weights, in hexadecimal: two runs with the same sum ended with the very same network.
 * @param parameters float32 in the order of `parameterTable`, hashed as little-endian bytes
 */
export async function weightsSha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(
    await sha256(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)),
  );
}
