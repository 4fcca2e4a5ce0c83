import { FILE_BOUNDS, parseBounded } from '../bounded-json';
import { isZip, unzip } from '../formats/unzip';
import type { ModelFile } from '../protocol';
import type { NetworkContents } from '../training/opened-model';
import { isJson } from './is-json';
import { contentsOf } from './model-contents';
import { unreadable } from './model-error';
import { type ReadPath, readLayersModel } from './read-layers-model';
import { readSafetensorsModel } from './read-safetensors-model';

/**
 * Reads a model from its files: `model.json` and weights, or one .safetensors file. The files may be in a ZIP archive. Their kind is
 * detected from their content, not from their names.
 * @param more loads a file that `model.json` names but that is not among `files`
 * @throws TrainerError `model-unreadable`, `model-unsupported` or `model-shape`, or an error of `more`
 */
export async function readModel(files: readonly ModelFile[], more?: ReadPath): Promise<NetworkContents> {
  if (!Array.isArray(files) || !files.every(isFile))
    throw unreadable('no files', 'files with a name and bytes');
  return contentsOf(await read(await withArchives(files), more));
}

function isFile(file: ModelFile | null): boolean {
  return typeof file?.name === 'string' && file.bytes instanceof Uint8Array;
}

async function read(files: readonly ModelFile[], more: ReadPath | undefined) {
  const json = files.find(({ bytes }) => isJson(bytes));
  if (json) {
    const readPath = async (path: string) => {
      const found = files.find(({ name }) => lastOf(name) === lastOf(path))?.bytes ?? (await more?.(path));
      if (!found) throw unreadable(`${lastOf(json.name)} without ${path}`, 'both files');
      return found;
    };
    return readLayersModel(parsedJson(json), readPath);
  }
  const weights = files.length === 1 ? files[0] : files.find(({ name }) => name.endsWith('.safetensors'));
  if (weights) return readSafetensorsModel(weights.bytes);
  throw unreadable(
    files.map(({ name }) => lastOf(name)).join(', ') || 'no file',
    'model.json with its weight files, or one .safetensors file',
  );
}

function parsedJson({ name, bytes }: ModelFile): unknown {
  try {
    return parseBounded(new TextDecoder().decode(bytes), FILE_BOUNDS);
  } catch (thrown) {
    throw unreadable(`${lastOf(name)}: ${(thrown as Error).message}`, 'JSON');
  }
}

async function withArchives(files: readonly ModelFile[]): Promise<readonly ModelFile[]> {
  const unpacked = files.map(async (file) => (isZip(file.bytes) ? filesIn(file) : [file]));
  return (await Promise.all(unpacked)).flat();
}

async function filesIn({ bytes }: ModelFile): Promise<readonly ModelFile[]> {
  try {
    return [...(await unzip(bytes))].map(([name, content]) => ({ name, bytes: content }));
  } catch (thrown) {
    throw unreadable((thrown as Error).message, 'a complete file');
  }
}

const lastOf = (path: string) => path.split('/').at(-1) as string;
