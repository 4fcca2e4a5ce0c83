import type { FmnistTrainer } from '../src/index';
import { runInto } from './running/run-into';

// Buttons of the page for the views that have none.

const trainerOf = (id: string) => document.querySelector(`#${id}`) as FmnistTrainer;

const CALLS: Readonly<Record<string, () => unknown>> = {
  train: () => trainerOf('charts-live').train(),
  stop: () => trainerOf('charts-live').stop(),
  open: () => {
    trainerOf('predict-live').weights = 'pretrained';
  },
};

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-call]')) {
  const output = button.parentElement?.querySelector('output') as HTMLElement;
  button.addEventListener(
    'click',
    () => void runInto(button, output, () => CALLS[button.dataset.call ?? '']?.()),
  );
}
