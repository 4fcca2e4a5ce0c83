import type { SavedNetwork } from '../formats/saved-network';
import { classifierLayers } from '../model/classifier';
import { keptEpoch } from './inspect';
import type { Network } from './network';

/**
 * A copy of the network after an epoch, or of the current one if `epoch` is null. Later batches do not change it.
 * @throws TrainerError `epoch-not-kept`
 */
export function networkAt(model: Network, epoch: number | null): SavedNetwork {
  const { config, classNames } = model;
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const { parameters, metrics } = epoch === null ? atTheMoment(model) : keptEpoch(model, epoch);
  return { layers, parameters, classNames, config, metrics };
}

/** The current weights. At the end of an epoch they have the metrics of that epoch; inside an epoch they have not been measured. */
function atTheMoment({ engine, kept }: Network): Pick<SavedNetwork, 'parameters' | 'metrics'> {
  const parameters = engine.parameters();
  const last = kept.get(kept.epochs.at(-1) ?? 0);
  const isLast = last?.parameters.every((value, i) => value === parameters[i]);
  return { parameters, metrics: last && isLast ? last.metrics : null };
}
