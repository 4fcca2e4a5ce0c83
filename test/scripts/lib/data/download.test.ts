import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { dataFolders, prepareData } from '../../../../scripts/lib/data/prepare-data.mjs';
import { type Answer, cutAfter, type Mirror, mirror, sendFile } from './fake-mirror';
import { temporaryFolder, tinyFiles } from './small-official-files';

const files = tinyFiles();
const [images] = files as [(typeof files)[0]];
const open: Mirror[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function host(answer?: Answer): Promise<Mirror> {
  const server = await mirror(files, answer);
  open.push(server);
  return server;
}

/** The folder of the latest project's downloads. */
let downloads: string;

/** Prepares the data of a project that has none, from these mirrors. */
async function prepare(
  mirrors: readonly (Mirror | string)[],
  prior: Readonly<Record<string, Uint8Array>> = {},
) {
  const root = join(temporaryFolder(), 'project');
  ({ downloads } = dataFolders(root));
  mkdirSync(downloads, { recursive: true });
  for (const [name, bytes] of Object.entries(prior)) writeFileSync(join(downloads, name), bytes);
  const lines: string[] = [];
  const data = await prepareData({
    root,
    env: {},
    files,
    mirrors: mirrors.map((one) => (typeof one === 'string' ? one : one.url)),
    limits: { connectMs: 2000, stallMs: 2000, tries: 3 },
    output: { write: (text) => lines.push(text) },
  });
  const kept = files.map(({ name }) => {
    const path = join(downloads, name);
    return existsSync(path) ? readFileSync(path) : null;
  });
  return { data, said: lines.join(''), kept, reason: data.kind === 'none' ? data.reason : '' };
}

const originals = files.map(({ bytes }) => bytes);

test('downloads every file once and names the host', async () => {
  const server = await host();
  const { data, kept, said } = await prepare([server]);
  expect(data.kind).toBe('fashion-mnist');
  expect(kept).toEqual(originals);
  expect(server.requests).toEqual(files.map(({ name }) => name));
  expect(said).toContain(`${images.byteLength.toLocaleString('en')} bytes from 127.0.0.1`);
});

test('downloads only missing files, and replaces damaged ones', async () => {
  const server = await host();
  const prior = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  delete prior['test-labels.gz'];
  prior['train-images.gz'] = Buffer.from('not the file');
  const { kept, said } = await prepare([server], prior);
  expect(kept).toEqual(originals);
  expect(server.requests).toEqual(['train-images.gz', 'test-labels.gz']);
  expect(said).toMatch(/train-images\.gz is not the official file \(12 bytes, expected [\d,]+\)/);
});

test('continues an interrupted download', async () => {
  const part = () => join(downloads, 'train-images.gz.part');
  const cut = cutAfter(5_000, () => existsSync(part()) && statSync(part()).size === 5_000);
  const server = await host((request, response, file) =>
    file === images ? cut(request, response, file) : sendFile(request, response, file),
  );
  const { kept } = await prepare([server]);
  expect(kept).toEqual(originals);
  expect(server.requests.slice(0, 2)).toEqual(['train-images.gz', 'train-images.gz from 5000']);
});

test('continues the download of an earlier run', async () => {
  const server = await host();
  const { kept } = await prepare([server], { 'train-images.gz.part': images.bytes.subarray(0, 777) });
  expect(kept).toEqual(originals);
  expect(server.requests[0]).toBe('train-images.gz from 777');
});

test('starts again if the host ignores the range', async () => {
  const server = await host((_request, response, { bytes }) => response.end(bytes));
  const { kept } = await prepare([server], { 'train-images.gz.part': images.bytes.subarray(0, 777) });
  expect(kept).toEqual(originals);
});

test('starts again if the download of an earlier run was damaged', async () => {
  const server = await host();
  const { kept } = await prepare([server], { 'train-images.gz.part': Buffer.alloc(777) });
  expect(kept).toEqual(originals);
  expect(server.requests.slice(0, 2)).toEqual(['train-images.gz from 777', 'train-images.gz']);
});

test('uses the next mirror if a checksum is wrong', async () => {
  const altered: Answer = (_request, response, { bytes }) => {
    const copy = Buffer.from(bytes);
    copy[copy.length - 1] = 255 - (copy.at(-1) ?? 0);
    response.end(copy);
  };
  const [bad, good] = [await host(altered), await host()];
  const { kept, said } = await prepare([bad, good]);
  expect(kept).toEqual(originals);
  expect(said).toMatch(new RegExp(`${bad.url} SHA-256 [0-9a-f]{64}, expected ${images.sha256}`));
});

test.each<[string, Answer, RegExp]>([
  [
    'a web page',
    (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'),
    /answered with a web page \(text\/html\) in place of the file/,
  ],
  [
    'a web page without a type',
    (_request, response, { bytes }) => response.end(Buffer.alloc(bytes.length, '<!doctype html>')),
    /sent "<!doctype html><"… in place of gzip/,
  ],
  ['an error', (_request, response) => response.writeHead(503).end(), /answered 503 Service Unavailable/],
  [
    'another size',
    (_request, response) => response.writeHead(200, { 'content-length': 9 }).end('123456789'),
    /9 bytes, expected [\d,]+/,
  ],
  [
    'too many bytes',
    (_request, response, { bytes }) => response.end(Buffer.concat([bytes, bytes])),
    /bytes, expected [\d,]+/,
  ],
  ['silence', () => {}, /no answer within 2 s/],
  [
    'half a file and then silence',
    (_request, response, { bytes }) => void response.writeHead(200).write(bytes.subarray(0, 50)),
    /stopped after 50 bytes: nothing for 2 s/,
  ],
])('uses the next mirror after %s', async (_name, answer, words) => {
  const { kept, said } = await prepare([await host(answer), await host()]);
  expect(kept).toEqual(originals);
  expect(said).toMatch(words);
});

test('reports the problem of every mirror if none has the file', async () => {
  const closed = await host();
  await closed.close();
  const empty = await mirror([]);
  open.push(empty);
  const { data, reason } = await prepare([closed, empty, 'http://no-such-host.invalid/']);
  expect(data.kind).toBe('none');
  expect(reason).toContain('train-images.gz could not be downloaded');
  expect(reason).toMatch(new RegExp(`${closed.url}\\s+.*ECONNREFUSED`));
  expect(reason).toMatch(new RegExp(`${empty.url}\\s+answered 404 Not Found`));
  expect(reason).toMatch(/no-such-host\.invalid\/\s+\S/);
});

test('does not contact a host again that did not answer', async () => {
  const [silent, good] = [await host(() => {}), await host()];
  const { kept } = await prepare([silent, good]);
  expect(kept).toEqual(originals);
  expect(silent.requests).toEqual(['train-images.gz']);
});
