import { beforeEach, describe, expect, it } from 'vitest';
import { storedRuns } from '../../../src/client/list-stored-runs';
import { DEFAULT_CONFIG, type RunEntry } from '../../../worker/protocol';
import { answerOf, inTransaction } from '../../../worker/storage/database';
import { deleteCopies, readCopies, saveCopy, surplusRuns } from '../../../worker/storage/run-copies';
import { forgetRuns } from '../../fixtures/forget-runs';
import { rejectionOf } from '../../fixtures/trainer-error';

beforeEach(forgetRuns);

const run = (id: string, savedAt = Date.now()) => ({
  id,
  savedAt,
  config: DEFAULT_CONFIG,
  epochs: 1,
  step: 0,
  valAccuracy: 0.5,
  ended: null,
});
const save = (id: string, savedAt?: number) => saveCopy(run(id, savedAt), 'me', Uint8Array.of(1, 2, 3));

const INTACT: RunEntry = { ...run('x'), byteLength: 3, order: 1, slot: 0, byteLengths: [3, 0], writer: 'me' };
const { config: _config, ...WITHOUT_CONFIG } = INTACT;
/** Entries that were changed by something else, by what is wrong. Each is stored under the id `x`. */
const DAMAGED: Readonly<Record<string, unknown>> = {
  null: null,
  text: 'run',
  'a number': 7,
  'a list': [],
  'no member': {},
  'no config': WITHOUT_CONFIG,
  'config null': { ...INTACT, config: null },
  'an empty config': { ...INTACT, config: {} },
  'another id': { ...INTACT, id: 'y' },
  'an id that is a number': { ...INTACT, id: 1 },
  'a date that no calendar has': { ...INTACT, savedAt: 1e20 },
  'a date before 1970': { ...INTACT, savedAt: -1 },
  'a date as text': { ...INTACT, savedAt: '2026' },
  'no date': { ...INTACT, savedAt: Number.NaN },
  'a step below 0': { ...INTACT, step: -1 },
  'an accuracy as text': { ...INTACT, valAccuracy: '0.5' },
  'no accuracy': { ...INTACT, valAccuracy: undefined },
  'an end that is a number': { ...INTACT, ended: 7 },
  'a unit below 0': { ...INTACT, config: { ...DEFAULT_CONFIG, hiddenUnits: [-1] } },
  'a size as text': { ...INTACT, byteLength: '3' },
  'an order without end': { ...INTACT, order: Number.POSITIVE_INFINITY },
  'no sizes': { ...INTACT, byteLengths: null },
  'no writer': { ...INTACT, writer: undefined },
  ...Object.fromEntries(
    Object.keys(DEFAULT_CONFIG).map((key) => [
      `${key} null`,
      { ...INTACT, config: { ...DEFAULT_CONFIG, [key]: null } },
    ]),
  ),
  'units as text': { ...INTACT, config: { ...DEFAULT_CONFIG, hiddenUnits: '64' } },
  'no units': { ...INTACT, config: { ...DEFAULT_CONFIG, hiddenUnits: [] } },
  'a rate that is no number': { ...INTACT, config: { ...DEFAULT_CONFIG, learningRate: Number.NaN } },
};

const put = (entry: unknown, id = 'x') =>
  inTransaction('readwrite', ({ runs }) => answerOf(runs.put(entry, id)));

describe('one damaged entry', () => {
  it.each(Object.keys(DAMAGED))('%s: is listed last as damaged, and the others work', async (what) => {
    await save('a');
    await put(DAMAGED[what]);
    await save('b');
    const listed = (await storedRuns()).map(({ id, isDamaged, epochs }) => [id, isDamaged, epochs]);
    expect(listed).toEqual([
      ['b', false, 1],
      ['a', false, 1],
      ['x', true, 0],
    ]);
    expect(await surplusRuns(1)).toEqual(['a']);
    expect((await readCopies('a')).length).toBe(1);
    expect(await rejectionOf(readCopies('x'))).toMatchObject({
      code: 'checkpoint-damaged',
      remedy: 'Delete the run, and train again.',
    });
    await deleteCopies('x');
    expect((await storedRuns()).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('is replaced by the next save of its run', async () => {
    await save('x');
    await put(null);
    await save('x');
    expect((await storedRuns()).map(({ id, isDamaged }) => [id, isDamaged])).toEqual([['x', false]]);
    expect((await readCopies('x')).length).toBe(1);
  });

  it('an entry of an older version, without its order, is intact', async () => {
    const { order: _order, ...older } = INTACT;
    await put(older);
    expect((await storedRuns())[0]).toMatchObject({ id: 'x', isDamaged: false });
  });

  it('an entry under a key that is not text is left alone', async () => {
    await save('a');
    await inTransaction('readwrite', ({ runs }) => answerOf(runs.put(INTACT, 7)));
    expect((await storedRuns()).map(({ id }) => id)).toEqual(['a']);
    expect(await surplusRuns(0)).toEqual(['a']);
  });
});

describe('which runs are kept', () => {
  it('does not depend on the clock: a new run stays, although five are dated in the future', async () => {
    for (const id of ['1', '2', '3', '4', '5']) await save(id, Date.UTC(2100, 0, Number(id)));
    await save('new');
    expect(await surplusRuns(5)).toEqual(['1']);
    expect((await storedRuns()).map(({ id }) => id)).toEqual(['new', '5', '4', '3', '2', '1']);
  });

  it('is not confused by the largest order', async () => {
    await put({ ...INTACT, order: 8.64e15 });
    for (const id of ['1', '2']) await save(id);
    expect((await storedRuns()).map(({ id, isDamaged }) => [id, isDamaged])).toEqual([
      ['x', false],
      ['2', false],
      ['1', false],
    ]);
  });

  it('is decided by the last save of each run', async () => {
    for (const id of ['1', '2', '3', '1']) await save(id, 0);
    expect(await surplusRuns(1)).toEqual(['3', '2']);
  });
});
