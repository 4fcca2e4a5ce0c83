import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const ERROR = sentences('error', {
  setting: (label: string) => str`The value of “${label}” is not valid.`,
  got: 'Got',
  expected: 'Expected',
  remedy: 'What to do',
  original: 'Details',
  retry: 'Retry',
  showSetting: 'Show the setting',
  dismiss: 'Dismiss',
});
