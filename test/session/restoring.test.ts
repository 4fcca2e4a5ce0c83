import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

let run: RecordedSession;
let other: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
  other = new RecordedSession();
});
afterEach(() => Promise.all([run.session.reset(), other.session.reset()]));

/** A run of three epochs, interrupted in its second epoch. */
async function leftInEpoch2(): Promise<Uint8Array> {
  await run.session.step('epoch', { ...SMALL, epochs: 3 });
  await run.session.step('batch');
  return run.session.checkpoint();
}

describe('restore', () => {
  test('goes loading → training → finished, and trains the remaining batches', async () => {
    const file = await leftInEpoch2();
    const summary = await other.session.restore(file);
    expect(other.states).toEqual(['loading', 'training', 'finished']);
    expect(other.epochs.map(({ epoch }) => epoch)).toEqual([2, 3]);
    expect(summary).toMatchObject({ state: 'finished', epochs: 3 });
  });

  test('reports the earlier epochs with ready, and the current position at once', async () => {
    const file = await leftInEpoch2();
    await other.session.restore(file, { paused: true });
    expect(other.of('ready')[0]?.epochs).toEqual(run.epochs);
    expect(other.of('ready')[0]?.config).toEqual(run.of('ready')[0]?.config);
    expect(other.states).toEqual(['loading', 'training', 'paused']);
    await other.session.step('batch');
    const places = other.of('progress').map(({ progress }) => progress.stage !== 'loading' && progress);
    expect(places.filter(Boolean)).toMatchObject([
      { epoch: 2, step: 1, steps: 10 },
      { epoch: 2, step: 2, steps: 10 },
    ]);
  });

  test('paused waits with a network that can be inspected, and then steps, resumes or stops like any run', async () => {
    const file = await leftInEpoch2();
    expect(await other.session.restore(file, { paused: true })).toBeNull();
    expect((await other.session.evaluate('test')).count).toBe(50);
    expect((await other.session.examine()).predicted).toHaveLength(50);
    await other.session.step('epoch');
    expect(other.epochs.map(({ epoch }) => epoch)).toEqual([2]);
    await other.session.stop();
    expect(other.of('state').at(-1)?.summary).toMatchObject({ state: 'stopped', epochs: 2 });
  });

  test('loads the data set from the given address, not from the address in the file', async () => {
    await run.session.step('batch', { ...SMALL, dataSrc: 'https://elsewhere.example/' });
    const file = await run.session.checkpoint();
    for (const dataSrc of ['https://here.example/', '', 'drawn-garments']) {
      await other.session.restore(file, { dataSrc, paused: true });
      expect(other.loaded.at(-1)).toBe(dataSrc);
      expect(other.of('ready').at(-1)?.config.dataSrc).toBe(dataSrc);
      await other.session.stop();
    }
    expect(other.loaded).not.toContain('https://elsewhere.example/');
    await other.session.restore(file);
    expect(other.loaded.at(-1)).toBe('https://elsewhere.example/');
  });

  test.each(['', 'drawn-garments'])('keeps the data set “%s”, which has no address', async (dataSrc) => {
    await run.session.step('batch', { ...SMALL, dataSrc });
    await other.session.restore(await run.session.checkpoint(), { dataSrc: 'https://here.example/' });
    expect(other.loaded).toEqual([dataSrc]);
  });

  test('continues counting the time of the run', async () => {
    const file = await leftInEpoch2();
    const spent = run.epochs[0]?.seconds ?? 0;
    const summary = await other.session.restore(file);
    expect(summary?.seconds).toBeGreaterThan(spent);
  });

  test('uses the given number of threads, and refuses an invalid one', async () => {
    const file = await leftInEpoch2();
    await other.session.restore(file, { threads: 2 });
    expect(other.of('ready')[0]?.engine.threads).toBe(2);
    const error = await rejectionOf(other.session.restore(file, { threads: 99 }));
    expect(error).toMatchObject({ code: 'config-invalid', field: 'threads' });
  });

  test('is refused during a run', async () => {
    const file = await leftInEpoch2();
    await other.startEndless();
    expect((await rejectionOf(other.session.restore(file))).code).toBe('call-refused');
    expect(other.states.at(-1)).toBe('training');
  });
});

describe('a checkpoint that is not accepted', () => {
  test('changes neither state nor model, and is reported once', async () => {
    await run.session.train(SMALL);
    const weights = run.of('state').at(-1)?.summary?.weightsSha256;
    const file = await run.session.checkpoint();
    const states = run.states.length;
    const error = await rejectionOf(run.session.restore(file.fill(0, 30, 40)));
    expect(error.code).toBe('checkpoint-damaged');
    expect(run.states).toHaveLength(states);
    expect(run.of('error').map((event) => event.error.code)).toEqual(['checkpoint-damaged']);
    expect((await run.session.evaluate('test')).count).toBe(50);
    const again = await other.session.restore(await run.session.checkpoint());
    expect(again?.weightsSha256).toBe(weights);
  });

  test.each([
    ['other images', tinyData(200, 50, 8)],
    ['another name', { ...tinyData(200, 50), name: 'other' }],
    ['fewer test images', tinyData(200, 40)],
  ])(
    'because the data set has %s fails with checkpoint-mismatch, and the previous model comes back',
    async (_, data) => {
      const file = await leftInEpoch2();
      other = new RecordedSession(data);
      await other.session.train(SMALL);
      const before = await other.session.evaluate('test');
      expect((await rejectionOf(other.session.restore(file))).code).toBe('checkpoint-mismatch');
      expect(other.states.at(-1)).toBe('failed');
      expect(await other.session.evaluate('test')).toEqual(before);
    },
  );
});

test('a checkpoint of a run can be taken at any time, and is refused before there is a model', async () => {
  expect((await rejectionOf(run.session.checkpoint())).code).toBe('call-refused');
  await run.startEndless(ENDLESS);
  const file = await run.session.checkpoint();
  await other.session.restore(file, { paused: true });
  expect(other.of('ready')[0]?.epochs.length).toBeGreaterThan(0);
});
