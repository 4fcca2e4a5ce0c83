import type { FmnistTrainer } from '../../src/index';
import { showValue } from './show-value';

const MOST_LINES = 40;

/** Writes every event of a trainer into a list, the latest first; of those about progress the last one alone. */
export function logEvents(trainer: FmnistTrainer, names: readonly string[], list: HTMLElement): void {
  for (const name of names) {
    trainer.addEventListener(name, (event) => {
      const line = document.createElement('li');
      line.dataset.event = name;
      line.textContent = `${name} ${showValue((event as CustomEvent).detail, 1)}`;
      const latest = list.firstElementChild as HTMLElement | null;
      if (name === 'fmnist-progress' && latest?.dataset.event === name) latest.remove();
      list.prepend(line);
      while (list.childElementCount > MOST_LINES) list.lastElementChild?.remove();
    });
  }
}
