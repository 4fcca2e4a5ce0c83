import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';

/** A machine on which the test sets this trainer's share of the cores. It records when the trainer takes them and gives them back. */
class SomeCores {
  count = 3;
  mine = 3;
  readonly told: string[] = [];

  take(): void {
    this.told.push('takes');
  }

  giveBack(): void {
    this.told.push('gives back');
  }

  async share(): Promise<number> {
    return this.mine;
  }
}

let cores: SomeCores;
let run: RecordedSession;
beforeEach(() => {
  cores = new SomeCores();
  // Three threads by default, on every machine.
  run = new RecordedSession(
    undefined,
    (config, signal) => chooseNodeEngine({ ...config, threads: config.threads || 3 }, signal),
    cores,
  );
});
afterEach(() => run.session.reset());

const threadsTold = () => run.of('engine').map(({ engine }) => engine.threads);

describe('a run that shares the cores', () => {
  test('trains each epoch with its share of the cores, reports when the share changes, and ends with the same weights', async () => {
    const epoch = (wanted: number) =>
      run.next((event) => event.type === 'epoch' && event.epoch.epoch === wanted);
    const training = run.session.train({ ...SMALL, epochs: 6 });
    for (const [after, mine] of [
      [1, 1],
      [3, 2],
      [4, 2],
    ] as const) {
      await epoch(after);
      cores.mine = mine;
    }
    const { weightsSha256 } = await training;
    expect(threadsTold()).toEqual([1, 2]);
    expect(run.of('engine')[0]?.engine.label).toBe('fused, WASM SIMD, 1 thread');
    const alone = await new RecordedSession().session.train({ ...SMALL, epochs: 6, threads: 1 });
    expect(weightsSha256).toBe(alone.weightsSha256);
  });

  test('keeps the number of threads in its settings', async () => {
    cores.mine = 1;
    await run.session.train({ ...SMALL, threads: 2 });
    expect(threadsTold()).toEqual([]);
    expect(run.of('ready')[0]?.engine.threads).toBe(2);
  });

  test('tries more threads than cores in the second epoch, and ends with the same weights', async () => {
    cores.count = 1;
    const { weightsSha256 } = await run.session.train({ ...SMALL, epochs: 4, threads: 3 });
    expect(threadsTold().slice(0, 3)).toEqual([1, 3, 1]);
    expect(run.of('ready')[0]?.engine.threads).toBe(3);
    const alone = await new RecordedSession().session.train({ ...SMALL, epochs: 4, threads: 1 });
    expect(weightsSha256).toBe(alone.weightsSha256);
  });

  test('takes cores while it trains, but not while it loads, pauses or has ended', async () => {
    await run.startEndless(ENDLESS);
    await run.session.pause();
    await run.session.resume();
    await run.next(({ type }) => type === 'epoch');
    await run.session.stop();
    expect(cores.told).toEqual(['gives back', 'takes', 'gives back', 'takes', 'gives back']);
    expect(run.states).toEqual(['loading', 'training', 'paused', 'training', 'stopped']);
  });

  test('can be stopped while it waits for its share', async () => {
    cores.share = () => new Promise(() => {});
    const training = run.session.train(SMALL);
    await run.next((event) => event.type === 'state' && event.state === 'training');
    await run.session.stop();
    expect((await training).state).toBe('stopped');
  });
});
