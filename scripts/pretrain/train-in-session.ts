import { decodeCheckpoint } from '../../worker/checkpoint/format';
import { sha256 } from '../../worker/data/sha256';
import { writeAdam } from '../../worker/formats/adam-weights';
import type { RunConfig, TrainerEvent } from '../../worker/protocol';
import { nodeSession } from '../lib/node/node-session';
import type { TrainedNetwork } from './trained-network';
import type { TrainingData } from './training-data';

/**
 * Trains like `npm run train`, with the worker's session and its loop. The optimizer must be Adam.
 */
export async function trainInSession(
  config: RunConfig,
  { dataSrc }: TrainingData,
  onEvent: (event: TrainerEvent) => void,
): Promise<TrainedNetwork> {
  const session = nodeSession(onEvent);
  await session.train({ ...config, dataSrc });
  const { parameters, optimizer, position, data } = await decodeCheckpoint(await session.checkpoint(), sha256);
  await session.reset();
  const steps = position.epochs.length * Math.ceil(data.trainCount / config.batchSize);
  return { parameters, adam: writeAdam(steps, optimizer) };
}
