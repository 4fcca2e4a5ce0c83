import type { FmnistTrainer } from '../../src/index';
import { showValue } from './show-value';

const MOST_LINES = 40;

/** Lists the events of a trainer, newest first. Of several progress events in a row, only the last one is listed. */
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
