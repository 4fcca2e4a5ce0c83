import { Refusal } from './refusal';

/** Bytes of a refused body that are read for the client's sake. */
const MOST_DISCARDED = 8 * 2 ** 20;

/**
 * The body of a request, whole. No more than `limit` bytes are ever kept, also of a body that does not say how long it is.
 * @param tooLarge makes the refusal from a number of bytes, as words
 * @throws Refusal what `tooLarge` makes, or `body-broken`
 */
export async function readBody(
  request: Request,
  limit: number,
  tooLarge: (got: string) => Refusal,
): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('Content-Length');
  if (announced !== null && Number(announced) > limit) throw tooLarge(`${announced} bytes`);
  try {
    // One read of a known length: streams cost the isolate ten times as much.
    if (announced !== null) return new Uint8Array(await request.arrayBuffer());
    return await readStream(request.body, limit, tooLarge);
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw new Refusal(400, {
      code: 'body-broken',
      message: 'The body ended before it was whole.',
      got: 'a part of a body',
      expected: 'the whole body',
      remedy: 'Send the request again.',
    });
  }
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
 * Reads what is left of the body of a refused request and keeps nothing: a client that still sends when the connection is closed
 * hears of a broken connection, and not the reason. Bodies far over every limit are broken off.
 */
export async function discardBody({ body, headers }: Request): Promise<void> {
  if (!body || body.locked || Number(headers.get('Content-Length')) > MOST_DISCARDED) return;
  const reader = body.getReader();
  try {
    for (let length = 0; length < MOST_DISCARDED; ) {
      const { done, value } = await reader.read();
      if (done) return;
      length += value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The client is gone, and with it whoever wanted an answer.
  }
}
