import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_HISTORY, withBatches, withEpoch } from '../../../../src/state/metric-history';
import { TOKENS } from '../../../../src/ui/tokens.styles';
import { PAPER } from '../../../../src/views/chart/chart-file';
import type { FmnistMetricsChart } from '../../../../src/views/chart/metrics-chart';
import { DEFAULT_CONFIG, type EpochReport } from '../../../../worker/protocol';
import { importBuilt, SMALL_DATA } from '../../built';

beforeAll(async () => {
  await importBuilt();
});

afterEach(() => document.body.replaceChildren());

const EPOCHS = 7;
const SVG = 'http://www.w3.org/2000/svg';

const epochs = Array.from({ length: EPOCHS }, (_, i): EpochReport => {
  const epoch = i + 1;
  const rest = { epochs: 20, seconds: 1, imagesPerSecond: 60_000 };
  return {
    epoch,
    trainLoss: 0.7 / epoch,
    trainAccuracy: 0.9 - 0.1 / epoch,
    valLoss: 0.8 / epoch,
    valAccuracy: 0.88 - 0.1 / epoch,
    ...rest,
  };
});
const batches = Array.from({ length: 140 }, (_, i) => ({ atEpoch: (i + 1) / 20, loss: 0.9 / (1 + i / 20) }));
const history = epochs.reduce(withEpoch, withBatches(EMPTY_HISTORY, batches));

/** A chart that is not in the page. */
function chartOf(properties: Partial<FmnistMetricsChart> = {}): FmnistMetricsChart {
  return Object.assign(document.createElement('fmnist-metrics-chart'), { history, ...properties });
}

/** The SVG of a chart, parsed as XML. */
async function svgOf(chart: FmnistMetricsChart): Promise<SVGSVGElement> {
  const { bytes, type } = await chart.exportChart('svg');
  expect(type).toBe('image/svg+xml');
  const file = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
  expect(file.querySelector('parsererror')).toBeNull();
  return file.documentElement as unknown as SVGSVGElement;
}

const paths = (svg: Element, series: string) => [...svg.querySelectorAll(`path.${series}`)];
const pointsOf = (path: Element | undefined) =>
  (path?.getAttribute('d') ?? '')
    .split(/[ML]/)
    .slice(1)
    .map((point) => point.split(' ').map(Number));
const texts = (svg: Element) => [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);

/** Draws an image file, and reads its pixels. */
async function pixelsOf(bytes: Uint8Array<ArrayBuffer>, type: string, scale = 1) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const image = new Image();
  image.src = url;
  await image.decode();
  URL.revokeObjectURL(url);
  const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
  const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(data.buffer);
  const count = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    const sought = (0xff << 24) | (b << 16) | (g << 8) | r;
    return pixels.filter((pixel) => pixel === sought >>> 0).length;
  };
  return { width, height, data, count, opaque: data.every((value, i) => i % 4 !== 3 || value === 255) };
}

describe('a chart as SVG', () => {
  it('has one path for each series, with as many points as epochs', async () => {
    const svg = await svgOf(chartOf());
    expect(['train', 'validation', 'batch'].map((series) => paths(svg, series).length)).toEqual([1, 1, 1]);
    const [train, validation, batch] = ['train', 'validation', 'batch'].map((series) =>
      pointsOf(paths(svg, series)[0]),
    );
    expect([train?.length, validation?.length]).toEqual([EPOCHS, EPOCHS]);
    expect(batch?.length).toBe(batches.length);
    const heights = validation?.map(([, y]) => y ?? 0) ?? [];
    expect([...heights].sort((a, b) => a - b)).toEqual(heights);
    const places = validation?.map(([x]) => x ?? 0) ?? [];
    const step = (places[1] ?? 0) - (places[0] ?? 0);
    expect(places.every((x, i) => Math.abs(x - ((places[0] ?? 0) + i * step)) < 0.05)).toBe(true);
  });

  it('has its title, unit, axes and a legend with the last values as text', async () => {
    const svg = await svgOf(chartOf());
    expect(svg.querySelector('title')?.textContent).toBe('Loss, cross-entropy, in nats');
    expect(svg.querySelector('desc')?.textContent).toBe('Epoch 7: training 0.1000, validation 0.1143.');
    const said = texts(svg);
    for (const words of ['Loss', 'Epoch 7', 'Training', '0.1000', 'Validation', '0.1143', 'Batches', 'Epoch']) {
      expect(said).toContain(words);
    }
    for (const mark of ['0', '0.2', '0.4', '0.6', '2', '4', '20']) expect(said).toContain(mark);
  });

  it('has its own white background, and refers to nothing outside', async () => {
    const svg = await svgOf(chartOf());
    const [first] = [...svg.children].filter(({ localName }) => localName !== 'title' && localName !== 'desc');
    expect([first?.localName, first?.getAttribute('fill')]).toEqual(['rect', '#ffffff']);
    const [width, height] = ['width', 'height'].map((name) => svg.getAttribute(name));
    expect(svg.getAttribute('viewBox')).toBe(`0 0 ${width} ${height}`);
    const outside = new XMLSerializer().serializeToString(svg).replaceAll(SVG, '');
    expect(outside).not.toMatch(/https?:|url\(|href|<style|<script/);
  });

  it('shows the changes of the learning rate and the earlier runs', async () => {
    const past = { runId: 1, history, config: DEFAULT_CONFIG } as FmnistMetricsChart['pastRuns'][number];
    const svg = await svgOf(
      chartOf({
        pastRuns: [past],
        learningRates: [{ atEpoch: 3.5, learningRate: 0.01 }],
        config: DEFAULT_CONFIG,
      }),
    );
    expect(paths(svg, 'past')).toHaveLength(1);
    expect(pointsOf(paths(svg, 'past')[0])).toHaveLength(EPOCHS);
    expect(texts(svg)).toContain('Earlier runs');
    expect(texts(svg).filter((words) => words === 'Learning rate 0.01')).toHaveLength(2);
  });

  it('of accuracy has no batches, and percent on its axis', async () => {
    const svg = await svgOf(chartOf({ metric: 'accuracy' }));
    expect(paths(svg, 'batch').flatMap(pointsOf)).toEqual([]);
    expect(texts(svg)).toContain('80%');
  });

  it('can be rendered', async () => {
    const { bytes, type } = await chartOf().exportChart('svg');
    const { width, count } = await pixelsOf(bytes as Uint8Array<ArrayBuffer>, type);
    expect(width).toBe(720);
    expect(count(PAPER.accent)).toBeGreaterThan(300);
  });
});

describe('a chart as PNG', () => {
  it('has two pixels for each unit of the drawing, all of them opaque, and is not blank', async () => {
    const { bytes, type } = await chartOf().exportChart('png');
    const svg = await svgOf(chartOf());
    const { width, height, opaque, count } = await pixelsOf(bytes as Uint8Array<ArrayBuffer>, type);
    expect([width, height]).toEqual(['width', 'height'].map((name) => 2 * Number(svg.getAttribute(name))));
    expect(type).toBe('image/png');
    expect(opaque).toBe(true);
    expect(count(PAPER.surface)).toBeGreaterThan(width * height * 0.8);
    for (const colour of [PAPER.ink, PAPER.accent, PAPER.batches, PAPER.line])
      expect(count(colour)).toBeGreaterThan(200);
  });

  it('is the same on a dark page', async () => {
    const light = await chartOf().exportChart('png');
    document.documentElement.style.colorScheme = 'dark';
    const chart = chartOf();
    document.body.append(chart);
    await chart.updateComplete;
    expect(await chart.exportChart('png')).toEqual(light);
    document.documentElement.style.colorScheme = '';
  });
});

it('both painters draw the same picture: fewer than 1 pixel in 200 differs by more than a quarter', async () => {
  const [png, svg] = await Promise.all(
    (['png', 'svg'] as const).map(async (format) => {
      const { bytes, type } = await chartOf().exportChart(format);
      return pixelsOf(bytes as Uint8Array<ArrayBuffer>, type, format === 'svg' ? 2 : 1);
    }),
  );
  if (!png || !svg) throw new Error('Two pictures were made.');
  expect([svg.width, svg.height]).toEqual([png.width, png.height]);
  const differing = png.data.filter((value, i) => Math.abs(value - (svg.data[i] ?? 0)) > 64).length;
  expect(differing / png.data.length).toBeLessThan(1 / 200);
});

describe('exportChart()', () => {
  it('names the file after network and metric', async () => {
    const config = { ...DEFAULT_CONFIG, hiddenUnits: [32, 16] };
    expect((await chartOf({ config, metric: 'accuracy' }).exportChart('svg')).name).toBe(
      'fmnist-32-16-accuracy.svg',
    );
    expect((await chartOf().exportChart('png')).name).toBe('fmnist-loss.png');
  });

  it('refuses a chart without epochs, and other formats', async () => {
    const { TrainerError } = await importBuilt();
    const empty = await chartOf({ history: EMPTY_HISTORY })
      .exportChart('svg')
      .catch((thrown) => thrown);
    expect(empty).toBeInstanceOf(TrainerError);
    expect(empty).toMatchObject({ code: 'call-refused', got: 'no finished epoch' });
    await expect(chartOf().exportChart('gif' as never)).rejects.toMatchObject({
      code: 'call-refused',
      got: 'gif',
    });
  });

  it('of the trainer works even if no chart is shown', async () => {
    const trainer = document.createElement('fmnist-trainer');
    Object.assign(trainer, { dataSrc: SMALL_DATA, epochs: 2, hiddenUnits: 8, view: 'predict' });
    document.body.append(trainer);
    await expect(trainer.exportChart('svg')).rejects.toMatchObject({ code: 'call-refused' });
    await trainer.train();
    const { name, bytes } = await trainer.exportChart('svg', 'accuracy');
    expect(name).toBe('fmnist-8-accuracy.svg');
    expect(new TextDecoder().decode(bytes)).toContain('class="validation"');
  });
});

it('the exported chart has the colours of the element on a light page', () => {
  const light = Object.keys(PAPER).map((name) => [name, /light-dark\((#\w+)/.exec(TOKENS[name] ?? '')?.[1]]);
  expect(Object.fromEntries(light)).toEqual(PAPER);
});
