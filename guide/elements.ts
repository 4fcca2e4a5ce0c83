import type { FmnistTrainer, ReadyDetail } from '../src/index';
import type { Example } from './examples/example';
import { NETWORK_ELEMENTS } from './examples/network-elements';
import { PAGE_ELEMENTS } from './examples/page-elements';
import { RUN_ELEMENTS } from './examples/run-elements';
import { type Sample, sampleOf } from './examples/sample';
import { type Field, fill, setFrom, tell } from './running/attribute-fields';
import { setRule } from './running/page-style';
import { entryOf, runInto } from './running/run-into';
import { showValue } from './running/show-value';

// Runs the examples of the single elements. One trainer provides the values for all of them.

type Given = Sample & { log(value: unknown): void };

interface Examples {
  readonly fedWith?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly properties?: Readonly<Record<string, Example<HTMLElement, Given>>>;
  readonly methods?: Examples['properties'];
  readonly events?: Examples['properties'];
  readonly parts?: Readonly<Record<string, string>>;
  readonly cssProperties?: Readonly<Record<string, string>>;
}

const ELEMENTS = { ...RUN_ELEMENTS, ...NETWORK_ELEMENTS, ...PAGE_ELEMENTS } as unknown as Readonly<
  Record<string, Examples>
>;

const trainer = document.querySelector('fmnist-trainer') as FmnistTrainer;
const ready = new Promise<ReadyDetail>((resolve) => {
  trainer.addEventListener('fmnist-ready', ({ detail }) => resolve(detail), { once: true });
});
let sample: Promise<Sample> | undefined;
const fed = new Set<HTMLElement>();

for (const button of document.querySelectorAll<HTMLButtonElement>('button.run, button.apply')) {
  button.addEventListener('click', () => void show(button));
}
for (const field of document.querySelectorAll<Field>('[data-kind="attributes"] .trial :is(input, select)')) {
  fill(field, elementOf(field));
  field.addEventListener('change', () => void enter(field));
}
await customElements.whenDefined('fmnist-trainer');
for (const element of document.querySelectorAll<HTMLElement>('.stage > *')) {
  const { startsWith = [], properties } = ELEMENTS[element.localName] as Examples;
  for (const name of startsWith) properties?.[name]?.(element, {} as Given);
}
document.body.dataset.ready = '';

/** Runs an entry's example on the element above it. Before its first example the element gets all values it needs to show anything. */
async function show(button: HTMLButtonElement): Promise<void> {
  const { kind, name, output } = entryOf(button);
  const element = elementOf(button);
  const examples = ELEMENTS[element.localName] as Examples;
  await runInto(button, output, async (log) => {
    const given = { ...(await sampleOnce(output)), log };
    if (!fed.has(element)) await feed(element, examples, given);
    if (kind === 'parts' || kind === 'cssProperties') return style(button, element.localName, examples[kind]);
    const returned = await examples[kind as 'properties']?.[name]?.(element, given);
    if (kind === 'events') return 'Listening. Now use the element above.';
    return kind === 'properties' && returned === undefined ? Reflect.get(element, name) : returned;
  });
}

/** Sets the attribute of a field's entry on the element above it, which gets the values it needs to show anything. */
async function enter(field: Field): Promise<void> {
  const { output } = entryOf(field);
  const element = elementOf(field);
  setFrom(field, element);
  try {
    const given = await sampleOnce(output);
    if (!fed.has(element)) await feed(element, ELEMENTS[element.localName] as Examples, given);
    tell(field, element);
  } catch (thrown) {
    output.textContent = showValue(thrown);
  }
}

/** The element that an entry's examples act on. */
function elementOf(control: Element): HTMLElement {
  return control.closest('section')?.querySelector<HTMLElement>('.stage > *') as HTMLElement;
}

/** The values that the elements show. The trainer makes them once; after a failure the next press tries again. */
async function sampleOnce(output: HTMLElement): Promise<Sample> {
  output.textContent = 'Training first …';
  sample ??= sampleOf(trainer, ready);
  sample.catch(() => {
    sample = undefined;
  });
  const got = await sample;
  output.replaceChildren();
  return got;
}

/** Gives an element the values it needs to show anything. */
async function feed(
  element: HTMLElement,
  { fedWith = [], properties }: Examples,
  given: Sample,
): Promise<void> {
  fed.add(element);
  for (const name of fedWith) await properties?.[name]?.(element, { ...given, log: () => {} });
}

function style(button: HTMLElement, tag: string, texts: Readonly<Record<string, string>> = {}): string {
  const { kind, name } = entryOf(button);
  const isOn = button.getAttribute('aria-pressed') !== 'true';
  const text = texts[name];
  setRule(kind === 'parts' ? `${tag}::part(${name}) { ${text} }` : `${tag} { ${name}: ${text} }`, isOn);
  button.setAttribute('aria-pressed', String(isOn));
  return isOn ? 'Applied to the element above. Press again to undo.' : 'Undone.';
}
