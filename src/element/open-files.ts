import type { RestoreOptions, RunConfigInput } from '../../worker/protocol';

/** The first bytes of a checkpoint; see docs/checkpoint-format.md. */
const CHECKPOINT = 'FMNISTCP';

/** A trainer that files can be opened in. */
export interface OpeningTrainer {
  readonly settings: RunConfigInput;
  importModel(files: readonly File[]): Promise<unknown>;
  restore(checkpoint: Uint8Array, options: RestoreOptions): Promise<unknown>;
}

/** Opens the files that a visitor has chosen: the run of a checkpoint, paused, or a model. */
export async function openFiles(trainer: OpeningTrainer, files: readonly File[]): Promise<void> {
  const [file] = files;
  if (file && (await file.slice(0, CHECKPOINT.length).text()) === CHECKPOINT) {
    // The data comes from where the element's settings say, so that a file cannot make the page call other hosts.
    const dataSrc = String(trainer.settings.dataSrc ?? '');
    await trainer.restore(new Uint8Array(await file.arrayBuffer()), { paused: true, dataSrc });
  } else {
    await trainer.importModel(files);
  }
}
