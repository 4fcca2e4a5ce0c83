import { describe, expect, test } from 'vitest';
import { unzip } from '../../worker/formats/unzip';
import { zip } from '../../worker/formats/zip';
import { type ArchiveFile, archiveOf } from '../fixtures/archive';

const bytes = (text: string) => new TextEncoder().encode(text);
const MODEL = { name: 'model/model.json', content: bytes('{"a": 1}') };
const WEIGHTS = { name: 'model/weights.bin', content: Uint8Array.from({ length: 5000 }, (_, i) => i % 7) };
const BIG = new Uint8Array(65 * 2 ** 20);

test('stored and deflated files are read, in the order of the directory', async () => {
  const files = { 'b.json': MODEL.content, 'a.bin': WEIGHTS.content };
  expect([...(await unzip(zip(files)))]).toEqual(Object.entries(files));
  expect([...(await unzip(archiveOf([WEIGHTS, MODEL])))]).toEqual([
    [WEIGHTS.name, WEIGHTS.content],
    [MODEL.name, MODEL.content],
  ]);
});

test('files that hardly compress may be as large as they like, up to 16 times the archive', async () => {
  const noise = Uint8Array.from({ length: 5 * 2 ** 20 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
  const archive = archiveOf([
    { name: 'noise', content: noise },
    { name: 'zeros', content: BIG.subarray(0, 50 * 2 ** 20) },
  ]);
  expect((await unzip(archive)).get('zeros')?.length).toBe(50 * 2 ** 20);
});

describe('an archive is refused before anything is unpacked, if', () => {
  const lie = (announced: ArchiveFile['announced']) => archiveOf([{ ...WEIGHTS, announced }, MODEL]);

  test.each<[string, Uint8Array, RegExp]>([
    [
      'it unpacks to more than 64 MB and 16 times its size',
      archiveOf([{ name: 'x', content: BIG }]),
      /unpacks to 68157440 bytes/,
    ],
    [
      'its files together do',
      archiveOf([0, 1].map((i) => ({ name: `${i}`, content: BIG.subarray(0, 40 * 2 ** 20) }))),
      /unpacks to 83886080/,
    ],
    [
      'it has 1,025 files',
      archiveOf(Array.from({ length: 1025 }, (_, i) => ({ ...MODEL, name: `${i}` }))),
      /1025 files/,
    ],
    [
      'two of its files share bytes',
      archiveOf([MODEL, { ...MODEL, name: 'again', announced: { offset: 0 } }]),
      /overlaps/,
    ],
    ['a file reaches into the next one', lie({ packed: 100 }), /overlaps/],
    ['a file is not where the directory says', lie({ offset: 5 }), /no file model\/weights.bin where/],
    ['a file is behind its end', lie({ offset: 0xffffff00 }), /no file model\/weights.bin where/],
    ['it is cut', archiveOf([MODEL]).slice(0, -30), /without its end/],
    ['it is cut to nothing', archiveOf([MODEL]).slice(0, 3), /without its end/],
  ])('%s', async (_, archive, why) => {
    await expect(unzip(archive)).rejects.toThrow(why);
    await expect(unzip(archive)).rejects.toBeInstanceOf(RangeError);
  });
});

test('a file is unpacked only as far as its directory says', async () => {
  const archive = archiveOf([{ name: 'bomb', content: BIG, announced: { length: 1000 } }]);
  await expect(unzip(archive)).rejects.toThrow('the file bomb in the .zip is damaged');
});
