import { describe, expect, test } from 'vitest';
import { discardBody, readBody } from '../../edge/read-body';
import { Refusal } from '../../edge/refusal';

const KILOBYTE = 1024;
const tooLarge = (got: string) =>
  new Refusal(413, { code: 'body-too-large', message: 'm', got, expected: 'less', remedy: 'r' });

/** A request whose body arrives in kilobytes, and what was read of it. */
function requestOf(kilobytes: number, announced?: number, size = KILOBYTE) {
  const sent = { kilobytes: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent.kilobytes++ < kilobytes) controller.enqueue(new Uint8Array(size).fill(sent.kilobytes));
        else controller.close();
      },
      cancel() {
        sent.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers: HeadersInit = announced === undefined ? {} : { 'Content-Length': String(announced) };
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  return { request: new Request('https://edge.example/api/predict', init), sent };
}

describe('readBody', () => {
  test.each([undefined, 3 * KILOBYTE])('returns the whole body, with Content-Length %s', async (announced) => {
    const bytes = await readBody(requestOf(3, announced).request, 3 * KILOBYTE, tooLarge);
    expect([bytes.length, bytes[0], bytes[KILOBYTE], bytes[2 * KILOBYTE]]).toEqual([3 * KILOBYTE, 1, 2, 3]);
  });

  test('refuses a body whose Content-Length is too large, without reading it', async () => {
    const { request, sent } = requestOf(3, 3 * KILOBYTE);
    await expect(readBody(request, 3 * KILOBYTE - 1, tooLarge)).rejects.toMatchObject({
      report: { got: '3072 bytes' },
    });
    expect(sent.kilobytes).toBe(0);
  });

  test('refuses a body that becomes too long, and reads no further', async () => {
    const { request, sent } = requestOf(1000);
    await expect(readBody(request, 2 * KILOBYTE, tooLarge)).rejects.toMatchObject({ status: 413 });
    expect(sent.kilobytes).toBe(3);
  });

  test('refuses a body of 256 parts of one byte, and reads no further', async () => {
    const { request, sent } = requestOf(5000, undefined, 1);
    await expect(readBody(request, 2 ** 20, tooLarge)).rejects.toMatchObject({
      status: 411,
      report: { code: 'length-required' },
    });
    expect(sent.kilobytes).toBeLessThan(260);
  });

  test('refuses a body that ends early', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const request = new Request('https://edge.example/', {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    await expect(readBody(request, KILOBYTE, tooLarge)).rejects.toMatchObject({
      status: 400,
      report: { code: 'body-broken' },
    });
  });

  test('returns no bytes for a request without a body', async () => {
    const request = new Request('https://edge.example/', { method: 'POST' });
    expect(await readBody(request, KILOBYTE, tooLarge)).toHaveLength(0);
  });
});

describe('discardBody', () => {
  test('reads the rest of a refused body to its end', async () => {
    const { request, sent } = requestOf(1000);
    await readBody(request, KILOBYTE, tooLarge).catch(() => {});
    await discardBody(request);
    expect(sent).toEqual({ kilobytes: 1001, isCancelled: false });
  });

  test('stops after 8 MiB', async () => {
    const { request, sent } = requestOf(1_000_000);
    await discardBody(request);
    expect(sent).toEqual({ kilobytes: 8 * KILOBYTE, isCancelled: true });
  });

  test('stops after 256 parts of one byte', async () => {
    const { request, sent } = requestOf(1_000_000, undefined, 1);
    await discardBody(request);
    expect(sent.isCancelled).toBe(true);
    expect(sent.kilobytes).toBeLessThan(260);
  });

  test('does not start to read a body whose Content-Length is larger', async () => {
    const { request, sent } = requestOf(10_000, 10_000 * KILOBYTE);
    await discardBody(request);
    expect(sent.kilobytes).toBe(0);
  });
});
