import { joined } from '../data/joined';

// The ZIP format, stored without compression: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. Weights look like noise to a
// compressor, which would make them only a thirteenth smaller.

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
/** The version of the format: 2.0, which all programs read. */
const VERSION = 20;
/** 1 January 1980, the earliest possible date. A fixed date gives the same file for the same network. */
const DATE = 0x0021;

/**
 * Writes files as one archive, in the given order.
 * @param files the content of each file by its name; names in ASCII, less than 4 GB in total
 */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [fileName, content] of Object.entries(files)) {
    const name = new TextEncoder().encode(fileName);
    // The part that both headers share: version, flags, method, time, date; checksum, both sizes; lengths of name and extra fields.
    const entry = fields(
      [VERSION, 0, 0, 0, DATE],
      [crc32(content), content.length, content.length],
      [name.length, 0],
    );
    parts.push(fields([], [LOCAL_HEADER]), entry, name, content);
    // Before it: the version made by. After it: comment length, disk, internal and external attributes, offset of the local header.
    directory.push(fields([], [CENTRAL_HEADER], [VERSION]), entry, fields([0, 0, 0], [0, offset]), name);
    offset += 30 + name.length + content.length;
  }
  const central = joined(directory);
  const count = Object.keys(files).length;
  const end = joined([fields([], [END], [0, 0, count, count]), fields([], [central.length, offset], [0])]);
  return joined([...parts, central, end]);
}

/** Little-endian numbers: `before` with 16 bits each, `words` with 32, `after` with 16. */
function fields(
  before: readonly number[],
  words: readonly number[] = [],
  after: readonly number[] = [],
): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * (before.length + after.length) + 4 * words.length));
  let at = 0;
  const put16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  before.forEach(put16);
  for (const value of words) {
    view.setUint32(at, value, true);
    at += 4;
  }
  after.forEach(put16);
  return new Uint8Array(view.buffer);
}

/** The CRC-32 of ZIP, gzip and PNG: reflected polynomial 0xEDB88320. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (CRC_TABLE[(sum ^ byte) & 0xff] as number);
  return (sum ^ 0xffffffff) >>> 0;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
