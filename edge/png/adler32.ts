const MODULUS = 65_521;
/** As many bytes can be added before a sum exceeds 32 bits. */
const RUN = 3800;

/** The checksum of zlib streams (RFC 1950): the sum of the bytes, and the sum of these sums. */
export function adler32(bytes: Uint8Array): number {
  let sum = 1;
  let sums = 0;
  for (let start = 0; start < bytes.length; start += RUN) {
    const end = Math.min(start + RUN, bytes.length);
    for (let at = start; at < end; at++) {
      sum += bytes[at] as number;
      sums += sum;
    }
    sum %= MODULUS;
    sums %= MODULUS;
  }
  return ((sums << 16) | sum) >>> 0;
}
