/**
 * Any value as text for a message; a string unchanged. `String` throws for some objects, such as `{ toString: 1 }`, and returns only
 * `[object Object]` for most others.
 */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const inWords = Array.isArray(value) ? 'a list' : 'an object';
  try {
    const text = String(value);
    return text.includes('[object ') ? inWords : text;
  } catch {
    return inWords;
  }
}
