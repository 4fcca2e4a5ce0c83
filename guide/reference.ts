import type { FmnistTrainer } from '../src/index';
import type { Example } from './examples/example';
import { EVENTS, METHODS, PREPARATIONS, PROPERTIES } from './examples/trainer-calls';
import {
  APPEARANCES,
  CSS_PROPERTIES,
  IN_FULL_VIEW,
  PARTS,
  SLOT_APPEARANCES,
  SLOTS,
} from './examples/trainer-looks';
import { tieFields } from './running/attribute-fields';
import { logEvents } from './running/event-log';
import { setRule } from './running/page-style';
import { entryOf, runInto } from './running/run-into';

// Runs the examples of the reference. All of them act on one live trainer.

const CALLS: Readonly<Record<string, Readonly<Record<string, Example<FmnistTrainer>>>>> = {
  properties: PROPERTIES,
  methods: METHODS,
  events: EVENTS,
};

const RULES: Readonly<Record<string, (name: string) => string>> = {
  parts: (name) => `#bench::part(${name}) { ${PARTS[name]} }`,
  cssProperties: (name) => `#bench { ${name}: ${CSS_PROPERTIES[name]} }`,
};

const trainer = document.querySelector<FmnistTrainer>('#bench') as FmnistTrainer;
const all = <E extends Element>(selector: string) => document.querySelectorAll<E>(selector);

await customElements.whenDefined('fmnist-trainer');
const Trainer = customElements.get('fmnist-trainer') as typeof FmnistTrainer;
suggest('worker-url', String(Trainer.assets.worker));
tieFields(trainer, all('[data-kind="attributes"] .trial :is(input, select)'), one('#bench-html'));
logEvents(trainer, Object.keys(EVENTS), one('#bench-events'));
for (const button of all<HTMLButtonElement>('button.run')) {
  button.addEventListener('click', () => void run(button));
}
for (const button of all<HTMLButtonElement>('button.apply')) {
  button.addEventListener('click', () => void apply(button));
}
document.body.dataset.ready = '';

/** Runs the entry's code. */
async function run(button: HTMLButtonElement): Promise<void> {
  const { kind, name, output } = entryOf(button);
  await runInto(button, output, async (log) => {
    await prepare(output, PREPARATIONS[name]);
    return CALLS[kind]?.[name]?.(trainer, { FmnistTrainer: Trainer, log });
  });
}

/** Adds the entry's slot content or style rule, or removes it again. */
async function apply(button: HTMLButtonElement): Promise<void> {
  const { kind, name, output } = entryOf(button);
  const isOn = button.getAttribute('aria-pressed') !== 'true';
  await runInto(button, output, async () => {
    if (isOn) {
      if (IN_FULL_VIEW.includes(name)) trainer.view = 'full';
      await prepare(output, (kind === 'slots' ? SLOT_APPEARANCES : APPEARANCES)[name]);
    }
    if (kind === 'slots') fillSlot(name, isOn);
    else setRule(RULES[kind]?.(name) ?? '', isOn);
    button.setAttribute('aria-pressed', String(isOn));
    await trainer.updateComplete;
    if (isOn) reveal(`[slot="${name}"], [part="${name}"]`);
    return isOn ? 'Applied to the live element. Press again to undo.' : 'Undone.';
  });
}

function fillSlot(name: string, isOn: boolean): void {
  if (isOn) trainer.insertAdjacentHTML('beforeend', SLOTS[name] ?? '');
  else trainer.querySelector(`[slot="${name}"]`)?.remove();
}

/** Scrolls the frame around the live element to the change, if the frame scrolls. The page does not move. */
function reveal(selector: string): void {
  const changed = trainer.querySelector(selector) ?? trainer.renderRoot.querySelector(selector);
  const frame = trainer.closest('.bench');
  if (!changed || !frame || frame.scrollHeight <= frame.clientHeight) return;
  frame.scrollTop += changed.getBoundingClientRect().top - frame.getBoundingClientRect().top - 16;
}

async function prepare(
  output: HTMLElement,
  preparation: ((trainer: FmnistTrainer) => Promise<void>) | undefined,
): Promise<void> {
  if (!preparation) return;
  output.textContent = 'Preparing …';
  await preparation(trainer);
  output.replaceChildren();
}

/** Suggests a value that only this script knows, for a field. */
function suggest(attribute: string, value: string): void {
  const option = document.createElement('option');
  option.value = value;
  one(`#attribute-${attribute} datalist`).append(option);
}

function one(selector: string): HTMLElement {
  return document.querySelector<HTMLElement>(selector) as HTMLElement;
}
