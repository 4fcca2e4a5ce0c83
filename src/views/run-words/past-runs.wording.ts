import { str } from '@lit/localize';
import { type ConfigKey, DRAWN_GARMENTS, type RunConfig } from '../../../worker/protocol';
import { sentences } from '../../language/sentences';
import { differences, type SettingDifference } from '../../state/run-comparison';
import type { RunRecord } from '../../state/run-state';
import { CHOICES, FIELDS } from '../../ui/setting-names.wording';
import { DATA } from '../controls/status.wording';

export const PAST_RUNS = sentences('past-runs', {
  title: 'Earlier runs',
  difference: 'Differences',
  epochs: 'Epochs',
  loss: 'Validation loss',
  accuracy: 'Validation accuracy',
  same: 'Same settings',
  nothing: 'nothing',
  all: 'all',
  run: (run: string) => str`Run ${run}`,
  atEpoch: (run: string, epoch: string, value: string) => str`Run ${run} at epoch ${epoch}: ${value}`,
  change: (field: string, then: string, now: string) => str`${field}: ${then}, now ${now}`,
  rate: (rate: string) => str`Learning rate ${rate}`,
  rateChanged: (rate: string) => str`Learning rate changed to ${rate}.`,
});

/** The differences between a run's settings and others, one phrase each; a single phrase if there are none. */
export function differencesInWords({ config, learningRates }: RunRecord, other: RunConfig): readonly string[] {
  const words = differences(config, other).map(differenceWords);
  const changed = learningRates.at(-1);
  return [
    ...(words.length > 0 ? words : [PAST_RUNS.same]),
    ...(changed ? [PAST_RUNS.rateChanged(settingWords('learningRate', changed.learningRate))] : []),
  ];
}

/** `Learning rate: 0.01, now 0.001` */
function differenceWords({ key, value, otherValue }: SettingDifference): string {
  return PAST_RUNS.change(FIELDS[key], settingWords(key, value), settingWords(key, otherValue));
}

/** A value as the settings form shows it, in words where it would be a bare 0 or empty. */
export function settingWords(key: ConfigKey, value: RunConfig[ConfigKey]): string {
  if (key === 'dataSrc' && value === '') return FIELDS.dataSrcPlaceholder;
  if (value === DRAWN_GARMENTS) return DATA.name(value);
  if (value === '') return PAST_RUNS.nothing;
  if (key === 'trainImages' && value === 0) return PAST_RUNS.all;
  if (key === 'threads' && value === 0) return CHOICES.auto;
  if (key === 'learningRate') return String(Number(Number(value).toPrecision(3)));
  if (typeof value === 'object') return value.join(', ');
  return value in CHOICES ? CHOICES[value as keyof typeof CHOICES] : String(value);
}
