import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, withEpoch } from '../../../../src/state/metric-history';
import { REQUEST, type RequestEvent, type ViewRequest } from '../../../../src/state/requests';
import type { RunRecord } from '../../../../src/state/run-state';
import type { FmnistMetricsChart } from '../../../../src/views/chart/metrics-chart';
import type { FmnistPastRuns } from '../../../../src/views/runs/past-runs';
import { DEFAULT_CONFIG, type RunConfig } from '../../../../worker/protocol';
import { importBuilt } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => {
  document.body.replaceChildren();
});

/** A run with these validation losses; its accuracies are 1 minus them. */
function record(runId: number, valLosses: readonly number[], change: Partial<RunConfig> = {}): RunRecord {
  const history = valLosses.reduce(
    (before, valLoss, i) =>
      withEpoch(before, {
        epoch: i + 1,
        epochs: 20,
        trainLoss: valLoss,
        trainAccuracy: 1 - valLoss,
        valLoss,
        valAccuracy: 1 - valLoss,
        seconds: 1,
        imagesPerSecond: 1000,
      }),
    EMPTY_HISTORY,
  );
  return {
    runId,
    config: { ...DEFAULT_CONFIG, ...change },
    history,
    engine: { name: 'fused', label: 'fused', backend: 'wasm', threads: 1, why: 'it can' },
    data: {
      name: 'fashion-mnist',
      classNames: [],
      trainCount: 60_000,
      validationCount: 10_000,
      testCount: 10_000,
    },
    parameterCount: 55_050,
    keptEpochs: valLosses.map((_, i) => i + 1),
    learningRates: [],
    progress: null,
    summary: null,
  };
}

async function add<T extends FmnistPastRuns | FmnistMetricsChart>(view: T, properties: Partial<T>) {
  const asked: ViewRequest[] = [];
  view.addEventListener(REQUEST, (event) => asked.push((event as RequestEvent).detail));
  Object.assign(view, properties);
  document.body.append(view);
  await view.updateComplete;
  return { view, asked };
}

const present = record(4, [0.4, 0.35]);
const fast = record(2, [0.5, 0.45, 0.44], { learningRate: 0.01, epochs: 3 });
const same = record(3, [0.4, 0.36]);

describe('<fmnist-past-runs>', () => {
  /** The list, with its code loaded if there are runs. */
  const addList = async (properties: Partial<FmnistPastRuns>) => {
    const list = await add(document.createElement('fmnist-past-runs'), properties);
    if (properties.pastRuns) await expect.poll(() => list.view.renderRoot.querySelector('.row')).not.toBeNull();
    return list;
  };

  it('takes no space while there is no earlier run', async () => {
    const { view } = await addList({ run: present });
    expect(view.getBoundingClientRect().height).toBe(0);
  });

  it('lists the runs, newest first, with how they ended and which settings differ', async () => {
    const { view } = await addList({ run: present, pastRuns: [fast, same] });
    const rows = [...view.renderRoot.querySelectorAll('.row:not(.head)')].map((row) =>
      [...row.querySelectorAll('[role=rowheader], [role=cell]:not(.difference), .difference > span')].map(
        (cell) => cell.textContent?.trim(),
      ),
    );
    expect(rows).toEqual([
      ['Run 3', 'Same settings', '2', '0.3600', '64.00%'],
      ['Run 2', 'Learning rate: 0.01, now 0.001', 'Epochs: 3, now 20', '3', '0.4400', '56.00%'],
    ]);
  });

  it('also lists a learning rate that was changed during a run', async () => {
    const changed = { ...same, learningRates: [{ atEpoch: 1, learningRate: 0.0005 }] };
    const { view } = await addList({ run: present, pastRuns: [changed] });
    const words = [...view.renderRoot.querySelectorAll('.difference > span')].map(
      ({ textContent }) => textContent,
    );
    expect(words).toEqual(['Same settings', 'Learning rate changed to 0.0005.']);
  });

  it('requests to highlight the run with keyboard focus, and none when the focus leaves', async () => {
    const { view, asked } = await addList({ run: present, pastRuns: [fast, same] });
    const button = view.renderRoot.querySelector('button');
    button?.focus();
    view.highlighted = 3;
    await view.updateComplete;
    expect(button?.getAttribute('aria-pressed')).toBe('true');
    button?.blur();
    expect(asked).toEqual([
      { type: 'highlight-run', runId: 3 },
      { type: 'highlight-run', runId: null },
    ]);
  });
});

describe('<fmnist-metrics-chart>', () => {
  const addChart = async (properties: Partial<FmnistMetricsChart>) => {
    const { view, asked } = await add(document.createElement('fmnist-metrics-chart'), {
      history: present.history,
      config: present.config,
      ...properties,
    });
    const plot = view.renderRoot.querySelector<HTMLElement>('.plot');
    if (!plot) throw new Error('The chart has no plot.');
    await expect.poll(() => view.renderRoot.querySelector('canvas')).not.toBeNull();
    return { view, asked, plot };
  };
  /** Moves the pointer over the plot, down a column at a fraction of its width. */
  const sweep = (plot: HTMLElement, share: number) => {
    const { left, top, width, height } = plot.getBoundingClientRect();
    for (let y = 0; y < height; y += 4) {
      const place = { clientX: left + width * share, clientY: top + y, bubbles: true };
      plot.dispatchEvent(new PointerEvent('pointermove', place));
    }
  };

  it('names the highlighted run, its value at the inspected epoch, and its different settings', async () => {
    const { view } = await addChart({ pastRuns: [fast, same], highlighted: 2, inspected: 2 });
    const words = [...view.renderRoot.querySelectorAll('.note > *')].map(({ textContent }) => textContent);
    expect(words).toEqual(['Run 2 at epoch 2: 0.4500', 'Learning rate: 0.01, now 0.001', 'Epochs: 3, now 20']);
  });

  it('requests to highlight the earlier run near the pointer', async () => {
    const { asked, plot } = await addChart({ pastRuns: [fast], epochsPlanned: 3 });
    sweep(plot, 0.15);
    expect(asked.filter(({ type }) => type === 'highlight-run')).toEqual([]);
    sweep(plot, 0.6);
    expect(asked).toContainEqual({ type: 'highlight-run', runId: 2 });
  });

  it('requests the kept epoch nearest to the one at which Enter or a click happens', async () => {
    const losses = Array.from({ length: 9 }, (_, i) => 1 / (i + 1));
    const { asked, plot } = await addChart({
      history: record(1, losses).history,
      keptEpochs: [1, 5, 9],
      inspected: 6,
    });
    plot.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    plot.click();
    expect(asked).toEqual([
      { type: 'view-epoch', epoch: 5 },
      { type: 'view-epoch', epoch: 5 },
    ]);
  });

  it('shows a change of the learning rate with its epoch', async () => {
    const { plot } = await addChart({ learningRates: [{ atEpoch: 1.5, learningRate: 0.0005 }], inspected: 2 });
    expect(plot.getAttribute('aria-valuetext')).toMatch(/Learning rate changed to 0\.0005\.$/);
  });
});
