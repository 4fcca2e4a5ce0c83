import { str } from '@lit/localize';
import { SETTING_DESCRIPTIONS } from '../../../worker/protocol/setting-descriptions';
import { sentences } from '../../language/sentences';

export const FORM = sentences('settings', {
  network: 'Network',
  optimizer: 'Optimizer',
  data: 'Data',
  run: 'Run',
  end: 'Early stopping',
  computation: 'Computation',
  more: 'More settings',
  instead: (share: string) => str`Enter ${share} instead of a percentage.`,
  open: 'Changes apply to the next run. The learning rate can also be changed during training.',
  locked: 'Locked during a run, except the learning rate, which applies from the next batch.',
});

/** What each setting does. */
export const SETTING_HELP = sentences('help', SETTING_DESCRIPTIONS);

export const PRESETS = sentences('presets', {
  label: 'Preset',
  lesson: 'The lesson',
  lessonWatch: 'Watch validation accuracy climb to about 88% within twenty epochs.',
  fastLook: 'Quick look',
  fastLookWatch: 'Three epochs: see how much the network learns in the first one.',
  wide: 'Wide',
  wideWatch: 'More units: training loss keeps falling, validation loss rises again after a few epochs.',
  tooHighRate: 'Learning rate too high',
  tooHighRateWatch: 'The steps are too large: watch the loss jump up and down instead of falling.',
  overfit: 'Overfit',
  overfitWatch:
    'Only 1,000 images, which the network memorises: training accuracy nears 100%, validation stalls near 80%.',
  own: 'Custom',
  ownWatch: 'A preset changes all settings except source, seed and computation.',
});
