/** Any value as text for a message. `String` throws for some objects, such as `{ toString: 1 }`. */
export function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'an object';
  }
}
