import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const GARMENT_PAD = sentences('garment-pad', {
  title: 'Try a garment',
  blank: 'Draw the outline of a garment, or choose a photo of one.',
  untrained: 'Train the network first; then it will guess what you draw.',
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
  seen: 'What the network sees: 28 × 28 pixels',
  help: 'Drop or paste a photo here as well: one garment on a plain ground. By keyboard: the arrow keys move the pen, with Shift in larger steps; Space puts it down and lifts it; Ctrl+Z takes back a stroke.',
  unreadable: 'This file is not a picture that the browser can show.',
  unreadableRemedy: 'Choose a JPEG, PNG or WebP file.',
});
