import type { FmnistTrainer, TrainerErrorReport } from '../../src/index';

// Bring a trainer into the state that an example needs.

const UNDER_WAY = ['loading', 'training', 'paused'];

/** No run is active: stops the current one. */
export async function atRest(trainer: FmnistTrainer): Promise<void> {
  if (!UNDER_WAY.includes(trainer.state)) return;
  try {
    await trainer.stop();
  } catch (thrown) {
    if ((thrown as TrainerErrorReport).code !== 'call-refused') throw thrown;
    // The run ended before the call arrived.
    if (UNDER_WAY.includes(trainer.state)) await heard(trainer, ['finished', 'stopped']);
  }
}

/** A run has ended: trains one if there is none. */
export async function trained(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'paused') await trainer.stop();
  if (trainer.state === 'training' || trainer.state === 'loading')
    await heard(trainer, ['finished', 'stopped']);
  if (trainer.history.length === 0) await trainer.train();
}

/** A run is training. */
export async function underWay(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'training') return;
  if (trainer.state === 'paused') return trainer.resume();
  trainer.train().catch(() => {
    // The element shows the error.
  });
  await heard(trainer, ['training']);
}

/** A run is paused. */
export async function paused(trainer: FmnistTrainer): Promise<void> {
  if (trainer.state === 'paused') return;
  await trainer.reset();
  await trainer.step('batch');
}

/** The browser has stored an unfinished run with at least one epoch. */
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

/** No run is active, and the element offers to continue a stored one. */
export async function interrupted(trainer: FmnistTrainer): Promise<void> {
  await storedHalfway(trainer);
  await trainer.reset();
  // The worker releases its run a moment later.
  while ((await trainer.storedRuns())[0]?.isOpen) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The element lists stored runs. */
export async function stored(trainer: FmnistTrainer): Promise<void> {
  await interrupted(trainer);
  await trainer.train();
}

/** Two runs have ended, so that the first is listed as an earlier run. */
export async function trainedTwice(trainer: FmnistTrainer): Promise<void> {
  await trained(trainer);
  await trainer.train();
}

/** The element shows an error. */
export async function failed(trainer: FmnistTrainer): Promise<void> {
  await atRest(trainer);
  const { epochs } = trainer;
  trainer.epochs = '0';
  await trainer.train().catch(() => {});
  trainer.epochs = epochs;
}

/** The element offers links to its settings. */
export async function sharing(trainer: FmnistTrainer): Promise<void> {
  trainer.share = '';
  await trainer.updateComplete;
}

/** Resolves when the trainer enters one of these states, or fails. */
function heard(trainer: FmnistTrainer, states: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    trainer.addEventListener('fmnist-state', function listen({ detail }) {
      if (!states.includes(detail.state) && detail.state !== 'failed') return;
      trainer.removeEventListener('fmnist-state', listen);
      resolve();
    });
  });
}
