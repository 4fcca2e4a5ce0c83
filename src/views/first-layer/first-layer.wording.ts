import { str } from '@lit/localize';
import { sentences } from '../../language/sentences';

export const FIRST_LAYER = sentences('first-layer', {
  waiting: 'Appears after the first epoch.',
  all: (units: string) => str`${units} units`,
  first: (shown: string, units: string) => str`the first ${shown} of ${units} units`,
  help: 'Each picture shows the 784 weights of one hidden unit. Blue-green pixels raise its value, orange pixels lower it.',
  units: 'Units of the first layer',
  unit: (unit: string, shown: string) => str`Unit ${unit} of ${shown}`,
  choose: 'Select a unit to enlarge it and see the garments that activate it most.',
  excitedBy: (unit: string, count: string) => str`Unit ${unit} and the ${count} garments that activate it most`,
  tally: (name: string, count: string) => str`${name} ${count}`,
});
