import { numbers } from '../../language/format-numbers';

const digits = numbers({ maximumSignificantDigits: 4 });
const scientific = numbers({ notation: 'scientific', maximumSignificantDigits: 3 });

const sixDecimals = numbers({ minimumFractionDigits: 6, maximumFractionDigits: 6 });

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number with four significant digits: `0.7137`, `−12.5`. Very small and very large ones have an exponent: `1.23 × 10⁻⁵`. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value).replace('Infinity', '∞').replace('-', '−');
  if (size === 0) return '0';
  if (size >= 1e-3 && size < 1e6) return digits(value).replace('-', '−');
  const [mantissa = '', exponent = ''] = scientific(value).split('E');
  const raised = exponent.replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] as string);
  return `${mantissa.replace('-', '−')} × 10${raised}`;
}

/** A mean with six decimals, in which averages of an epoch differ: `0.521034` */
export function formatMean(mean: number): string {
  return sixDecimals(mean).replace('-', '−');
}

/** The shape of an array as Keras writes it: `(64, 784)`, `(64,)`. */
export function formatShape(...sizes: readonly number[]): string {
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`;
}
