/** @import { PanelName } from '../../src/views/step/panel-names' */

/**
 * The lines of our source code that do what the panels of `<fmnist-step>` show. Each line is found by the text at its start, inside a
 * symbol. Several texts stand for consecutive lines. The build fails if one of them no longer exists.
 * @type {Readonly<Record<PanelName, { file: string, symbol: string, lines: readonly string[] }>>}
 */
export const STEP_LINES = {
  pipeline: {
    file: 'worker/training/trainable.ts',
    symbol: 'Trainable.trainBatches',
    lines: ['.map(formatImage)', '.shuffle(', '.batch(batchSize)'],
  },
  forward: { file: 'worker/engines/tfjs/tfjs.ts', symbol: 'applyGradient', lines: ['const logits = model('] },
  loss: {
    file: 'worker/engines/tfjs/tfjs.ts',
    symbol: 'applyGradient',
    lines: ['const losses = sparseCategoricalCrossentropy('],
  },
  tape: {
    file: 'worker/engines/tfjs/tfjs.ts',
    symbol: 'applyGradient',
    lines: ['const { grads } = tf.variableGrads('],
  },
  optimizer: {
    file: 'worker/engines/tfjs/tfjs.ts',
    symbol: 'applyGradient',
    lines: ['optimizer.applyGradients('],
  },
  metric: {
    file: 'worker/training/loop.ts',
    symbol: 'trainDataForOneEpoch',
    lines: ['position.metrics.updateState('],
  },
};
