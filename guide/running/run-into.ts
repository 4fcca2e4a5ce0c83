import { showValue } from './show-value';

/**
 * Runs an example and writes its output below it: the lines it logs, then its result or error. Pressing the button again while it runs
 * does nothing.
 * @param button the button that was pressed
 * @param output where the lines are written
 * @param run the example; it gets a function that writes a line
 */
export async function runInto(
  button: HTMLElement,
  output: HTMLElement,
  run: (log: (value: unknown) => void) => unknown,
): Promise<void> {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  output.replaceChildren();
  const log = (value: unknown) => {
    const line = document.createElement('p');
    line.textContent = showValue(value);
    output.append(line);
  };
  try {
    const value = await run(log);
    if (value !== undefined) log(value);
    else if (!output.hasChildNodes()) log('Done.');
  } catch (thrown) {
    log(thrown);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** The entry of the reference that a button or field belongs to, and its output. */
export function entryOf(control: Element): { kind: string; name: string; output: HTMLElement } {
  const entry = control.closest<HTMLElement>('[data-kind]');
  const output = entry?.querySelector('output');
  if (!entry || !output) throw new Error('This control is not in an entry of the reference.');
  return { kind: entry.dataset.kind ?? '', name: entry.dataset.name ?? '', output };
}
