import { bytesToHex } from '@noble/hashes/utils.js';
import { sha256 } from '../data/sha256';

/**
 * The SHA-256 of a network's weights, in hexadecimal. Two runs with the same hash ended with exactly the same network.
 * @param parameters float32 in the order of `parameterTable`; their little-endian bytes are hashed
 */
export async function weightsSha256(parameters: Float32Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(
    await sha256(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength)),
  );
}
