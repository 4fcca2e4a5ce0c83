import { str } from '@lit/localize';
import { SETTING_DESCRIPTIONS } from '../../worker/protocol';
import { sentences } from '../language/sentences';

/** An explanation of each term that a newcomer may not know. */
export const HELP = sentences('help', {
  about: (term: string) => str`What is this: ${term}`,
  ...SETTING_DESCRIPTIONS,
  loss: 'How improbable the network found the correct class, computed from its ten raw scores, the logits. Guessing gives 2.30, 0 is perfect.',
  accuracy: 'The share of images whose most probable class is correct. Guessing gives 10%.',
  validation:
    'Images the network never trained on. They show whether it learned about garments or memorised pictures.',
});
