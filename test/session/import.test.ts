import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chooseNodeEngine } from '../../scripts/lib/node/node-session';
import { layersModelOf } from '../../scripts/pretrain/pretrained-files';
import { decodeCheckpoint } from '../../worker/checkpoint/format';
import { sha256 } from '../../worker/data/sha256';
import { writeAdam } from '../../worker/formats/adam-weights';
import { readModel } from '../../worker/model-files/read-model';
import type { ExportedFile, ModelFile, RunConfig, TrainOptions } from '../../worker/protocol';
import { BROKEN_DATA, ENDLESS, RecordedSession, SLOW_DATA, SMALL } from '../fixtures/recorded-session';
import { rejectionOf } from '../fixtures/trainer-error';
import { unzipped } from '../fixtures/unzipped';

const SETTINGS = { ...SMALL, hiddenUnits: '6,5', activation: 'tanh' };
const IMAGE = Uint8Array.from({ length: 784 }, (_, i) => i % 256);
const asFile = ({ name, bytes }: ExportedFile): ModelFile => ({ name, bytes });
const folder = mkdtempSync(join(tmpdir(), 'fmnist-model-'));
const urlOf = (name: string) => pathToFileURL(join(folder, name)).href;

let files: ModelFile[];
let trained: { probabilities: readonly number[] | undefined; sum: string };
beforeAll(async () => {
  const { session } = new RecordedSession();
  const { weightsSha256 } = await session.train(SETTINGS);
  const [prediction] = await session.predict(IMAGE);
  trained = { probabilities: prediction?.probabilities, sum: weightsSha256 };
  const archive = await session.exportModel('tfjs');
  files = [asFile(archive), asFile(await session.exportModel('safetensors'))];
  for (const [name, bytes] of Object.entries(unzipped(archive.bytes))) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, 'page.json'), '<!doctype html><title>Welcome</title>');
  writeFileSync(join(folder, 'text.json'), 'not a model at all, but a text');
  await session.reset();
});
afterAll(() => rmSync(folder, { recursive: true }));

let run: RecordedSession;
/** The settings with which an engine was requested. */
let asked: RunConfig[];
beforeEach(() => {
  asked = [];
  run = new RecordedSession(undefined, (config, signal) => {
    asked.push(config);
    return chooseNodeEngine(config, signal);
  });
});
afterEach(() => run.session.reset());

describe('an opened model', () => {
  test.each([0, 1])(
    'from a file makes the same predictions as before, without data and on one thread (%i)',
    async (i) => {
      const info = await run.session.importModel([files[i] as ModelFile]);
      expect(info).toMatchObject({ hiddenUnits: [6, 5], activation: 'tanh', parameterCount: 4805 });
      expect(info.classNames[9]).toBe('Ankle boot');
      const [prediction] = await run.session.predict(IMAGE);
      prediction?.probabilities.forEach((value, k) => {
        expect(value).toBeCloseTo(trained.probabilities?.[k] ?? Number.NaN, 6);
      });
      expect(run.loaded).toEqual([]);
      expect(asked).toMatchObject([{ engine: 'auto', threads: 1 }]);
      expect(run.of('model')).toEqual([{ type: 'model', runId: 1, model: info }]);
      expect(run.states).toEqual([]);
    },
  );

  test('from an address makes the same predictions, too', async () => {
    await run.session.importModel(urlOf('model.json'));
    expect(await run.session.predict(IMAGE)).toHaveLength(1);
  });

  test('shows its first layer and can be exported again, with the same weights', async () => {
    await run.session.importModel([files[1] as ModelFile]);
    expect((await run.session.firstLayer(64)).units).toBe(6);
    const again = await run.session.exportModel('safetensors');
    expect((await readModel([asFile(again)])).parameters).toEqual((await readModel(files.slice(1))).parameters);
  });

  test.each(['examine', 'garments', 'excitingGarments', 'evaluate', 'checkpoint'] as const)(
    'has no data for %s(), and the error says how to get it',
    async (call) => {
      await run.session.importModel([files[1] as ModelFile]);
      const { session } = run;
      const calls = {
        examine: () => session.examine(),
        garments: () => session.garments([0]),
        excitingGarments: () => session.excitingGarments(0, 3),
        evaluate: () => session.evaluate('test'),
        checkpoint: () => session.checkpoint(),
      };
      expect(await rejectionOf(calls[call]())).toMatchObject({
        code: 'call-refused',
        got: 'the model was opened from a file, without a data set',
        remedy: 'Train from it first, which loads the data.',
      });
    },
  );

  test('replaces a finished run, whose state ends', async () => {
    await run.session.train(SMALL);
    await run.session.importModel([files[0] as ModelFile]);
    expect(run.states.slice(-2)).toEqual(['finished', 'idle']);
    expect((await run.session.firstLayer(64)).units).toBe(6);
  });

  test('is deleted by reset(), which reports it although the state was idle', async () => {
    await run.session.importModel([files[0] as ModelFile]);
    await run.session.reset();
    expect(run.of('state')).toMatchObject([{ state: 'idle', previous: 'idle' }]);
    expect((await rejectionOf(run.session.predict(IMAGE))).code).toBe('call-refused');
  });
});

describe('a run from the current model', () => {
  test('starts with its weights, its hidden units and its activation, and a fresh optimizer', async () => {
    await run.session.importModel([files[0] as ModelFile]);
    const still = { ...SMALL, learningRate: 1e-10, optimizer: 'sgd', epochs: 1 };
    const [before] = await run.session.predict(IMAGE);
    await run.session.train(still, { fromModel: true });
    const [after] = await run.session.predict(IMAGE);
    after?.probabilities.forEach((value, k) => {
      expect(value).toBeCloseTo(before?.probabilities[k] ?? Number.NaN, 6);
    });
    expect(run.of('ready')[0]?.config).toMatchObject({ hiddenUnits: [6, 5], activation: 'tanh', epochs: 1 });
  });

  test('learns further: its first epoch is better than the first one from new weights', async () => {
    await run.session.train(SETTINGS);
    await run.session.train(SETTINGS, { fromModel: true });
    const [first, , again] = run.epochs;
    expect(again?.epoch).toBe(1);
    expect(again?.trainLoss).toBeLessThan((first?.trainLoss ?? 0) * 0.9);
  });

  test('gives the same results each time, and others than from new weights', async () => {
    const sums: string[] = [];
    for (const fromModel of [true, true, false]) {
      await run.session.importModel([files[0] as ModelFile]);
      sums.push((await run.session.train(SETTINGS, { fromModel })).weightsSha256);
    }
    expect(sums[1]).toBe(sums[0]);
    expect(sums[2]).not.toBe(sums[0]);
  });

  test.each(['adam', 'rmsprop', 'momentum', 'sgd'] as const)(
    'with the optimizer restored is the same as an uninterrupted run, bit for bit: %s',
    async (optimizer) => {
      // In file order, so that one run of two epochs and two runs of one epoch see the same batches.
      const settings = { ...SETTINGS, optimizer, momentum: 0.8, learningRate: 0.01, shuffleBuffer: 1 };
      const whole = await run.session.train({ ...settings, epochs: 2 });
      await run.session.train({ ...settings, epochs: 1 });
      // The optimizer and its momentum are those of the moments, whatever the settings say.
      const others = { ...settings, epochs: 1, optimizer: 'adam', momentum: 0.1 };
      const restored = { fromModel: true, optimizer: 'restored' } as const;
      expect((await run.session.train(others, restored)).weightsSha256).toBe(whole.weightsSha256);
      await run.session.train({ ...settings, epochs: 1 });
      const fresh = await run.session.train({ ...settings, epochs: 1 }, { fromModel: true });
      expect(fresh.weightsSha256 === whole.weightsSha256).toBe(optimizer === 'sgd');
    },
  );

  describe('from files that contain Adam’s moments', () => {
    // In file order, so that one run of two epochs and two runs of one epoch see the same batches.
    const settings = { ...SETTINGS, optimizer: 'adam', shuffleBuffer: 1, epochs: 1 };
    const restored = { fromModel: true, optimizer: 'restored' } as const;
    let whole: string;
    let held: ModelFile[];
    beforeEach(async () => {
      whole = (await run.session.train({ ...settings, epochs: 2 })).weightsSha256;
      await run.session.train(settings);
      const { config, parameters, optimizer } = await decodeCheckpoint(await run.session.checkpoint(), sha256);
      const network = { parameters, adam: writeAdam(10, optimizer) };
      held = Object.entries(layersModelOf(config, network)).map(([name, bytes]) => ({ name, bytes }));
      mkdirSync(join(folder, 'with-moments'), { recursive: true });
      for (const { name, bytes } of held) writeFileSync(join(folder, 'with-moments', name), bytes);
    });
    const second = 'optimizer-2of2.bin';
    const put = (bytes: Uint8Array) => writeFileSync(join(folder, 'with-moments', second), bytes);
    const squares = () => Uint8Array.from(held.find(({ name }) => name === second)?.bytes ?? []);

    test.each(['an address', 'files'])('continues with them, bit for bit: %s', async (source) => {
      await run.session.importModel(source === 'files' ? held : urlOf('with-moments/model.json'));
      // The optimizer and the engine are those of the moments, whatever the settings say.
      const others = { ...settings, optimizer: 'sgd', engine: 'tfjs' };
      expect((await run.session.train(others, restored)).weightsSha256).toBe(whole);
    });

    test('with a fresh optimizer is another run, for which they are not read', async () => {
      rmSync(join(folder, 'with-moments', second));
      await run.session.importModel(urlOf('with-moments/model.json'));
      expect((await run.session.train(settings, { fromModel: true })).weightsSha256).not.toBe(whole);
    });

    test.each([
      ['are missing', () => rmSync(join(folder, 'with-moments', second)), 'model-not-found'],
      ['are cut', () => put(squares().subarray(4)), 'model-unreadable'],
      ['are not numbers', () => put(squares().fill(255, 8, 12)), 'model-unreadable'],
      ['have a negative square', () => put(squares().fill(0xbf, -4)), 'model-unreadable'],
    ])('that %s fails the run and leaves the model', async (_, spoil, code) => {
      spoil();
      await run.session.importModel(urlOf('with-moments/model.json'));
      const before = await run.session.predict(IMAGE);
      expect((await rejectionOf(run.session.train(settings, restored))).code).toBe(code);
      expect(await run.session.predict(IMAGE)).toEqual(before);
    });

    test.each([
      ['other entries', '"iter"', '"steps"'],
      ['no list of files', /\["optimizer-1of2.bin","optimizer-2of2.bin"\]/, '"optimizer"'],
      ['files without names', '"optimizer-1of2.bin"', '{}'],
    ])('with a manifest that has %s are not used', async (_, what, instead) => {
      const changed = held.map((file) =>
        file.name === 'model.json'
          ? { ...file, bytes: Buffer.from(new TextDecoder().decode(file.bytes).replace(what, instead)) }
          : file,
      );
      await run.session.importModel(changed);
      expect((await rejectionOf(run.session.train(settings, restored))).code).toBe('call-refused');
    });
  });

  test('cannot restore moments if the files have none, or if the model’s run failed', async () => {
    const restored = { fromModel: true, optimizer: 'restored' } as const;
    await run.session.importModel([files[0] as ModelFile]);
    expect(await rejectionOf(run.session.train(SETTINGS, restored))).toMatchObject({
      code: 'call-refused',
      got: 'the model’s files hold no moments of its optimizer',
    });
    await run.session.step('epoch', { ...SMALL, epochs: 9, optimizer: 'sgd', learningRate: 0.01 });
    await run.session.setLearningRate(1e30);
    await run.session.resume();
    await run.next(({ type }) => type === 'error');
    expect(await rejectionOf(run.session.train(SETTINGS, restored))).toMatchObject({
      code: 'call-refused',
      got: 'the run failed in epoch 2',
    });
  });

  test('starts with an optimizer that is fresh or restored, and refuses anything else', async () => {
    await run.session.train(SETTINGS);
    const other = { fromModel: true, optimizer: 'other' } as unknown as TrainOptions;
    expect(await rejectionOf(run.session.train(SETTINGS, other))).toMatchObject({
      code: 'call-refused',
      got: 'its argument is "other"',
      expected: 'fresh or restored',
    });
  });

  test('can be saved and resumed, bit for bit', async () => {
    await run.session.importModel([files[0] as ModelFile]);
    const whole = await run.session.train(SETTINGS, { fromModel: true });
    await run.session.importModel([files[0] as ModelFile]);
    const left = run.next(({ type }) => type === 'epoch');
    const training = run.session.train(SETTINGS, { fromModel: true });
    await left;
    await run.session.pause();
    const checkpoint = await run.session.checkpoint();
    await run.session.stop();
    await training;
    expect(await run.session.restore(checkpoint)).toMatchObject({ weightsSha256: whole.weightsSha256 });
  });

  test('that fails before the end of its first epoch restores the opened model', async () => {
    await run.session.importModel([files[0] as ModelFile]);
    await rejectionOf(run.session.train({ ...SETTINGS, dataSrc: BROKEN_DATA }, { fromModel: true }));
    expect(run.states.at(-1)).toBe('failed');
    expect(await run.session.predict(IMAGE)).toHaveLength(1);
  });

  test('is refused without a model', async () => {
    const error = await rejectionOf(run.session.train(SMALL, { fromModel: true }));
    expect(error).toMatchObject({ code: 'call-refused', got: 'there is no model yet' });
    expect(run.states).toEqual([]);
  });
});

describe('a file that is not accepted changes nothing:', () => {
  test.each<[string, () => string | ModelFile[], string]>([
    ['other bytes', () => [{ name: 'x', bytes: new Uint8Array(100) }], 'model-unreadable'],
    ['a missing file', () => urlOf('missing.json'), 'model-not-found'],
    ['a page instead of a model', () => urlOf('page.json'), 'model-not-found'],
    ['a text instead of a model', () => urlOf('text.json'), 'model-unreadable'],
    ['a relative address', () => 'model.json', 'model-not-found'],
  ])('%s', async (_, source, code) => {
    await run.session.train(SMALL);
    const before = await run.session.predict(IMAGE);
    const events = run.events.length;
    expect((await rejectionOf(run.session.importModel(source()))).code).toBe(code);
    expect(run.events.slice(events)).toMatchObject([{ type: 'error', error: { code } }]);
    expect(await run.session.predict(IMAGE)).toEqual(before);
    expect(await run.session.evaluate('validation')).toMatchObject({ count: 50 });
  });

  test('the error names the address of missing weights', async () => {
    writeFileSync(
      join(folder, 'lonely.json'),
      JSON.stringify({
        modelTopology: { config: { layers: [dense(3, 'relu'), dense(10, 'softmax')] } },
        weightsManifest: [{ paths: ['gone.bin'], weights: [] }],
      }),
    );
    expect(await rejectionOf(run.session.importModel(urlOf('lonely.json')))).toMatchObject({
      code: 'model-not-found',
      got: `HTTP 404 no such file, from ${urlOf('gone.bin')}`,
    });
  });

  test('the error names a path of weights that makes no address', async () => {
    writeFileSync(
      join(folder, 'nowhere.json'),
      JSON.stringify({
        modelTopology: { config: { layers: [dense(3, 'relu'), dense(10, 'softmax')] } },
        weightsManifest: [{ paths: ['http://['], weights: [] }],
      }),
    );
    const error = await rejectionOf(run.session.importModel(urlOf('nowhere.json')));
    expect(error.code).toBe('model-not-found');
    expect(error.got).toContain('from http://[');
  });
});

const dense = (units: number, activation: string) => ({
  class_name: 'Dense',
  config: { name: activation, units, activation },
});

describe('during another call', () => {
  test('a model is not opened during a run', async () => {
    await run.startEndless(ENDLESS);
    expect(await rejectionOf(run.session.importModel([files[0] as ModelFile]))).toMatchObject({
      code: 'call-refused',
      remedy: 'Wait for the run to end, or stop it first.',
    });
  });

  test('a run that starts while a model is being opened takes precedence, and the opening reports that', async () => {
    const opening = rejectionOf(run.session.importModel([files[0] as ModelFile]));
    const training = run.session.train({ ...SMALL, dataSrc: SLOW_DATA });
    expect((await opening).code).toBe('call-overtaken');
    await run.session.stop();
    await training;
    expect(run.of('model')).toEqual([]);
  });

  test('the model that was requested last is opened', async () => {
    const first = rejectionOf(run.session.importModel(urlOf('model.json')));
    const second = run.session.importModel([files[1] as ModelFile]);
    expect((await first).code).toBe('call-overtaken');
    expect((await second).hiddenUnits).toEqual([6, 5]);
    expect(run.of('model')).toHaveLength(1);
  });

  test('reset() ends the opening of a model', async () => {
    const opening = rejectionOf(run.session.importModel([files[0] as ModelFile]));
    await run.session.reset();
    expect((await opening).code).toBe('call-overtaken');
    expect((await rejectionOf(run.session.predict(IMAGE))).code).toBe('call-refused');
  });
});
