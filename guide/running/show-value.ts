/** How many entries of a list are shown. */
const MOST = 6;
const DEEPEST = 3;

/** A value as a short text for people: long lists are cut, numbers are rounded. */
export function showValue(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
  if (typeof value === 'string') return depth === 0 ? value : `'${value}'`;
  if (typeof value === 'function') return `a function, ${value.name || 'without a name'}`;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Error) return showError(value);
  if (ArrayBuffer.isView(value)) return showTyped(value as Uint8Array);
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return `[${listed(value.map((one) => showValue(one, depth + 1)))}]`;
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${showValue(one, depth + 1)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** An error: its code, what happened, and what to do. */
function showError(error: Error & { readonly code?: string; readonly remedy?: string }): string {
  return [error.code && `${error.code}:`, error.message, error.remedy].filter(Boolean).join(' ');
}

function showTyped(values: Uint8Array): string {
  const first = Array.from(values.subarray(0, MOST + 1), (one) => showValue(one));
  return `${values.constructor.name}(${values.length}) [${listed(first)}]`;
}

function listed(texts: readonly string[]): string {
  return [...texts.slice(0, MOST), ...(texts.length > MOST ? ['…'] : [])].join(', ');
}
