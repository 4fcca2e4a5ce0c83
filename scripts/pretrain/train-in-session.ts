import { decodeCheckpoint } from '../../worker/checkpoint/format';
import type { RunConfig, TrainerEvent } from '../../worker/protocol';
import { nodeSession } from '../node/node-session';
import type { TrainingData } from './training-data';

/**
 * Trains as `npm run train` does: the worker's session and its loop, with nothing added.
 * @returns the final weights, in the order of `parameterTable`
 */
export async function trainInSession(
  config: RunConfig,
  { dataSrc }: TrainingData,
  onEvent: (event: TrainerEvent) => void,
): Promise<Float32Array<ArrayBuffer>> {
  const session = nodeSession(onEvent);
  await session.train({ ...config, dataSrc });
  const { parameters } = await decodeCheckpoint(await session.checkpoint());
  await session.reset();
  return parameters;
}
