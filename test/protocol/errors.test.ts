import { describe, expect, test } from 'vitest';
import { TrainerError, type TrainerErrorReport } from '../../worker/protocol';

const REPORT: TrainerErrorReport = {
  code: 'config-invalid',
  message: 'The setting “epochs” cannot be “0”.',
  got: 'epochs="0"',
  expected: 'a whole number of at least 1',
  remedy: 'Set it to 20.',
  field: 'epochs',
  offer: { label: 'Use 20', config: { epochs: 20 } },
};

/** A value after `postMessage`. */
const sent = (value: unknown): unknown => structuredClone(value);

describe('a TrainerError', () => {
  test('has every field of its report, and the report’s message', () => {
    const error = new TrainerError(REPORT);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('TrainerError');
    expect(error.message).toBe(REPORT.message);
    expect(error.toReport()).toEqual(REPORT);
  });

  test('survives postMessage as a report and becomes the same error again', () => {
    const received = sent(new TrainerError(REPORT).toReport());
    expect(TrainerError.isReport(received)).toBe(true);
    const error = TrainerError.from(received);
    expect(error).toBeInstanceOf(TrainerError);
    expect(error.toReport()).toEqual(REPORT);
  });

  test('survives postMessage without a field and an offer', () => {
    const { code, message, got, expected, remedy } = REPORT;
    const error = TrainerError.from(
      sent(new TrainerError({ code, message, got, expected, remedy }).toReport()),
    );
    expect(error.field).toBeUndefined();
    expect(error.offer).toBeUndefined();
    expect(error.remedy).toBe(remedy);
  });

  test('has texts of at most 600 characters, whatever they quote', () => {
    const error = new TrainerError({ ...REPORT, message: 'x'.repeat(1e6), got: 'y'.repeat(601) });
    expect(error.message).toBe(`${'x'.repeat(600)}…`);
    expect(error.got).toBe(`${'y'.repeat(600)}…`);
    expect(error.expected).toBe(REPORT.expected);
  });

  test('is returned by from() as the same object', () => {
    const error = new TrainerError(REPORT);
    expect(TrainerError.from(error)).toBe(error);
  });
});

describe('TrainerError.from() of something else', () => {
  test.each([
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['a thrown string', 'a thrown string'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('%s becomes internal and quotes the thrown value', (thrown, words) => {
    const error = TrainerError.from(thrown);
    expect(error.code).toBe('internal');
    expect(error.got).toBe(words);
    expect(error.message).toContain(words);
    expect(error.remedy).not.toBe('');
  });

  test.each([
    [null],
    [undefined],
    ['text'],
    [{}],
    [{ code: 'internal', message: 'no remedy' }],
    [new Error('x')],
  ])('%j is not a report', (value) => {
    expect(TrainerError.isReport(value)).toBe(false);
  });
});
