import type { FmnistTrainer, TrainerErrorReport } from '../../src/index';

// What a trainer has to be before some examples have anything to show.

const UNDER_WAY = ['loading', 'training', 'paused'];

/** Has no run under way. */
export async function atRest(trainer: FmnistTrainer): Promise<void> {
  if (!UNDER_WAY.includes(trainer.state)) return;
  try {
    await trainer.stop();
  } catch (thrown) {
    if ((thrown as TrainerErrorReport).code !== 'call-refused') throw thrown;
    // The run has come to its end while the call was on its way.
    if (UNDER_WAY.includes(trainer.state)) await heard(trainer, ['finished', 'stopped']);
  }
}

/** Has ended a run; trains one if it has not. */
export async function trained(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'paused') await trainer.stop();
  if (trainer.state === 'training' || trainer.state === 'loading')
    await heard(trainer, ['finished', 'stopped']);
  if (trainer.history.length === 0) await trainer.train();
}

/** Trains. */
export async function underWay(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'training') return;
  if (trainer.state === 'paused') return trainer.resume();
  trainer.train().catch(() => {
    // The element shows what failed.
  });
  await heard(trainer, ['training']);
}

/** Has paused in the middle of a run. */
export async function paused(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'paused') return;
  await trainer.reset();
  await trainer.step('batch');
}

/** Has a run of an epoch or more in this browser's storage, which has not ended. */
export async function storedHalfway(trainer: FmnistTrainer): Promise<void> {
  trainer.autosave = 'on';
  await trainer.updateComplete;
  await trainer.reset();
  const stored = new Promise((resolve) => {
    trainer.addEventListener('fmnist-storage', resolve, { once: true });
  });
  await trainer.step('epoch');
  await stored;
}

/** Stands before a new run, and offers to go on with a stored one. */
export async function interrupted(trainer: FmnistTrainer): Promise<void> {
  await storedHalfway(trainer);
  await trainer.reset();
  // The worker lets go of its run a moment later.
  while ((await trainer.storedRuns())[0]?.isOpen) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Lists runs that are stored. */
export async function stored(trainer: FmnistTrainer): Promise<void> {
  await interrupted(trainer);
  await trainer.train();
}

/** Has ended two runs, of which the first one is told beside the second. */
export async function trainedTwice(trainer: FmnistTrainer): Promise<void> {
  await trained(trainer);
  await trainer.train();
}

/** Shows an error. */
export async function failed(trainer: FmnistTrainer): Promise<void> {
  await atRest(trainer);
  const { epochs } = trainer;
  trainer.epochs = '0';
  await trainer.train().catch(() => {});
  trainer.epochs = epochs;
}

/** Offers links to its settings. */
export async function sharing(trainer: FmnistTrainer): Promise<void> {
  trainer.share = '';
  await trainer.updateComplete;
}

/** Resolves when the trainer enters one of these states. */
function heard(trainer: FmnistTrainer, states: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    trainer.addEventListener('fmnist-state', function listen({ detail }) {
      if (!states.includes(detail.state) && detail.state !== 'failed') return;
      trainer.removeEventListener('fmnist-state', listen);
      resolve();
    });
  });
}
