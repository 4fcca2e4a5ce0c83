import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import type { OfficialFile } from '../../../../scripts/lib/data/official-files.mjs';

export interface TinyFile extends OfficialFile {
  readonly bytes: Buffer;
  /** Pixels or labels, without the IDX header. */
  readonly values: Buffer;
}

/** A valid data set of `train` and `test` noisy images, as the four IDX files and their table. */
export function tinyFiles(train = 25, test = 4): TinyFile[] {
  return [
    idxFile('train-images', [train, 28, 28]),
    idxFile('train-labels', [train]),
    idxFile('test-images', [test, 28, 28]),
    idxFile('test-labels', [test]),
  ];
}

function idxFile(role: string, dimensions: readonly number[]): TinyFile {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x800 + dimensions.length, 0);
  for (const [i, size] of dimensions.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  const length = dimensions.reduce((product, size) => product * size, 1);
  const noise = createHash('shake256', { outputLength: length }).update(role).digest();
  const values = role.endsWith('labels') ? noise.map((byte) => byte % 10) : noise;
  const content = Buffer.concat([header, values]);
  const bytes = gzipSync(content);
  return {
    name: `${role}.gz`,
    role,
    byteLength: bytes.length,
    sha256: sha256(bytes),
    contentByteLength: content.length,
    contentSha256: sha256(content),
    bytes,
    values: Buffer.from(values),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder, deleted after the test file; optionally with files. */
export function temporaryFolder(files: readonly TinyFile[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'fmnist-test-'));
  folders.push(folder);
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
  return folder;
}
