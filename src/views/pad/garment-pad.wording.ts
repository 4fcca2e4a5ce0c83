import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const GARMENT_PAD = sentences('garment-pad', {
  blank: 'Draw the outline of a garment, or choose a photo of one.',
  untrained: 'Train the network first. Then it guesses what you draw.',
  guess: (name: string, percent: string) => str`Looks like “${name}” to the network: ${percent}.`,
  pad: 'Drawing area',
  tool: 'Tool',
  pen: 'Pen',
  shape: 'Filled shape',
  eraser: 'Eraser',
  width: 'Width of the stroke',
  thin: 'Thin',
  medium: 'Medium',
  broad: 'Broad',
  undo: 'Undo',
  clear: 'Clear',
  choose: 'Choose a photo',
  starters: 'Start from',
  seen: 'What the network sees: 28 × 28 pixels, centred by mass',
  help: 'The network sees your garment at 28 × 28 pixels, centred by mass. You can also drop or paste a photo here: one garment on a plain background. By keyboard: the arrow keys move the pen (Shift for larger steps), Space lowers or lifts it, and Ctrl+Z undoes a stroke.',
  cut: 'The frame around this picture was cut off.',
  black: 'The background of this picture is transparent. Here it is black.',
  white: 'The background of this picture is transparent. Here it is white.',
  unreadable: 'The browser cannot show this file as a picture.',
  unreadableRemedy: 'Choose a JPEG, PNG or WebP file.',
});
