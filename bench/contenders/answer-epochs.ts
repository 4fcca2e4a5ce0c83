import { createInterface } from 'node:readline';
import type { EpochAnswer } from '../contender';

/**
 * The child's side of the bench: computes an epoch for each line `epoch` on stdin and answers with a line of JSON.
 * The process ends when stdin closes, so that no child outlives the bench.
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
