import { str } from '@lit/localize';
import { sentences } from '../language/sentences';

/** An explanation of each term that a newcomer may not know. The settings form has those of the settings. */
export const HELP = sentences('help', {
  about: (term: string) => str`What is this: ${term}`,
  loss: 'How improbable the network found the correct class, computed from its ten raw scores, the logits. Guessing gives 2.30, 0 is perfect.',
  accuracy: 'The share of images whose most probable class is correct. Guessing gives 10%.',
  validation:
    'Images the network never trained on. They show whether it learned about garments or memorised pictures.',
});
