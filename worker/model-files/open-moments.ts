import { FILE_BOUNDS, parseBounded } from '../bounded-json';
import { joined } from '../data/joined';
import { adamEntries, readAdam } from '../formats/adam-weights';
import type { Parameter } from '../model/classifier';
import { type ModelFile, TrainerError } from '../protocol';
import type { ReadMoments } from '../training/opened-model';
import { isJson } from './is-json';

/** Fetches a file that `model.json` names. */
export type ReadBeside = (path: string, signal: AbortSignal) => Promise<Uint8Array>;

/**
 * How to read Adam's moments, which a layers model can have beside its weights. Null if it has none for these parameters, or if their
 * file is not among the files given. They are read only when a run needs them, since they are twice as large as the weights.
 */
export function momentsOf(
  files: readonly ModelFile[],
  table: readonly Parameter[],
  readBeside: ReadBeside | undefined,
): ReadMoments | null {
  const paths = pathsOf(files, JSON.stringify(adamEntries(table)));
  const given = (path: string) => files.find(({ name }) => name.endsWith(path))?.bytes;
  if (!paths?.every((path) => readBeside ?? given(path))) return null;
  return async (signal) => {
    const parts = paths.map((path) => given(path) ?? (readBeside as ReadBeside)(path, signal));
    const bytes = joined(await Promise.all(parts));
    const state = readAdam(bytes, table);
    if (state) return state;
    throw new TrainerError({
      code: 'model-unreadable',
      message: 'The moments of the model’s optimizer cannot be read.',
      got: `${paths.join(', ')} of ${bytes.length} bytes`,
      expected: 'the number of steps and two finite moments for each weight, as float32',
      remedy: 'Train with a fresh optimizer, or use the original file.',
    });
  };
}

/** The files of the manifest group that has exactly these entries. */
function pathsOf(files: readonly ModelFile[], entries: string): readonly string[] | undefined {
  const json = files.find(({ bytes }) => isJson(bytes));
  if (!json) return undefined;
  const paths = groupsOf(json).find((group) => JSON.stringify(group?.weights) === entries)?.paths;
  return Array.isArray(paths) && paths.every((path) => typeof path === 'string') ? paths : undefined;
}

/** The groups of the manifest. Empty if this JSON is not the description of a model, which may then be in an archive beside it. */
function groupsOf({ bytes }: ModelFile): readonly (Group | null)[] {
  try {
    const json = parseBounded(new TextDecoder().decode(bytes), FILE_BOUNDS);
    const { weightsManifest } = json as { weightsManifest?: unknown };
    return Array.isArray(weightsManifest) ? weightsManifest : [];
  } catch {
    return [];
  }
}

interface Group {
  readonly weights: unknown;
  readonly paths: unknown;
}
