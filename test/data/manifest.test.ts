import { describe, expect, test } from 'vitest';
import { type Manifest, type ManifestFile, parseManifest } from '../../worker/data/manifest';
import { packedFolder } from '../fixtures/packed-folder';
import { tinyData } from '../fixtures/tiny-data';
import { trainerErrorOf } from '../fixtures/trainer-error';

const URL = 'https://example.org/data/manifest.json';
const TEXT = new TextDecoder().decode(packedFolder(tinyData(6, 2), 2).get('manifest.json'));
const SOUND = JSON.parse(TEXT) as Manifest;

/** The valid manifest with some of its entries replaced. */
const altered = (changes: Record<string, unknown>) => ({ ...SOUND, ...changes });

/** The valid manifest with the file at `index` changed. */
function alteredFile(index: number, changes: Partial<Record<keyof ManifestFile, unknown>>) {
  return altered({ files: SOUND.files.map((file, i) => (i === index ? { ...file, ...changes } : file)) });
}

const without = (role: string) => altered({ files: SOUND.files.filter((file) => file.role !== role) });

test('a valid manifest is read unchanged', () => {
  expect(parseManifest(TEXT, URL)).toEqual(SOUND);
});

test('the shards of a role may be listed in any order', () => {
  const reversed = altered({ files: [...SOUND.files].reverse() });
  expect(parseManifest(JSON.stringify(reversed), URL)).toEqual(reversed);
});

describe('a manifest is refused with data-manifest, which names the mistake, when', () => {
  // Files of the valid manifest: 0 and 1 are training images (3 each), then training labels, test images and labels.
  test.each<[string, unknown, string]>([
    ['it is a list', [], 'format'],
    ['it is null', null, 'object'],
    ['it is a number', 5, 'number'],
    ['the format is another', altered({ format: 'mnist' }), 'mnist'],
    ['the version is another', altered({ version: 2 }), 'version 2'],
    ['the name is missing', altered({ name: undefined }), 'name'],
    ['the name is empty', altered({ name: '' }), 'name'],
    ['a class name is missing', altered({ classNames: SOUND.classNames.slice(1) }), 'classNames'],
    ['a class name is no text', altered({ classNames: [...SOUND.classNames.slice(1), 5] }), 'classNames'],
    ['images have another size', altered({ imageShape: [32, 32] }), '[32,32]'],
    ['there are no files', altered({ files: [] }), 'no files'],
    ['files are no list', altered({ files: { 0: SOUND.files[0] } }), 'no files'],
    ['a file entry is null', altered({ files: [...SOUND.files, null] }), 'null'],
    ['a file leads out of the folder', alteredFile(0, { name: '../secret' }), '../secret'],
    ['a file is on another host', alteredFile(0, { name: 'https://evil.example/x' }), 'evil'],
    ['a role is unknown', alteredFile(2, { role: 'validation-labels' }), 'validation-labels'],
    ['a count is 0', alteredFile(2, { count: 0, contentByteLength: 0 }), '"count":0'],
    ['a first index is negative', alteredFile(0, { first: -1 }), '"first":-1'],
    ['a count is no whole number', alteredFile(2, { count: 2.5 }), '2.5'],
    ['a length is text', alteredFile(0, { byteLength: '10' }), '"byteLength":"10"'],
    ['a format is an object without a text', altered({ format: { toString: 1 } }), 'an object'],
    ['a version is an object', altered({ version: {} }), 'version an object'],
    ['a role is an object without a text', alteredFile(2, { role: { toString: 1 } }), 'toString'],
    ['a role is a list', alteredFile(2, { role: ['train-labels'] }), '["train-labels"]'],
    ['a checksum is an object without a text', alteredFile(0, { contentSha256: { toString: 1 } }), 'toString'],
    ['a checksum is a list', alteredFile(0, { contentSha256: [SOUND.files[0]?.contentSha256] }), '["'],
    ['a file is the folder', alteredFile(0, { name: '.' }), '"name":"."'],
    ['a file is the folder above', alteredFile(0, { name: '..' }), '"name":".."'],
    [
      'there are 1,025 files',
      altered({ files: Array(1025).fill(SOUND.files[0]) }),
      '1025 files, expected at most 1024',
    ],
    [
      'the data set is larger than a gibibyte',
      alteredFile(1, { count: 2e6, contentByteLength: 2e6 * 784 }),
      'expected at most 1073741824 bytes',
    ],
    ['a checksum is too short', alteredFile(0, { contentSha256: 'abc' }), 'abc'],
    ['a checksum is in capitals', alteredFile(0, { contentSha256: 'A'.repeat(64) }), 'AAAA'],
    ['images have too few bytes', alteredFile(0, { contentByteLength: 3 * 784 - 1 }), '2351'],
    ['labels have too many bytes', alteredFile(2, { contentByteLength: 7 }), '7 bytes for 6'],
    ['there is a gap between shards', alteredFile(1, { first: 4 }), 'train-images-1.bin starting at example 4'],
    ['shards overlap', alteredFile(1, { first: 2 }), 'train-images-1.bin starting at example 2'],
    ['no shard starts at 0', alteredFile(0, { first: 6 }), 'train-images-1.bin starting at example 3'],
    ['training images are missing', without('train-images'), 'train-images'],
    ['training labels are missing', without('train-labels'), 'train-labels'],
    ['test images are missing', without('test-images'), 'test-images'],
    ['test labels are missing', without('test-labels'), 'test-labels'],
  ])('%s', (_, manifest, named) => {
    const error = trainerErrorOf(() => parseManifest(JSON.stringify(manifest), URL));
    expect(error.code).toBe('data-manifest');
    expect(error.message).toContain(URL);
    expect(`${error.got}, expected ${error.expected}`).toContain(named);
  });

  test('it is not JSON', () => {
    const error = trainerErrorOf(() => parseManifest('{"format": ', URL));
    expect(error).toMatchObject({ code: 'data-manifest', expected: 'JSON' });
    expect(error.got).toContain('Unexpected end of JSON input');
  });
});
