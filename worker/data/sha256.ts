import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';

/** Computes the SHA-256 of bytes, 32 bytes. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/** SHA-256 of bytes. The browser's implementation is faster and runs on another thread, but exists only in secure contexts. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : sha256InScript(bytes);
}
