import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const SHARE = sentences('share', {
  link: 'Copy link',
  about: 'A link to these settings and this seed, without data source and threads.',
  copied: 'Copied.',
  byHand: 'The browser does not allow it: copy the selected text yourself.',
  text: 'Text to copy',
  weights: (hash: string) => str`Weights ${hash}`,
  hash: 'Hash of the weights',
  hashHelp: 'Of all weights: two people who get the same hash have the very same network.',
});
