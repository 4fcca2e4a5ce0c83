import { activeLanguage } from './localisation';

/** Formats numbers and durations for people. Every number on the screen is formatted here. */

/** Placeholder for an unknown number, as wide as a digit in tabular numerals. */
export const UNKNOWN = '–';

/**
 * A formatter for the screen's language, created when it is first needed: the first formatter of a page makes the browser
 * load its locale data.
 */
export function numbers(options: Intl.NumberFormatOptions): (value: number) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  return (value) => {
    const language = activeLanguage();
    let format = formats.get(language);
    if (!format) {
      format = new Intl.NumberFormat(language, options);
      formats.set(language, format);
    }
    return format.format(value);
  };
}

function fixed(digits: number, options: Intl.NumberFormatOptions = {}): (value: number) => string {
  return numbers({ ...options, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const whole = fixed(0);
const tenths = fixed(1);
const fourDecimals = fixed(4);
const upToTwoDecimals = numbers({ maximumFractionDigits: 2 });
const percent = fixed(2, { style: 'percent' });
const wholePercent = fixed(0, { style: 'percent' });
const megabytes = fixed(1, { style: 'unit', unit: 'megabyte' });
const hours = fixed(0, { style: 'unit', unit: 'hour', unitDisplay: 'short' });
const minutes = fixed(0, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
const wholeSeconds = fixed(0, { style: 'unit', unit: 'second', unitDisplay: 'short' });
const tenthsOfSeconds = fixed(1, { style: 'unit', unit: 'second', unitDisplay: 'short' });

/** `60,000` */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? whole(count) : UNKNOWN;
}

/** `0.3420`, in nats */
export function formatLoss(loss: number): string {
  return Number.isFinite(loss) ? fourDecimals(loss) : UNKNOWN;
}

/** A fraction as `88.41%`: precise enough to show one of the 10,000 test images. */
export function formatAccuracy(share: number): string {
  return Number.isFinite(share) ? percent(share) : UNKNOWN;
}

/** A tick label of the loss axis: `0.5` */
export function formatLossTick(loss: number): string {
  return upToTwoDecimals(loss);
}

/** A tick label of the accuracy axis: `90%` */
export function formatAccuracyTick(share: number): string {
  return wholePercent(share);
}

/** Decimal megabytes without their unit, for “12.4 of 30.9 MB”: `12.4` */
export function formatMegabytesBare(bytes: number): string {
  return tenths(bytes / 1e6);
}

/** Decimal megabytes: `30.9 MB` */
export function formatMegabytes(bytes: number): string {
  return megabytes(bytes / 1e6);
}

/** A time given in milliseconds since 1970: `Nov 24, 2026, 6:30 PM` */
export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(activeLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
}

/** `4.2 sec`, `42 sec`, `1 min 42 sec`, `2 hr 5 min` */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return UNKNOWN;
  const rounded = Math.round(seconds * 10) / 10;
  return rounded < 10 ? tenthsOfSeconds(rounded) : formatWholeSeconds(Math.round(seconds));
}

/** A remaining time, rounded up to whole seconds, so that it reaches zero only at the end. */
export function formatTimeLeft(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return UNKNOWN;
  return formatWholeSeconds(Math.ceil(seconds));
}

function formatWholeSeconds(seconds: number): string {
  if (seconds < 60) return wholeSeconds(seconds);
  if (seconds < 3600) return `${minutes(Math.floor(seconds / 60))} ${wholeSeconds(seconds % 60)}`;
  const inMinutes = Math.round(seconds / 60);
  return `${hours(Math.floor(inMinutes / 60))} ${minutes(inMinutes % 60)}`;
}
