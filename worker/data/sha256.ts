import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';

/** SHA-256 of bytes. The browser's own is faster and leaves this thread free, but exists in secure contexts only. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : sha256InScript(bytes);
}
