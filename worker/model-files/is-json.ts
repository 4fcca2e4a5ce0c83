/** A safetensors file begins with the length of its header, in which no name stands behind a brace and a quote. */
export function isJson(bytes: Uint8Array): boolean {
  return /^\s*\{\s*"\w/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
