import type { SavedNetwork } from '../formats/saved-network';
import { classifierLayers } from '../model/classifier';
import { keptEpoch } from './inspect';
import type { Network } from './network';

/**
 * The network after an epoch, or with null at the moment, which its next batch does not change.
 * @throws TrainerError `epoch-not-kept`
 */
export function networkAt(model: Network, epoch: number | null): SavedNetwork {
  const { config, classNames } = model;
  const layers = classifierLayers(config.hiddenUnits, config.activation);
  const { parameters, metrics } = epoch === null ? atTheMoment(model) : keptEpoch(model, epoch);
  return { layers, parameters, classNames, config, metrics };
}

/** Between two epochs nobody has measured what the weights can do; at the end of one, that epoch's metrics are theirs. */
function atTheMoment({ engine, kept }: Network): Pick<SavedNetwork, 'parameters' | 'metrics'> {
  const parameters = engine.parameters();
  const last = kept.get(kept.epochs.at(-1) ?? 0);
  const isLast = last?.parameters.every((value, i) => value === parameters[i]);
  return { parameters, metrics: last && isLast ? last.metrics : null };
}
