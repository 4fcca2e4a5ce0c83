import { inflate } from '../data/inflate';
import { crc32 } from './zip';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_BYTES = 30;
const CENTRAL_HEADER = 0x02014b50;
const CENTRAL_BYTES = 46;
const END = 0x06054b50;
const END_BYTES = 22;
const MOST_COMMENT_BYTES = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** A network and its optimizer are three to five files. */
const MOST_FILES = 1024;
/** Trained weights hardly compress. An archive may unpack to this many times its own size, or to this many bytes if that is more. */
const MOST_RATIO = 16;
const MOST_BYTES = 64 * 2 ** 20;

/** A file, as the archive's directory describes it. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly sum: number;
  /** The number of bytes after unpacking. */
  readonly length: number;
  /** Where its local header starts, and where its packed content starts and ends. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

/** Whether the bytes start like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Reads the files of an archive, stored or deflated, by name and in the order of its directory. Nothing is unpacked before the whole
 * directory is checked: number and total size of the files are bounded, and no two files may share bytes. A file is unpacked only as
 * far as the directory says.
 * @throws RangeError if it is incomplete, damaged, encrypted, too large or uses another compression method
 */
export async function unzip(archive: Uint8Array): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const entries = directoryOf(archive);
  checkSizes(entries, archive.length);
  checkOverlaps(entries);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of entries) {
    const content = await unpacked(archive.slice(entry.start, entry.end), entry);
    if (content.length !== entry.length || crc32(content) !== entry.sum) {
      throw new RangeError(`the file ${entry.name} in the .zip is damaged`);
    }
    files.set(entry.name, content);
  }
  return files;
}

function directoryOf(archive: Uint8Array): readonly Entry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endRecordOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_FILES) throw new RangeError(`a .zip with ${count} files, more than ${MOST_FILES}`);
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = count; left > 0; left--) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL_HEADER) {
      throw new RangeError('a damaged .zip directory');
    }
    const word = (by: number) => view.getUint32(at + by, true);
    const half = (by: number) => view.getUint16(at + by, true);
    const nameEnd = at + CENTRAL_BYTES + half(28);
    const name = new TextDecoder().decode(archive.subarray(at + CENTRAL_BYTES, Math.min(nameEnd, end)));
    const from = word(42);
    if (from + LOCAL_BYTES > archive.length || view.getUint32(from, true) !== LOCAL_HEADER) {
      throw new RangeError(`the .zip has no file ${name} where its directory says`);
    }
    const start = from + LOCAL_BYTES + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
    entries.push({
      name,
      method: half(10),
      sum: word(16),
      length: word(24),
      from,
      start,
      end: start + word(20),
    });
    at = nameEnd + half(30) + half(32);
  }
  return entries;
}

/** The position of the end record. A comment may follow it. */
function endRecordOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MOST_COMMENT_BYTES); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw new RangeError('a .zip without its end');
}

function checkSizes(entries: readonly Entry[], packedLength: number): void {
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  const most = Math.max(MOST_BYTES, MOST_RATIO * packedLength);
  if (length > most) throw new RangeError(`a .zip that unpacks to ${length} bytes, more than ${most}`);
}

function checkOverlaps(entries: readonly Entry[]): void {
  let covered = 0;
  for (const { name, from, end } of entries.toSorted((a, b) => a.from - b.from)) {
    if (from < covered) throw new RangeError(`the file ${name} in the .zip overlaps another file`);
    covered = end;
  }
}

async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  { name, method, length }: Entry,
): Promise<Uint8Array<ArrayBuffer>> {
  if (method === STORED) return bytes;
  if (method !== DEFLATED) throw new RangeError(`${name} has the unknown compression method ${method}`);
  try {
    return await inflate(bytes, length);
  } catch {
    throw new RangeError(`${name} cannot be decompressed`);
  }
}
