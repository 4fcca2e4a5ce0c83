import type { FmnistTrainer } from '../../src/index';
import { entryOf } from './run-into';

/** A field of the guide that sets an attribute. */
export type Field = HTMLInputElement | HTMLSelectElement;

/**
 * Binds the fields of the reference to the attributes of a trainer, in both directions: a field sets its attribute, and shows it when
 * something else has set it.
 * @param shown displays the element's HTML
 */
export function tieFields(trainer: FmnistTrainer, fields: Iterable<Field>, shown: HTMLElement): void {
  const all = [...fields];
  const show = () => {
    shown.textContent = htmlOf(trainer);
    for (const field of all) fill(field, trainer);
  };
  for (const field of all) {
    field.addEventListener('change', () => void enter(field, trainer).then(() => tell(field, trainer)));
  }
  new MutationObserver(show).observe(trainer, { attributes: true, childList: true });
  show();
}

/** The element's HTML as an author would write it. */
function htmlOf(trainer: FmnistTrainer): string {
  const attributes = [...trainer.attributes].filter(({ name }) => name !== 'id');
  const written = attributes.map(({ name, value }) => `\n  ${name}${value && `="${value}"`}`).join('');
  const content = [...trainer.children].map((child) => `\n  ${child.outerHTML}`).join('');
  return `<fmnist-trainer${written}\n>${content}${content && '\n'}</fmnist-trainer>`;
}

/** Shows an element's attribute in its field, unless the visitor is entering another value. */
export function fill(field: Field, element: Element): void {
  const value = element.getAttribute(entryOf(field).name);
  if (isSwitch(field)) field.checked = value !== null;
  else if (field !== document.activeElement) field.value = value ?? '';
}

async function enter(field: Field, trainer: FmnistTrainer): Promise<void> {
  setFrom(field, trainer);
  // The element reads this attribute when it enters the page.
  if (entryOf(field).name === 'autostart' && trainer.autostart) {
    await trainer.reset();
    trainer.replaceWith(trainer);
  }
}

/** Sets an element's attribute to the value of its field, or removes it if the field is empty. */
export function setFrom(field: Field, element: Element): void {
  const { name } = entryOf(field);
  if (isSwitch(field)) element.toggleAttribute(name, field.checked);
  else if (field.value) element.setAttribute(name, field.value);
  else element.removeAttribute(name);
}

/** Writes the current attribute and property below the field. */
export function tell(field: Field, element: Element): void {
  const { name, output } = entryOf(field);
  const { property } = field.dataset;
  const tag = element.localName;
  const value = element.getAttribute(name);
  const attribute = value === null ? `${name} is not set` : `<${tag} ${name}${value && `="${value}"`}>`;
  const read = property
    ? `${tag.replace('fmnist-', '')}.${property} is ${JSON.stringify(Reflect.get(element, property))}`
    : '';
  output.textContent = [attribute, read].filter(Boolean).join(' · ');
}

function isSwitch(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'checkbox';
}
