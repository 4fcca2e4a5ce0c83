import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, zip } from '../../worker/formats/zip';
import { python, pythonWith } from '../fixtures/python';
import { unzipped } from '../fixtures/unzipped';

const PYTHON = pythonWith('zipfile');

test('the CRC-32 of “123456789” is cbf43926, as published', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

const anyFiles = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,12}\.[a-z]{1,3}$/),
  fc.uint8Array({ maxLength: 300 }),
  {
    maxKeys: 4,
  },
);

test('files are read back from an archive in their order, whatever they contain', () => {
  fc.assert(
    fc.property(anyFiles, (files) => {
      expect(unzipped(zip(files))).toEqual({ ...files });
    }),
  );
});

test.skipIf(!PYTHON)('Python’s zipfile finds no error and reads every file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  const files = { 'model.json': new TextEncoder().encode('{}'), 'weights.bin': Uint8Array.of(0, 1, 254, 255) };
  writeFileSync(join(folder, 'all.zip'), zip(files));
  const code = `import zipfile; z = zipfile.ZipFile("all.zip")
print(z.testzip(), [(n, z.read(n).hex()) for n in z.namelist()])`;
  expect(python(code, folder, PYTHON as string).trim()).toBe(
    "None [('model.json', '7b7d'), ('weights.bin', '0001feff')]",
  );
  rmSync(folder, { recursive: true });
});

test('the same files give the same archive', () => {
  const files = { 'a.bin': Uint8Array.of(1, 2, 3) };
  expect(zip(files)).toEqual(zip(files));
});
