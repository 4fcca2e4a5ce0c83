import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSafetensors } from '../../worker/formats/safetensors';
import type { ExportedFile, ModelFormat } from '../../worker/protocol';
import { ENDLESS, RecordedSession, SMALL } from '../fixtures/recorded-session';
import { rejectionOf } from '../fixtures/trainer-error';
import { unzipped } from '../fixtures/unzipped';

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession();
});
afterEach(() => run.session.reset());

const kernelOf = ({ bytes }: ExportedFile) => [
  ...(readSafetensors(bytes).tensors.get('dense_1/kernel')?.values ?? []),
];
const metricsOf = ({ bytes }: ExportedFile) => {
  const { metrics } = readSafetensors(bytes).metadata;
  return metrics === undefined ? null : JSON.parse(metrics);
};

describe('an exported network', () => {
  test('has the weights and the metrics of the requested epoch', async () => {
    await run.session.train(SMALL);
    const [first, last, now] = await Promise.all(
      [1, 2, null].map((epoch) => run.session.exportModel('safetensors', epoch)),
    );
    expect(kernelOf(first as ExportedFile)).not.toEqual(kernelOf(last as ExportedFile));
    expect(metricsOf(first as ExportedFile)).toEqual(run.epochs[0]);
    expect(metricsOf(last as ExportedFile)).toEqual(run.epochs[1]);
    expect(now).toEqual(last);
  });

  test('has the same weights as firstLayer()', async () => {
    await run.session.train(SMALL);
    const { kernels } = await run.session.firstLayer(8);
    const kernel = kernelOf(await run.session.exportModel('safetensors'));
    expect(kernel).toHaveLength(784 * 8);
    for (const [pixel, unit] of [
      [0, 0],
      [400, 3],
      [783, 7],
    ] as const) {
      expect(kernel[pixel * 8 + unit]).toBe(kernels[unit * 784 + pixel]);
    }
  });

  test('between two epochs has no metrics and no epoch in its name', async () => {
    await run.session.step('batch', SMALL);
    const file = await run.session.exportModel('safetensors');
    expect(file.name).toBe('fmnist-8.safetensors');
    expect(metricsOf(file)).toBeNull();
  });

  test('can be made during a run, which ends with the same weights', async () => {
    const training = run.session.train({ ...SMALL, epochs: 30 });
    await run.next(({ type }) => type === 'epoch');
    for (const format of ['safetensors', 'tfjs', 'onnx', 'keras'] as const)
      await run.session.exportModel(format);
    const { weightsSha256 } = await training;
    const other = new RecordedSession();
    expect((await other.session.train({ ...SMALL, epochs: 30 })).weightsSha256).toBe(weightsSha256);
    await other.session.reset();
  });

  test.each<[ModelFormat, string, string, string[] | null]>([
    ['safetensors', 'fmnist-8-6-epoch-2.safetensors', 'application/octet-stream', null],
    ['onnx', 'fmnist-8-6-epoch-2.onnx', 'application/octet-stream', null],
    ['tfjs', 'fmnist-8-6-epoch-2-tfjs.zip', 'application/zip', ['model.json', 'weights.bin']],
    ['keras', 'fmnist-8-6-epoch-2-keras.zip', 'application/zip', ['model.py', 'weights.safetensors']],
  ])('as %s is one file, %s', async (format, name, type, inside) => {
    await run.session.train({ ...SMALL, hiddenUnits: '8,6' });
    const file = await run.session.exportModel(format);
    expect(file).toMatchObject({ name, type });
    if (inside) expect(Object.keys(unzipped(file.bytes))).toEqual(inside);
    expect(await run.session.exportModel(format)).toEqual(file);
  });
});

describe('exportModel() is refused', () => {
  test('without a model', async () => {
    expect(await rejectionOf(run.session.exportModel('onnx'))).toMatchObject({ code: 'call-refused' });
  });

  test('for an unknown format, with a list of the known ones', async () => {
    await run.session.train(SMALL);
    expect(await rejectionOf(run.session.exportModel('h5' as ModelFormat))).toMatchObject({
      code: 'call-refused',
      got: 'its argument is "h5"',
      expected: 'safetensors or tfjs or onnx or keras',
    });
  });

  test('for an epoch that was not kept', async () => {
    await run.startEndless(ENDLESS);
    expect(await rejectionOf(run.session.exportModel('onnx', 999_999))).toMatchObject({
      code: 'epoch-not-kept',
      got: 'epoch 999999',
    });
  });
});
