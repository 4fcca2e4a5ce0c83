import type { FmnistTrainer } from '../src/index';
import { LivePanels } from './lesson/live-panels';
import { paintBatches } from './lesson/paint-batches';
import { sortedBatches } from './lesson/sorted-batches';

// Shows the steps of the page's run. Draws the batches that a shuffle buffer makes from a file that is sorted by class, for the buffer
// size that the visitor chooses.

new LivePanels(
  document.querySelector('fmnist-trainer') as FmnistTrainer,
  document.querySelectorAll<HTMLElement>('.live-panel'),
);

const figure = document.querySelector('#sorted-batches') as HTMLElement;
const canvas = figure.querySelector('canvas') as HTMLCanvasElement;
const size = figure.querySelector('select') as HTMLSelectElement;
const output = figure.querySelector('output') as HTMLOutputElement;
const template = figure.dataset.summary ?? '';

let batches: readonly Uint8Array[] = [];
/** The index of the batch that is described. */
let chosen = 0;

const kindsOf = (batch: Uint8Array | undefined) => batch?.filter((count) => count > 0).length ?? 0;

function describe(): void {
  const mean = batches.reduce((sum, batch) => sum + kindsOf(batch), 0) / batches.length;
  const values: Readonly<Record<string, string>> = {
    mean: mean.toFixed(1),
    shown: String(chosen + 1),
    kinds: String(kindsOf(batches[chosen])),
  };
  output.textContent = template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  canvas.setAttribute('aria-valuenow', String(chosen + 1));
  canvas.setAttribute('aria-valuetext', output.textContent);
  paintBatches(canvas, batches, chosen);
}

function choose(index: number): void {
  chosen = Math.max(0, Math.min(batches.length - 1, index));
  describe();
}

function draw(): void {
  batches = sortedBatches(Number(size.value));
  describe();
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50 };

size.addEventListener('change', draw);
canvas.addEventListener('pointermove', ({ offsetX }) => {
  choose(Math.floor((offsetX / canvas.clientWidth) * batches.length));
});
canvas.addEventListener('keydown', (event) => {
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? batches.length - 1 : chosen + (STEPS[event.key] ?? NaN);
  if (Number.isNaN(to)) return;
  event.preventDefault();
  choose(to);
});
new ResizeObserver(() => paintBatches(canvas, batches, chosen)).observe(canvas);
draw();
