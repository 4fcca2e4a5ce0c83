import { Refusal } from './refusal';

/** The most bytes of a refused body to read and discard. */
const MOST_DISCARDED = 8 * 2 ** 20;
/** A network packet carries 1.4 kB. */
const LEAST_PART_BYTES = 1024;
const FREE_PARTS = 256;

/**
 * Reads the whole body of a request. It never holds more than `limit` bytes, even if the request has no Content-Length.
 * @param tooLarge makes the refusal; `got` is the length in words, such as “70000 bytes”
 * @throws Refusal the one that `tooLarge` makes, `body-broken` or `length-required`
 */
export async function readBody(
  request: Request,
  limit: number,
  tooLarge: (got: string) => Refusal,
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('Content-Length');
  if (announced !== null && Number(announced) > limit) throw tooLarge(`${announced} bytes`);
  try {
    // With a known length, one read: reading a stream costs the isolate ten times as much.
    if (announced !== null) return new Uint8Array(await request.arrayBuffer());
    return await readStream(request.body, limit, tooLarge);
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal(400, {
      code: 'body-broken',
      message: 'The body ended too early.',
      got: 'part of the body',
      expected: 'the whole body',
      remedy: 'Send the request again.',
    });
  }
}

/** Each part that arrives by itself costs more time than reading a kilobyte of it. The first ones may have any size. */
const areTooSmall = (parts: number, length: number) => parts > FREE_PARTS + length / LEAST_PART_BYTES;

function tinyParts(): Refusal {
  return new Refusal(411, {
    code: 'length-required',
    message: 'The body arrives in too many small parts.',
    got: `more than ${FREE_PARTS} parts of less than ${LEAST_PART_BYTES} bytes`,
    expected: 'a body with a Content-Length',
    remedy: 'Send the header Content-Length, or larger chunks.',
  });
}

async function readStream(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
  tooLarge: (got: string) => Refusal,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.byteLength;
    if (areTooSmall(chunks.length, length)) {
      reader?.releaseLock();
      throw tinyParts();
    }
    if (length > limit) {
      reader?.releaseLock();
      throw tooLarge(`more than ${limit} bytes`);
    }
    chunks.push(part.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/**
 * Reads and discards the rest of a refused request's body. A client that is still sending when the connection closes would report a
 * broken connection instead of our refusal. Bodies far above every limit are cut off all the same.
 */
export async function discardBody(request: Request): Promise<void> {
  const { body, headers } = request;
  const announced = headers.get('Content-Length');
  if (!body || body.locked || Number(announced) > MOST_DISCARDED) return;
  try {
    if (announced !== null) {
      await request.arrayBuffer();
      return;
    }
    const reader = body.getReader();
    for (let length = 0, parts = 0; length < MOST_DISCARDED; ) {
      const { done, value } = await reader.read();
      if (done) return;
      length += value.byteLength;
      parts += 1;
      if (areTooSmall(parts, length)) break;
    }
    await reader.cancel();
  } catch {
    // The client has disconnected, so nobody waits for a response.
  }
}
