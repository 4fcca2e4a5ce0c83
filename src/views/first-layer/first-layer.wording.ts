import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const FIRST_LAYER = sentences('first-layer', {
  title: 'What the first layer looks for',
  waiting: 'Waits for the first look at the network.',
  all: (units: string) => str`${units} units`,
  first: (shown: string, units: string) => str`the first ${shown} of ${units} units`,
  help: 'Each picture is one hidden unit’s 784 weights. Blue-green pixels push the unit up, orange ones down.',
  units: 'Units of the first layer',
  unit: (unit: string, shown: string) => str`Unit ${unit} of ${shown}`,
  choose: 'Choose a unit to see it large, with the garments that excite it most.',
  excitedBy: (unit: string, count: string) => str`Unit ${unit}, and the ${count} garments that excite it most`,
  tally: (name: string, count: string) => str`${name} ${count}`,
});
