import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeFusedStart } from '../../../scripts/lib/node/node-session';
import type { CreateEngine } from '../../../worker/engines/engine';
import { finish } from '../../../worker/engines/pieces';
import { traceStep } from '../../../worker/engines/trace-step';
import { relativeDifference } from '../../fixtures/engine-case';
import { Float64Network } from '../../fixtures/float64-network';
import { FUSED_CASES, fusedCase, hashOf, stateOf } from '../../fixtures/fused-cases';

const { signal } = new AbortController();
const short = nodeFusedStart();
const long = nodeFusedStart({ longStep: 0, piece: 1 });
const start = (isLong: boolean, threads: number): Promise<CreateEngine> =>
  (isLong ? long : short).start(threads, 'a test', signal);

test('for any network, batch, optimizer and 1 to 3 threads, in pieces or not, a traced step is the one that is trained, bit for bit', async () => {
  const alone = await start(false, 1);
  await fc.assert(
    fc.asyncProperty(FUSED_CASES, fc.boolean(), async (some, isLong) => {
      const { setup, batches } = fusedCase(some);
      const create = await start(isLong, some.threads);
      const [watched, whole] = [create(setup), alone(setup)];
      for (const batch of batches) {
        const before = stateOf(watched);
        const traced = finish(traceStep(watched, batch));
        expect(stateOf(watched)).toBe(before);
        expect(hashOf(traced.before)).toBe(
          hashOf({ parameters: whole.parameters(), ...whole.optimizerState() }),
        );
        expect(whole.trainStep(batch)).toEqual(traced.result);
        expect(hashOf(traced.after)).toBe(
          hashOf({ parameters: whole.parameters(), ...whole.optimizerState() }),
        );
        expect(traced.resultAfter).toEqual(whole.evaluateStep(batch));
        if (watched.pieces) finish(watched.pieces.trainStep(batch));
        else watched.trainStep(batch);
        expect(stateOf(watched)).toBe(stateOf(whole));
        const network = new Float64Network(setup.layers, traced.before.parameters, setup.optimizer);
        const [inputs, labels] = [batch.inputs(), batch.labels()];
        network.forward(inputs, batch.count).forEach(({ z, output }, l) => {
          expect(relativeDifference(traced.layers[l]?.z, z)).toBeLessThan(2e-6);
          expect(relativeDifference(traced.layers[l]?.output, output)).toBeLessThan(2e-6);
        });
        expect(relativeDifference(traced.losses, network.losses(inputs, labels))).toBeLessThan(2e-6);
      }
      watched.dispose();
      whole.dispose();
    }),
    { seed: 9, numRuns: 50 },
  );
});
