import { crc32 } from './zip';

const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const STORED = 0;
const DEFLATED = 8;

/** Whether the bytes start like a ZIP archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Reads the files of an archive, stored or deflated, by name and in the order of its directory.
 * @throws RangeError if it is incomplete, damaged, encrypted or uses another compression method
 */
export async function unzip(archive: Uint8Array): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  // A comment may follow the end record, so search for it from the end of the file.
  let end = archive.length - END_BYTES;
  while (view.getUint32(end, true) !== END) end -= 1;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== CENTRAL_HEADER) throw new RangeError('a damaged .zip directory');
    const [method, nameLength, extra, comment] = [10, 28, 30, 32].map((by) =>
      view.getUint16(at + by, true),
    ) as [number, number, number, number];
    const [sum, packed, length, local] = [16, 20, 24, 42].map((by) => view.getUint32(at + by, true)) as [
      number,
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = await unpacked(archive.slice(start, start + packed), method, name);
    if (content.length !== length || crc32(content) !== sum) throw new RangeError(`${name} is damaged`);
    files.set(name, content);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  method: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (method === STORED) return bytes;
  if (method !== DEFLATED) throw new RangeError(`${name} has the unknown compression method ${method}`);
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new RangeError(`${name} cannot be decompressed`);
  }
}
