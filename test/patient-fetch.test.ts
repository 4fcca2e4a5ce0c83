import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { patientFetch } from '../worker/patient-fetch';

const URL = 'https://data.example/manifest.json';
const stop = () => new AbortController();

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A host that answers with these statuses, one after another, and with the last one from then on. */
function aHost(statuses: readonly number[], retryAfter?: () => string) {
  const askedAt: number[] = [];
  const begin = Date.now();
  const fetch = async () => {
    const status = statuses[Math.min(askedAt.length, statuses.length - 1)] ?? 200;
    askedAt.push((Date.now() - begin) / 1000);
    return new Response('body', { status, headers: retryAfter ? { 'Retry-After': retryAfter() } : {} });
  };
  return { fetch, askedAt };
}

async function statusOf(response: Promise<Response>): Promise<number> {
  let status = 0;
  void response.then((answer) => {
    status = answer.status;
  });
  await vi.advanceTimersByTimeAsync(300_000);
  return status;
}

const get = (fetch: ReturnType<typeof aHost>['fetch'], onBusy?: () => void) =>
  patientFetch(fetch, onBusy)(URL, { signal: stop().signal });

describe('a file of a busy host', () => {
  test.each([429, 500, 502, 503, 504])('is asked for again after %i, and arrives', async (status) => {
    const { fetch, askedAt } = aHost([status, status, 200]);
    const onBusy = vi.fn();
    expect(await statusOf(get(fetch, onBusy))).toBe(200);
    expect(askedAt).toEqual([0, 1, 3]);
    expect(onBusy).toHaveBeenCalledTimes(2);
  });

  test('is asked for with growing pauses, for half a minute; then its last answer is returned', async () => {
    const { fetch, askedAt } = aHost([503]);
    expect(await statusOf(get(fetch))).toBe(503);
    expect(askedAt).toEqual([0, 1, 3, 7, 15, 30]);
  });

  test('is asked for again when its Retry-After says so, in seconds or as a date', async () => {
    const seconds = aHost([429, 200], () => '20');
    expect(await statusOf(get(seconds.fetch))).toBe(200);
    expect(seconds.askedAt).toEqual([0, 20]);

    vi.setSystemTime(Date.UTC(2030, 0, 1));
    const date = aHost([503, 200], () => new Date(Date.UTC(2030, 0, 1, 0, 0, 30)).toUTCString());
    expect(await statusOf(get(date.fetch))).toBe(200);
    expect(date.askedAt).toEqual([0, 30]);
  });

  test.each(['3600', '99999999999999999999', 'Wed, 01 Jan 2098 00:00:00 GMT'])(
    'is not waited for longer than a minute: Retry-After %s',
    async (retryAfter) => {
      const { fetch, askedAt } = aHost([429], () => retryAfter);
      expect(await statusOf(get(fetch))).toBe(429);
      expect(askedAt).toEqual([0]);
    },
  );

  test.each(['soon', '-5', 'Wed, 01 Jan 1997 00:00:00 GMT'])(
    'is asked for after the usual pause if Retry-After says %s',
    async (retryAfter) => {
      const { fetch, askedAt } = aHost([429, 200], () => retryAfter);
      expect(await statusOf(get(fetch))).toBe(200);
      expect(askedAt).toEqual([0, 1]);
    },
  );

  test('is not asked for together with others: up to a quarter is added to a pause', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999);
    const { fetch, askedAt } = aHost([503, 200]);
    await statusOf(get(fetch));
    expect(askedAt[1]).toBeCloseTo(1.25, 2);
  });

  test('is not asked for any more once the wait is aborted, which rejects with its reason', async () => {
    const { fetch, askedAt } = aHost([503]);
    const { signal, abort } = bound(stop());
    const answer = patientFetch(fetch)(URL, { signal });
    const ended = expect(answer).rejects.toThrow('stopped');
    await vi.advanceTimersByTimeAsync(500);
    abort(new Error('stopped'));
    await ended;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(askedAt).toEqual([0]);
  });
});

test.each([200, 304, 403, 404, 410])('an answer with status %i is returned at once', async (status) => {
  const askedAt: number[] = [];
  const fetch = async () => {
    askedAt.push(0);
    return new Response(null, { status });
  };
  expect((await patientFetch(fetch)(URL, { signal: stop().signal })).status).toBe(status);
  expect(askedAt).toHaveLength(1);
});

function bound(controller: AbortController) {
  return { signal: controller.signal, abort: (reason: Error) => controller.abort(reason) };
}
