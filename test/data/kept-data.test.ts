import { beforeEach, describe, expect, test, vi } from 'vitest';
import { KeptData, type Loaded, NOTHING_LOADED } from '../../worker/data/kept-data';
import { type LabelledImages, untilArrived } from '../../worker/data/split';
import type { LoadingProgress } from '../../worker/protocol';
import { tinyData } from '../fixtures/tiny-data';

/** The signal of a run that is never stopped. */
const never = () => new AbortController().signal;

/** A data set whose images never arrive. It records its calls. */
function endless() {
  const log: string[] = [];
  const { train, ...rest } = tinyData(20, 5);
  const arrive = () => {
    log.push('loads');
    return new Promise<void>(() => {});
  };
  const missing = () => ({ split: 'train' as const, first: 1, last: 20, arrive });
  const images: LabelledImages = {
    ...rest,
    train: { ...train, arrival: { missing } },
    stopLoading: () => void log.push('stops'),
  };
  return { images, log, missing };
}

let reports: LoadingProgress[];
/** The addresses of the data sets that were opened, in order. */
let opens: string[];
let opened: Map<string, (loaded: Loaded) => void>;
let sets: Map<string, ReturnType<typeof endless>>;
let data: KeptData;
beforeEach(() => {
  reports = [];
  opens = [];
  opened = new Map();
  sets = new Map(['a/', 'b/'].map((dataSrc) => [dataSrc, endless()]));
  data = new KeptData(
    async (dataSrc, _, onProgress) => {
      opens.push(dataSrc);
      opened.set(dataSrc, onProgress);
      return of(dataSrc).images;
    },
    (progress) => void reports.push(progress),
  );
});

function of(dataSrc: string): ReturnType<typeof endless> {
  const found = sets.get(dataSrc);
  if (found) return found;
  throw new Error('not found');
}

const bytes = (loaded: number): Loaded => ({ ...NOTHING_LOADED, loaded, total: 100 });

describe('a data set in memory', () => {
  test('is no longer loaded when another one is opened, until its images are needed again', async () => {
    const { train } = await data.load('a/', never());
    void untilArrived(train);
    expect(of('a/').log).toEqual(['loads']);
    await data.load('b/', never());
    expect(of('a/').log).toEqual(['loads', 'stops']);
    expect(of('b/').log).toEqual([]);
  });

  test('continues to load if it is used again', async () => {
    await data.load('a/', never());
    await data.load('a/', never());
    expect(opens).toEqual(['a/']);
    expect(of('a/').log).toEqual([]);
  });

  test('is not replaced by one whose opening ends after it was stopped', async () => {
    let open = () => {};
    const late = new KeptData(
      async (dataSrc) => {
        if (dataSrc === 'b/') await new Promise<void>((resolve) => (open = resolve));
        return of(dataSrc).images;
      },
      () => {},
    );
    const stopped = new AbortController();
    const first = late.load('b/', stopped.signal);
    stopped.abort(new Error('stopped'));
    await late.load('a/', never());
    open();
    await expect(first).rejects.toThrow('stopped');
    late.stop();
    expect(of('a/').log).toEqual(['stops']);
    expect(of('b/').log).toEqual([]);
  });
});

describe('a report', () => {
  test('of a run does not name the images that an earlier run has waited for', async () => {
    await data.load('a/', never());
    data.waitFor(of('a/').missing());
    expect(reports.at(-1)).toMatchObject({ waitingFor: { split: 'train', first: 1, last: 20 } });
    await data.load('a/', never());
    opened.get('a/')?.(bytes(100));
    expect(reports.at(-1)).toMatchObject({ loaded: 100 });
    expect(reports.at(-1)).not.toHaveProperty('waitingFor');
  });

  test('has the bytes and the time since the loading began again, if it was stopped', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    try {
      await data.load('a/', never());
      now.mockReturnValue(3000);
      opened.get('a/')?.(bytes(40));
      expect(reports.at(-1)).toMatchObject({ loaded: 40, elapsedMs: 2000 });
      data.stop();
      now.mockReturnValue(60_000);
      await data.load('a/', never());
      now.mockReturnValue(60_500);
      data.waitFor(of('a/').missing());
      expect(reports.at(-1)).toMatchObject({ loaded: 0, total: 0, elapsedMs: 500 });
    } finally {
      now.mockRestore();
    }
  });

  test('is made of the data set of the latest run, not of those opened before', async () => {
    await data.load('a/', never());
    const ofA = opened.get('a/');
    await data.load('b/', never());
    ofA?.(bytes(100));
    expect(reports).toEqual([]);
    opened.get('b/')?.(bytes(100));
    expect(reports).toHaveLength(1);
  });

  test('is made of a data set from memory after another one could not be opened', async () => {
    await data.load('a/', never());
    sets.delete('b/');
    await expect(data.load('b/', never())).rejects.toThrow();
    await data.load('a/', never());
    expect(opens).toEqual(['a/', 'b/']);
    opened.get('a/')?.(bytes(100));
    expect(reports).toHaveLength(1);
  });
});
