/** Whether bytes are a JSON object. A safetensors file starts with eight bytes of length, so its brace and quote come too late to match. */
export function isJson(bytes: Uint8Array): boolean {
  return /^\s*\{\s*"\w/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
