import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const SHARE = sentences('share', {
  link: 'Copy link',
  about: 'A link with these settings and this seed, without the data source and threads.',
  copied: 'Copied.',
  byHand: 'The browser does not allow copying. Copy the selected text yourself.',
  text: 'Text to copy',
  weights: (hash: string) => str`Weights hash ${hash}`,
  hash: 'Hash of the weights',
  hashHelp: 'Computed from all weights. Two people with the same hash have exactly the same network.',
  wholeHash: (help: string, hash: string) => str`${help} The whole hash, which the button copies: ${hash}`,
});
