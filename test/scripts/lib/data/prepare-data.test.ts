import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  dataFolders,
  locateData,
  type PrepareOptions,
  prepareData,
} from '../../../../scripts/lib/data/prepare-data.mjs';
import { CLASS_NAMES } from '../../../../worker/data/fashion-mnist';
import { parseManifest } from '../../../../worker/data/manifest';
import { sha256, temporaryFolder, tinyFiles } from './small-official-files';

const files = tinyFiles();
const output = { write: () => true };
let root = '';
let options: PrepareOptions = {};

beforeEach(() => {
  root = join(temporaryFolder(), 'project');
  options = { root, env: {}, files, output, imagesAShard: 10, mirrors: [], offline: true };
});

describe('finding', () => {
  test('prefers the named folder, then the downloads, then the shared one', async () => {
    const { downloads, shared } = dataFolders(root);
    for (const folder of [downloads, shared]) put(folder);
    const named = temporaryFolder(files);
    expect(await prepareData({ ...options, env: { FMNIST_DATA: named } })).toMatchObject({ source: named });
    expect(await prepareData(options)).toMatchObject({ source: downloads });
    writeFileSync(join(downloads, 'test-labels.gz'), 'damaged');
    expect(await prepareData(options)).toMatchObject({ source: shared });
  });

  test('refuses a named folder that does not exist', async () => {
    const env = { FMNIST_DATA: join(root, 'nowhere') };
    await expect(prepareData({ ...options, env })).rejects.toThrow(
      /FMNIST_DATA names .*nowhere, which is not a folder/,
    );
  });

  test('refuses a named folder with a damaged or a missing file, and names both', async () => {
    const from = temporaryFolder(files.slice(1));
    writeFileSync(join(from, 'test-images.gz'), 'damaged');
    put(dataFolders(root).downloads);
    const failure = expect(prepareData({ ...options, from })).rejects;
    await failure.toThrow(/--from names .*train-images\.gz: missing\s+test-images\.gz: 7 bytes, expected/s);
  });

  test('returns the reason if there is none and downloading is off', async () => {
    const data = await prepareData({ ...options, offline: false, env: { FMNIST_OFFLINE: '1' } });
    expect(data).toEqual({ kind: 'none', reason: expect.stringContaining('downloading is switched off') });
  });
});

test('of commands uses the folders that npm test passes on', async () => {
  const [source, packed] = [temporaryFolder(), temporaryFolder()];
  const env = { FMNIST_IDX_DATA: source, FMNIST_PACKED_DATA: packed, FMNIST_DATA: '/elsewhere' };
  expect(await locateData({ env })).toEqual({ source, packed: null });
  writeFileSync(join(packed, 'manifest.json'), '{}');
  expect(await locateData({ env })).toEqual({ source, packed });
});

describe('packing', () => {
  test('writes shards and a manifest that the worker accepts', async () => {
    const packed = await pack();
    const text = readFileSync(join(packed, 'manifest.json'), 'utf8');
    const manifest = parseManifest(text, 'manifest.json');
    expect(manifest.classNames).toEqual(CLASS_NAMES);
    expect(manifest.files.map(({ name, first, count }) => [name, first, count])).toEqual([
      ['train-images-0.bin', 0, 10],
      ['train-images-1.bin', 10, 10],
      ['train-images-2.bin', 20, 5],
      ['train-labels.bin', 0, 25],
      ['test-images.bin', 0, 4],
      ['test-labels.bin', 0, 4],
    ]);
    expect(readdirSync(packed).sort()).toEqual(
      ['manifest.json', ...manifest.files.map(({ name }) => name)].sort(),
    );
    for (const { role, values } of files) {
      const parts = manifest.files.filter((file) => file.role === role);
      const contents = parts.map(({ name, byteLength, contentByteLength, contentSha256 }) => {
        const bytes = readFileSync(join(packed, name));
        const content = gunzipSync(bytes);
        expect([bytes.length, content.length]).toEqual([byteLength, contentByteLength]);
        expect(sha256(content)).toBe(contentSha256);
        return content;
      });
      expect(Buffer.concat(contents).equals(values)).toBe(true);
    }
  });

  test('gives the same bytes again, and does not change a valid folder', async () => {
    const packed = await pack();
    const names = readdirSync(packed);
    const before = names.map((name) => readFileSync(join(packed, name)));
    const { ino } = statSync(packed);
    await pack();
    expect(statSync(packed).ino).toBe(ino);
    writeFileSync(join(packed, 'manifest.json'), '{}');
    await expect(pack()).rejects.toThrow(/holds other files/);
    writeFileSync(join(packed, 'manifest.json'), '{"format":"fmnist-data","version":0}');
    await pack();
    expect(statSync(packed).ino).not.toBe(ino);
    expect(names.map((name) => readFileSync(join(packed, name)))).toEqual(before);
  });

  test('packs again if a file was cut, or in a thorough check if one was changed', async () => {
    const packed = await pack();
    const path = join(packed, 'train-images-1.bin');
    const sound = readFileSync(path);
    writeFileSync(path, sound.subarray(1));
    await pack();
    expect(readFileSync(path)).toEqual(sound);
    writeFileSync(path, Buffer.alloc(sound.length));
    await pack();
    expect(readFileSync(path)).not.toEqual(sound);
    await pack({ thorough: true });
    expect(readFileSync(path)).toEqual(sound);
  });

  test('never replaces a folder that has other files', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'thesis.txt'), 'all of it');
    await expect(pack({ out })).rejects.toThrow(/holds other files \(thesis\.txt\)/);
    expect(readFileSync(join(out, 'thesis.txt'), 'utf8')).toBe('all of it');
  });

  async function pack(more: PrepareOptions = {}): Promise<string> {
    const data = await prepareData({ ...options, from: temporaryFolder(files), ...more });
    return data.kind === 'fashion-mnist' ? data.packed : data.reason;
  }
});

function put(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
}
