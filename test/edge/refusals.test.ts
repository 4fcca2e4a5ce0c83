import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_BOUNDS } from '../../edge/json-bounds';
import { PNG_DECODER } from '../../edge/png/decode-png';
import type { RefusalReport } from '../../edge/refusal';
import { refusedBodies } from '../../scripts/edge/refused-bodies.mjs';
import type { JsonMark } from '../../worker/bounded-json';
import { type RunningEdge, startEdge } from '../fixtures/edge';
import { bytesOfGarments } from '../fixtures/edge-images';
import { pngFile } from '../fixtures/png-file';

const RAW = 'application/octet-stream';
const IMAGE = bytesOfGarments(1);
const floats = (change: (image: number[]) => void) => {
  const image = Array.from(IMAGE, (byte) => byte / 255);
  change(image);
  return image;
};

/** A PNG of the given length, filled up with an ignored chunk; the bare PNG if that is already longer. */
function pngOf(length: number): Buffer {
  const bare = pngFile(IMAGE);
  const note = length - bare.length - 12;
  return note < 0 ? bare : pngFile(IMAGE, { before: [['teXt', new Uint8Array(note)]] });
}

let edge: RunningEdge;
beforeAll(async () => {
  edge = await startEdge();
}, 120_000);
afterAll(() => edge?.close());

/** The refusal in a response. Checks that it is complete and reveals nothing of the code. */
async function refusalIn(response: Response, status: number): Promise<RefusalReport> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(text).not.toMatch(/edge\.js|\bat \w+ \(|\.ts:\d/);
  const { error, ...more } = JSON.parse(text);
  expect(more).toEqual({});
  expect(Object.keys(error)).toEqual(['code', 'message', 'got', 'expected', 'remedy']);
  expect(Object.values(error).every((part) => typeof part === 'string' && part !== '')).toBe(true);
  return error;
}

const posted = (body: BodyInit, contentType: string, query = '') => edge.predict(body, contentType, query);

describe('400: invalid images', () => {
  test.each([0, 1, 783, 785, 1567])('%i bytes', async (length) => {
    const { code, got, expected } = await refusalIn(await posted(new Uint8Array(length), RAW), 400);
    expect(code).toBe('images-invalid');
    expect(got).toBe(`${length} bytes`);
    expect(expected).toBe('784 bytes (784 pixels as uint8) for each of 1 to 256 images');
  });

  test('784 bytes announced as floats', async () => {
    const { code, expected } = await refusalIn(await posted(IMAGE, RAW, '?pixels=float32'), 400);
    expect(code).toBe('images-invalid');
    expect(expected).toContain('3136 bytes');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.25, 1.5, 255])('a float that is %d', async (value) => {
    const images = new Float32Array(2 * 784);
    images[784 + 5] = value;
    const { code, got } = await refusalIn(await posted(images, RAW, '?pixels=float32'), 400);
    expect(code).toBe('images-invalid');
    expect(got).toBe(`${value} as pixel 5 of image 1`);
  });

  test.each<[string, unknown, RegExp]>([
    ['too few numbers', { image: [0, 1] }, /2 values, in image 0/],
    ['rows of numbers', { image: Array(28).fill(Array(28).fill(0)) }, /28 values, in image 0/],
    [
      'a level of 0 to 255',
      { image: floats((image) => image.splice(3, 1, 128)) },
      /128 at position 3, in image 0/,
    ],
    [
      'null among the numbers',
      { images: [floats(() => {}), floats((image) => image.splice(0, 1, null as never))] },
      /null at position 0, in image 1/,
    ],
    [
      'a string among the numbers',
      { image: floats((image) => image.splice(9, 1, '0' as never)) },
      /"0" at position 9/,
    ],
    ['an object in place of an image', { images: [{}] }, /an object, in image 0/],
    ['a string that is not base64', { image: 'a shirt!' }, /not base64, in image 0/],
  ])('JSON with %s', async (_name, value, got) => {
    const { code, got: told } = await refusalIn(await posted(JSON.stringify(value), 'application/json'), 400);
    expect(code).toBe('images-invalid');
    expect(told).toMatch(got);
  });

  test('JSON with a fraction, with pixels=uint8', async () => {
    const body = JSON.stringify({ image: floats(() => {}).map((_, i) => (i === 7 ? 0.5 : 0)) });
    const { got, expected } = await refusalIn(await posted(body, 'application/json', '?pixels=uint8'), 400);
    expect(got).toBe('0.5 at position 7, in image 0');
    expect(expected).toContain('whole numbers from 0 (black) to 255');
  });

  test.each([
    ['', 'numbers from 0 (black) to 1,'],
    ['?pixels=uint8', 'whole numbers from 0 (black) to 255,'],
  ])('JSON with a string that is not base64 names the expected numbers, with “%s”', async (query, numbers) => {
    const body = JSON.stringify({ image: 'a shirt!' });
    const { expected } = await refusalIn(await posted(body, 'application/json', query), 400);
    expect(expected).toBe(`an array of 784 ${numbers} or a PNG of at most 65536 bytes in base64`);
  });

  test.each<[string, BodyInit, RegExp]>([
    ['nothing', '', /JSON/],
    ['half of it', '{"image": [0, 0', /JSON/],
    ['NaN, which is not valid JSON', `{"image": [NaN]}`, /JSON|Unexpected/],
    ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), /outside ASCII/],
    ['a key in another script', '{"그림": []}', /outside ASCII/],
    ['an array', '[]', /an array/],
    ['null', 'null', /null/],
    ['an object with another key', '{"pixels": []}', /"pixels"/],
    ['both keys', '{"image": [], "images": []}', /"image", "images"/],
    ['no images', '{"images": []}', /no images/],
    ['images that are not a list', '{"images": "x"}', /a string/],
  ])('JSON that is %s', async (_name, body, got) => {
    const refusal = await refusalIn(await posted(body, 'application/json'), 400);
    expect(refusal.code).toBe('json-invalid');
    expect(refusal.got).toMatch(got);
  });

  /** The most bytes of JSON without a comma. */
  const MOST_BYTES = 1_638_400;
  test.each<[string, string, JsonMark]>([
    ['1.6 MB of nested arrays', '['.repeat(MOST_BYTES), '['],
    ['arrays within arrays, all closed', '['.repeat(MOST_BYTES / 2) + ']'.repeat(MOST_BYTES / 2), '['],
    ['1.6 MB of nested objects', '{"a":'.repeat(Math.floor(MOST_BYTES / 5)), '{'],
    ['200,000 small objects', `{"images": [${Array(200_000).fill('{"a":0}').join()}]}`, '{'],
    ['250,000 empty arrays', `{"images": [${Array(250_000).fill('[]').join()}]}`, '['],
    ['200,000 keys', `{${Array.from({ length: 200_000 }, (_, i) => `"${i}":0`).join()}}`, ':'],
    ['200,000 strings', `{"images": [${Array.from({ length: 200_000 }, (_, i) => `"${i}"`).join()}]}`, '"'],
  ])('JSON of %s, before it is parsed', async (_name, body, mark) => {
    const { code, got, expected } = await refusalIn(await posted(body, 'application/json'), 400);
    expect(code).toBe('json-invalid');
    expect(got).toContain(`more than ${BODY_BOUNDS.most[mark]} “${mark}” characters`);
    expect(expected).toBe('{"image": …} or {"images": [1 to 256 of them]}');
  });

  test('256 images as rows of numbers, with the image and its length', async () => {
    const body = JSON.stringify({ images: Array(256).fill(Array(28).fill(Array(28).fill(0))) });
    const { code, got } = await refusalIn(await posted(body, 'application/json'), 400);
    expect([code, got]).toEqual(['images-invalid', '28 values, in image 0']);
  });

  test('a PNG of another size, with both sizes', async () => {
    const file = pngFile([], { width: 32, height: 30, compressed: Uint8Array.of(0) });
    const { code, got, expected } = await refusalIn(await posted(file, 'image/png'), 400);
    expect([code, got, expected]).toEqual(['png-size', '32 × 30 pixels', '28 × 28 pixels']);
  });

  test('a PNG that is broken, also in JSON', async () => {
    const half = pngFile(IMAGE).subarray(0, 60);
    expect((await refusalIn(await posted(half, 'image/png'), 400)).code).toBe('png-broken');
    const json = JSON.stringify({ image: half.toString('base64') });
    expect((await refusalIn(await posted(json, 'application/json'), 400)).code).toBe('png-broken');
  });

  test.each([
    ['/api/predict?pixels=int8', 'pixels=int8'],
    ['/api/predict?model=resnet', 'model=resnet'],
    ['/api/predict?modle=best', 'modle=best'],
    ['/api/predict?model=best&model=lesson', 'model= twice'],
  ])('the address %s', async (path, told) => {
    const init = { method: 'POST', headers: { 'Content-Type': RAW }, body: IMAGE };
    const { code, got } = await refusalIn(await edge.ask(path, init), 400);
    expect([code, got]).toEqual(['query-invalid', told]);
  });

  test('pixels= with a PNG', async () => {
    const { code } = await refusalIn(await posted(pngFile(IMAGE), 'image/png', '?pixels=uint8'), 400);
    expect(code).toBe('query-invalid');
  });
});

describe('413: more than the limit', () => {
  test.each(['', '?pixels=uint8', '?pixels=float32'])('257 images as pixels, with “%s”', async (query) => {
    const length = query.endsWith('float32') ? 4 * 784 : 784;
    const { code, got, expected } = await refusalIn(
      await posted(new Uint8Array(257 * length), RAW, query),
      413,
    );
    expect(code).toBe('too-many-images');
    expect(got).toContain(`${257 * length} bytes`);
    expect(expected).toBe('1 to 256 images');
  });

  test('257 images as JSON', async () => {
    const body = JSON.stringify({ images: Array(257).fill([]) });
    const { code, got } = await refusalIn(await posted(body, 'application/json'), 413);
    expect([code, got]).toEqual(['too-many-images', '257 images']);
  });

  test.each([
    ['image/png', 65_536],
    ['application/json', 4_194_304],
  ])('one byte too many of %s', async (type, limit) => {
    const { code, got, expected } = await refusalIn(await posted(new Uint8Array(limit + 1), type), 413);
    expect([code, got, expected]).toEqual(['body-too-large', `${limit + 1} bytes`, `at most ${limit} bytes`]);
    const longest = Buffer.from(','.padEnd(32).repeat(limit / 32));
    expect((await posted(longest, type)).status).toBe(400);
  });

  test.each(['', 'data:image/png;base64,'])(
    'a PNG of one byte too many in JSON, written as “%s…”; one of the limit is accepted',
    async (before) => {
      const inJson = (...pngs: Buffer[]) =>
        JSON.stringify({ images: pngs.map((png) => before + png.toString('base64')) });
      const most = await posted(inJson(pngOf(65_536), pngOf(65_535)), 'application/json');
      expect([most.status, (await most.json()).predictions.length]).toEqual([200, 2]);
      const over = await posted(inJson(pngOf(100), pngOf(65_537)), 'application/json');
      const { code, got, expected } = await refusalIn(over, 413);
      expect([code, got, expected]).toEqual([
        'body-too-large',
        '65537 bytes, in image 1',
        'at most 65536 bytes',
      ]);
    },
  );

  test('a body without Content-Length, as soon as it is too long', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
        if (sent >= 2 ** 20) controller.close();
      },
    });
    const init = { method: 'POST', headers: { 'Content-Type': 'image/png' }, body, duplex: 'half' };
    const { code, got } = await refusalIn(await edge.ask('/api/predict', init as RequestInit), 413);
    expect([code, got]).toEqual(['body-too-large', 'more than 65536 bytes']);
  });
});

describe('a body that is built to cost as much as possible is refused', () => {
  test.each(Object.entries(refusedBodies()))('%s', async (_, { contentType, body }) => {
    const response = await posted(new Uint8Array(body), contentType);
    expect((await refusalIn(response, response.status)).code).not.toBe('internal');
    expect([400, 413, 415]).toContain(response.status);
  });

  test('the largest pictures in it have 6,325 bytes of pixels each: of 16 bits, interlaced', () => {
    const { body } = refusedBodies()['30 interlaced PNGs of 16 bits, the last one with a wrong Adler-32'] ?? {};
    const [first] = JSON.parse(Buffer.from(body as Uint8Array).toString()).images;
    expect(PNG_DECODER.pixelBytes(PNG_DECODER.open(Buffer.from(first, 'base64')))).toBe(6325);
  });
});

describe('415: an unsupported type', () => {
  test.each(['text/plain', 'image/jpeg', 'multipart/form-data; boundary=x', 'image/pngx', 'constructor'])(
    '%s',
    async (type) => {
      const response = await posted(IMAGE, type);
      expect(response.headers.get('accept')).toBe('image/png, application/octet-stream, application/json');
      const { code, got } = await refusalIn(response, 415);
      expect([code, got]).toEqual(['content-type', `Content-Type: ${type}`]);
    },
  );

  test('a body without a type', async () => {
    const response = await edge.ask('/api/predict', { method: 'POST', body: IMAGE });
    expect((await refusalIn(response, 415)).got).toBe('no Content-Type');
  });

  test('a compressed body', async () => {
    const headers = { 'Content-Type': RAW, 'Content-Encoding': 'gzip' };
    const response = await edge.ask('/api/predict', { method: 'POST', headers, body: gzipSync(IMAGE) });
    expect(response.headers.get('accept-encoding')).toBe('identity');
    expect((await refusalIn(response, 415)).code).toBe('content-encoding');
  });
});

describe('405: an unsupported method, with the supported ones', () => {
  test.each([
    ['GET', '/api/predict', 'POST, OPTIONS'],
    ['PUT', '/api/predict', 'POST, OPTIONS'],
    ['DELETE', '/api/predict', 'POST, OPTIONS'],
    ['POST', '/api/model', 'GET, HEAD, OPTIONS'],
  ])('%s %s', async (method, path, allowed) => {
    const response = await edge.ask(path, { method });
    expect(response.headers.get('allow')).toBe(allowed);
    const { code, got, expected } = await refusalIn(response, 405);
    expect([code, got, expected]).toEqual(['method-not-allowed', method, allowed]);
  });

  test('HEAD /api/predict, without a body', async () => {
    const response = await edge.ask('/api/predict', { method: 'HEAD' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(await response.text()).toBe('');
  });
});

describe('404: an unknown path', () => {
  test.each(['/api', '/api/', '/api/predict/', '/api/train', '/api/constructor', '/API/../api/x'])(
    '%s',
    async (path) => {
      const { code, expected } = await refusalIn(await edge.ask(path), 404);
      expect([code, expected]).toEqual(['path-unknown', '/api/predict or /api/model']);
    },
  );
});

test('the function keeps working after clients disconnect while sending a body', async () => {
  const { hostname, port } = new URL(edge.url);
  for (let i = 0; i < 20; i++) {
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /api/predict HTTP/1.1\r\nHost: x\r\nContent-Type: ${RAW}\r\nContent-Length: 784\r\n\r\nxxx`,
        );
        setTimeout(() => socket.destroy(), 5);
      });
      socket.once('close', () => resolve());
      socket.once('error', reject);
    });
  }
  expect((await posted(IMAGE, RAW)).status).toBe(200);
});

/** Sends a request as text. @returns the status line and the body of the answer */
function sent(text: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(edge.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part) => {
      answer += part;
    });
    socket.once('close', () =>
      resolve({ status: Number(answer.split(' ', 2)[1]), body: answer.split('\r\n\r\n').slice(1).join() }),
    );
    socket.once('error', reject);
  });
}

test.each(['a b', '[', 'x:99999', '%%', '//'])('400: the Host header %s is no host', async (host) => {
  const { status, body } = await sent(`GET /api/model HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(status).toBe(400);
  expect(body).toContain('host-invalid');
});
