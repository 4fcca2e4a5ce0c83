import { sentences } from '../../language/sentences';

export const ERROR = sentences('error', {
  got: 'Got',
  expected: 'Expected',
  remedy: 'What to do',
  original: 'Details',
  retry: 'Retry',
  showSetting: 'Show the setting',
  dismiss: 'Dismiss',
});
