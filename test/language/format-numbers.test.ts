import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  formatAccuracy,
  formatAccuracyTick,
  formatCount,
  formatDuration,
  formatLoss,
  formatLossTick,
  formatMegabytes,
  formatMegabytesBare,
  formatTimeLeft,
  UNKNOWN,
} from '../../src/language/format-numbers';

const screen = vi.hoisted(() => ({ language: 'en' }));
vi.mock('../../src/language/localisation', () => ({ activeLanguage: () => screen.language }));

function inLanguage(language: string): void {
  screen.language = language;
}

describe('figures', () => {
  test('counts are whole numbers with thousands separators', () => {
    expect(formatCount(60_000)).toBe('60,000');
    expect(formatCount(41_236.7)).toBe('41,237');
    expect(formatCount(0)).toBe('0');
  });

  test('losses always have four decimals, so that columns line up', () => {
    expect(formatLoss(0.342)).toBe('0.3420');
    expect(formatLoss(1.23456)).toBe('1.2346');
  });

  test('accuracies are precise enough to show one image of ten thousand', () => {
    expect(formatAccuracy(0.8841)).toBe('88.41%');
    expect(formatAccuracy(0.8842)).toBe('88.42%');
    expect(formatAccuracy(1)).toBe('100.00%');
  });

  test('tick labels of the axes are short', () => {
    expect(formatLossTick(0.5)).toBe('0.5');
    expect(formatLossTick(2)).toBe('2');
    expect(formatLossTick(0.30000000000000004)).toBe('0.3');
    expect(formatAccuracyTick(0.85)).toBe('85%');
  });

  test('megabytes are decimal, a million bytes', () => {
    expect(formatMegabytes(30_878_645)).toBe('30.9 MB');
    expect(formatMegabytesBare(12_400_000)).toBe('12.4');
    expect(formatMegabytesBare(0)).toBe('0.0');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is shown as unknown', (value) => {
    expect(formatCount(value)).toBe(UNKNOWN);
    expect(formatLoss(value)).toBe(UNKNOWN);
    expect(formatAccuracy(value)).toBe(UNKNOWN);
    expect(formatDuration(value)).toBe(UNKNOWN);
    expect(formatTimeLeft(value)).toBe(UNKNOWN);
  });
});

describe('durations', () => {
  test.each([
    [0, '0.0 sec'],
    [4.24, '4.2 sec'],
    [9.94, '9.9 sec'],
    [9.96, '10 sec'],
    [42.4, '42 sec'],
    [59.4, '59 sec'],
    [59.7, '1 min 0 sec'],
    [102, '1 min 42 sec'],
    [3599.4, '59 min 59 sec'],
    [3599.7, '1 hr 0 min'],
    [7500, '2 hr 5 min'],
    [7199, '2 hr 0 min'],
  ])('%d s reads “%s”', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test('a negative duration is unknown', () => {
    expect(formatDuration(-1)).toBe(UNKNOWN);
  });

  test('the remaining time is rounded up, and reaches zero only at the end', () => {
    expect(formatTimeLeft(0)).toBe('0 sec');
    expect(formatTimeLeft(0.2)).toBe('1 sec');
    expect(formatTimeLeft(59.2)).toBe('1 min 0 sec');
    expect(formatTimeLeft(72)).toBe('1 min 12 sec');
  });
});

describe('in Korean', () => {
  beforeAll(() => inLanguage('ko'));
  afterAll(() => inLanguage('en'));

  test('figures and durations follow the language of the screen', () => {
    expect(formatCount(60_000)).toBe('60,000');
    expect(formatMegabytes(30_878_645)).toBe('30.9MB');
    expect(formatDuration(4.24)).toBe('4.2초');
    expect(formatDuration(102)).toBe('1분 42초');
    expect(formatTimeLeft(7500)).toBe('2시간 5분');
  });
});

describe('in a language with a decimal comma', () => {
  beforeAll(() => inLanguage('de'));
  afterAll(() => inLanguage('en'));

  test('numbers have a comma', () => {
    expect(formatCount(60_000)).toBe('60.000');
    expect(formatLoss(0.342)).toBe('0,3420');
  });
});
