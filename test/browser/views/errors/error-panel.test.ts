import { afterEach, beforeAll, expect, it } from 'vitest';
import type { FmnistErrorPanel } from '../../../../src/views/errors/error-panel';
import type { TrainerErrorReport } from '../../../../worker/protocol';
import { importBuilt } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => document.body.replaceChildren());

const REPORT: TrainerErrorReport = {
  code: 'config-invalid',
  message: 'The setting “learning-rate” cannot be “fast”.',
  got: 'learning-rate="fast"',
  expected: 'a number from 1e-10 to 1e+30',
  remedy: 'Set it to a number from 1e-10 to 1e+30, for example learning-rate="0.001".',
};

async function wordsOf(error: TrainerErrorReport): Promise<string[]> {
  const panel = document.createElement('fmnist-error-panel') as FmnistErrorPanel;
  panel.error = error;
  document.body.append(panel);
  await panel.updateComplete;
  return [...panel.renderRoot.querySelectorAll('.message, dt, dd')].map(({ textContent }) => textContent ?? '');
}

it('names a setting as its field in the form, and keeps the name of its attribute in the details', async () => {
  expect((await wordsOf({ ...REPORT, field: 'learningRate' })).slice(0, 3)).toEqual([
    'The value of “Learning rate” is not valid.',
    'Details',
    REPORT.message,
  ]);
});

it('shows what to do about a setting without the name of its attribute', async () => {
  const words = await wordsOf({ ...REPORT, field: 'learningRate' });
  expect(words.at(-1)).toBe('Set it to a number from 1e-10 to 1e+30.');
});

it('shows any other error with its own texts', async () => {
  expect((await wordsOf(REPORT)).slice(0, 3)).toEqual([REPORT.message, 'Got', REPORT.got]);
});
