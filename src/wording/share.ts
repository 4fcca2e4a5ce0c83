import { str } from '@lit/localize';
import { sentences } from './sentences';

export const SHARE = sentences('share', {
  link: 'Copy link',
  about: 'A link to these settings and this seed. It carries neither the data source nor the threads.',
  copied: 'Copied.',
  byHand: 'The browser does not allow copying: copy the selected text yourself.',
  text: 'Text to copy',
  weights: (hash: string) => str`Weights ${hash}`,
  hash: 'Hash of the weights',
  hashHelp: 'Computed from all weights: two people who get the same hash have the very same network.',
});
