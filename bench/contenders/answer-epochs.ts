import { createInterface } from 'node:readline';
import type { EpochAnswer } from '../contender';

/**
 * The child's end of the bench: computes an epoch for each line `epoch` on stdin and answers it with a line of JSON.
 * The process ends when stdin does, so that a bench which dies leaves nobody behind.
 */
export function answerEpochs(epoch: () => Promise<EpochAnswer>): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('close', () => process.exit());
  lines.on('line', (line) => {
    if (line !== 'epoch') return;
    epoch().then(
      (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`),
      (thrown) => {
        console.error(thrown);
        process.exit(1);
      },
    );
  });
}
