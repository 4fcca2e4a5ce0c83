import { parseConfig } from '../config';
import { download } from '../data/download';
import { CLASS_NAMES } from '../data/fashion-mnist';
import type { ChooseEngine } from '../engines/choose';
import type { Fetch } from '../fetch';
import { classifierLayers, parameterTable } from '../model/classifier';
import type { LoadModelFiles } from '../model-files/model-files';
import { type ModelFile, TrainerError } from '../protocol';
import { OpenedModel } from '../training/opened-model';

/** Where files, file formats and engines come from. */
export interface OpeningParts {
  readonly fetch: Fetch;
  readonly modelFiles: LoadModelFiles;
  readonly chooseEngine: ChooseEngine;
}

/**
 * Opens a trained network from its files or from an address. It gets one thread, which is enough to predict. Files, file formats and
 * engine are fetched in parallel.
 * @throws TrainerError `host-busy`, `model-not-found`, or an error of `readModel` or `chooseEngine`
 */
export async function openModel(
  source: string | readonly ModelFile[],
  { fetch, modelFiles, chooseEngine }: OpeningParts,
  signal: AbortSignal,
): Promise<OpenedModel> {
  const read = async (url: string) => ({ name: url, bytes: await fetched(url, fetch, signal) });
  const readBeside =
    typeof source === 'string'
      ? (path: string, until: AbortSignal) => fetched(beside(path, source), fetch, until)
      : undefined;
  const [files, { readModel, momentsOf }, createEngine] = await Promise.all([
    typeof source === 'string' ? read(source).then((file) => [file]) : source,
    modelFiles(),
    chooseEngine(parseConfig({ threads: 1 }), signal),
  ]);
  const more = readBeside && ((path: string) => readBeside(path, signal));
  const { hiddenUnits, activation, classNames, parameters } = await readModel(files, more);
  signal.throwIfAborted();
  const config = parseConfig({ hiddenUnits, activation, threads: 1 });
  const moments = momentsOf(files, parameterTable(classifierLayers(hiddenUnits, activation)), readBeside);
  return new OpenedModel(config, parameters, classNames ?? CLASS_NAMES, createEngine, moments);
}

/** The address of a file that `model.json` names. A path that gives no valid URL is returned unchanged, so that fetching it fails with an error that names it. */
const beside = (path: string, source: string) =>
  URL.canParse(path, source) ? new URL(path, source).href : path;

async function fetched(url: string, fetch: Fetch, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await download(url, { fetch, signal });
  } catch (thrown) {
    signal.throwIfAborted();
    const error = TrainerError.from(thrown);
    if (error.code === 'host-busy') throw error;
    throw new TrainerError({
      code: 'model-not-found',
      message: 'The model’s weights could not be loaded.',
      got: `${error.got}, from ${url}`,
      expected: 'a model.json with its weight files beside it, or a .safetensors file',
      remedy: 'Check the address, and that the host allows requests from other origins (CORS).',
    });
  }
}
