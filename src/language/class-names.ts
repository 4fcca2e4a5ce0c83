import { msg } from '@lit/localize';

/** A class name in the screen's language. Names of other data sets are not translated. */
export function className(name: string): string {
  return msg(name, { id: `class.${name}` });
}
