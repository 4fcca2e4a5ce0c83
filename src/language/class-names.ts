import { msg } from '@lit/localize';

/** A class of the data set in the language of the screen. Names of other data sets stay as they are. */
export function className(name: string): string {
  return msg(name, { id: `class.${name}` });
}
