import type { CallsElement } from './calls-element';

/** How the file of a checkpoint begins; see docs/checkpoint-format.md. */
const CHECKPOINT = 'FMNISTCP';

/** Opens what a visitor chose: the run of a checkpoint, which waits to be resumed, or a model. */
export async function openFiles(
  trainer: Pick<CallsElement, 'importModel' | 'restore' | 'settings'>,
  files: readonly File[],
): Promise<void> {
  const [file] = files;
  if (file && (await file.slice(0, CHECKPOINT.length).text()) === CHECKPOINT) {
    // Whoever made the file does not choose what hosts this page asks.
    const dataSrc = String(trainer.settings.dataSrc ?? '');
    await trainer.restore(new Uint8Array(await file.arrayBuffer()), { paused: true, dataSrc });
  } else {
    await trainer.importModel(files);
  }
}
