import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeFusedStart } from '../../scripts/lib/node/node-session';
import type { ChooseEngine } from '../../worker/engines/choose';
import { classifierLayers } from '../../worker/model/classifier';
import type { RunConfigInput, RunSummary, StepInspection } from '../../worker/protocol';
import type { Session } from '../../worker/session/session';
import { relativeDifference } from '../fixtures/engine-case';
import { Float64Network } from '../fixtures/float64-network';
import { hashOf } from '../fixtures/fused-cases';
import { ENDLESS, RecordedSession } from '../fixtures/recorded-session';
import { tinyData } from '../fixtures/tiny-data';
import { rejectionOf } from '../fixtures/trainer-error';

/** An epoch has nine batches of 23 images and a last one of 3. */
const DATA = tinyData(210, 40);
const ODD: RunConfigInput = {
  engine: 'fused',
  threads: 1,
  hiddenUnits: '13,7',
  batchSize: 23,
  shuffleBuffer: 50,
  epochs: 2,
};

let run: RecordedSession;
beforeEach(() => {
  run = new RecordedSession(DATA);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await run.session.reset();
});

/** Resumes a paused run and waits for its end. */
async function finish({ session, ...recorded }: RecordedSession): Promise<RunSummary | null> {
  const { events } = recorded;
  await session.resume();
  const lastState = () => events.findLast((event) => event.type === 'state');
  await expect.poll(() => lastState()?.state).toBe('finished');
  return lastState()?.summary ?? null;
}

const stepOf = ({ session }: RecordedSession) => session.model?.position.step;

async function undisturbed(settings: RunConfigInput): Promise<string> {
  const other = new RecordedSession(DATA);
  const { weightsSha256 } = await other.session.train(settings);
  await other.session.reset();
  return weightsSha256;
}

describe('inspectStep()', () => {
  test('has the place of the next step, and the name and the shape of every parameter', async () => {
    await run.session.step('batch', ODD);
    const { epoch, step, steps, count, parameters, forward } = await run.session.inspectStep();
    expect({ epoch, step, steps, count }).toEqual({ epoch: 1, step: 2, steps: 10, count: 23 });
    expect(parameters.slice(0, 3)).toEqual([
      { name: 'dense_1/kernel', shape: [784, 13], offset: 0, length: 784 * 13 },
      { name: 'dense_1/bias', shape: [13], offset: 784 * 13, length: 13 },
      { name: 'dense_2/kernel', shape: [13, 7], offset: 785 * 13, length: 91 },
    ]);
    expect(forward.map(({ name, units, activation }) => [name, units, activation])).toEqual([
      ['dense_1', 13, 'relu'],
      ['dense_2', 7, 'relu'],
      ['predictions', 10, 'softmax'],
    ]);
    expect(forward.map(({ z, output }) => [z.length, output.length])).toEqual(
      [13, 7, 10].map((units) => [23 * units, 23 * units]),
    );
  });

  test('shows the step that step("batch") then takes: loss, correct predictions and weights, bit for bit', async () => {
    await run.session.step('batch', ODD);
    // The next step is the third of the second epoch.
    for (let i = 0; i < 12; i++) {
      const { loss, metric, optimizer } = await run.session.inspectStep();
      await run.session.step('batch');
      const last = run.of('progress').at(-1)?.progress;
      if (last?.stage !== 'training') throw new Error('a batch reports progress');
      expect(last.loss).toBe(metric.loss.after.total / metric.loss.after.count);
      expect(last.accuracy).toBe(metric.accuracy.after.total / metric.accuracy.after.count);
      expect(metric.accuracy.after.total - metric.accuracy.before.total).toBe(loss.correct);
      const { engine } = run.session.model as NonNullable<typeof run.session.model>;
      const { moments } = engine.optimizerState();
      const shown = optimizer.moments.map(({ after }) => after as Float32Array<ArrayBuffer>);
      const parameters = optimizer.after as Float32Array<ArrayBuffer>;
      expect(hashOf({ parameters, moments: shown })).toBe(hashOf({ parameters: engine.parameters(), moments }));
    }
  });

  test.each([
    ['fused', 'adam'],
    ['fused', 'sgd'],
    ['fused', 'momentum'],
    ['fused', 'rmsprop'],
    ['tfjs', 'adam'],
    ['tfjs', 'momentum'],
  ] as const)(
    'at every batch of a run does not change it: %s with %s ends with the same weights',
    async (engine, optimizer) => {
      const settings = { ...ODD, engine, optimizer, learningRate: 0.003 };
      await run.session.step('batch', settings);
      for (let step = 1; step < 20; step++) {
        await run.session.inspectStep();
        await run.session.inspectStep();
        if (step < 19) await run.session.step('batch');
      }
      expect((await finish(run))?.weightsSha256).toBe(await undisturbed(settings));
    },
  );

  test.each([
    ['adam', 'relu', '13,7'],
    ['momentum', 'tanh', '9'],
    ['rmsprop', 'sigmoid', '5,11,3'],
  ] as const)(
    '%s with %s and %s hidden units: every stage agrees with float64 within 1e-6, in the short last batch too',
    async (optimizer, activation, hiddenUnits) => {
      const settings = { ...ODD, optimizer, activation, hiddenUnits, learningRate: 0.002 };
      await run.session.step('batch', settings);
      for (const count of [23, 3]) {
        if (count === 3) await run.session.step('last-batch');
        const { pipeline, forward, loss, tape, ...inspected } = await run.session.inspectStep();
        expect(inspected.count).toBe(count);
        const layers = classifierLayers(hiddenUnits.split(',').map(Number), activation);
        const { name, learningRate, momentum, before } = inspected.optimizer;
        const network = new Float64Network(layers, before, { name, learningRate, momentum: momentum ?? 0 });
        const { inputs, labels } = pipeline;
        network.forward(inputs, count).forEach(({ z, output }, i) => {
          expect(relativeDifference(forward[i]?.z, z)).toBeLessThan(1e-6);
          expect(relativeDifference(forward[i]?.output, output)).toBeLessThan(1e-6);
        });
        expect(loss.logits).toEqual(forward.at(-1)?.z);
        expect(loss.probabilities).toEqual(forward.at(-1)?.output);
        const losses = network.losses(inputs, labels);
        expect(relativeDifference(loss.losses, losses)).toBeLessThan(1e-6);
        expect(losses[loss.worst]).toBe(Math.max(...losses));
        const { gradient, lossSum, correct } = network.gradient(inputs, labels);
        expect(Math.abs(loss.sum / lossSum - 1)).toBeLessThan(1e-6);
        expect([loss.mean, loss.correct]).toEqual([loss.sum / count, correct]);
        expect(relativeDifference(tape.gradient, gradient)).toBeLessThan(1e-6);
        const moved = new Float64Network(layers, inspected.optimizer.after, {
          name,
          learningRate,
          momentum: 0,
        });
        const lossAfter = moved.gradient(inputs, labels).lossSum;
        expect(Math.abs(loss.meanAfter / (lossAfter / count) - 1)).toBeLessThan(1e-6);
        expect(inspected.optimizer.before.map((w, i) => w - Number(inspected.optimizer.update[i]))).toEqual(
          inspected.optimizer.after,
        );
      }
    },
  );

  test('has the settings of the optimizer in use, also after the learning rate was changed', async () => {
    await run.session.step('batch', { ...ODD, optimizer: 'momentum', momentum: 0.8, learningRate: 0.01 });
    await run.session.setLearningRate(0.004);
    const { optimizer } = await run.session.inspectStep();
    expect(optimizer).toMatchObject({ name: 'momentum', momentum: 0.8, learningRate: 0.004, corrections: [] });
    const [velocity] = optimizer.moments;
    expect(velocity?.name).toBe('velocity');
    expect(
      relativeDifference(
        optimizer.update,
        Float64Array.from(velocity?.after ?? [], (v) => 0.004 * v),
      ),
    ).toBeLessThan(1e-6);
  });

  test('with Adam has both bias corrections, which begin at 1 − β', async () => {
    await run.session.step('batch', ODD);
    const { optimizer } = await run.session.inspectStep();
    expect(optimizer.moments.map(({ name }) => name)).toEqual(['m', 'v']);
    expect(optimizer.corrections.map((value) => value.toFixed(10))).toEqual(
      [1 - 0.9 ** 2, 1 - 0.999 ** 2].map((value) => value.toFixed(10)),
    );
  });

  test('returns the same for a run that was restored paused as for the run of the checkpoint', async () => {
    await run.session.step('epoch', ODD);
    await run.session.step('batch');
    const file = await run.session.checkpoint();
    const look = await run.session.inspectStep();
    const other = new RecordedSession(DATA);
    await other.session.restore(file, { paused: true });
    expect(await other.session.inspectStep()).toEqual(look);
    expect((await finish(other))?.weightsSha256).toBe(await undisturbed(ODD));
    await other.session.reset();
  });

  test('works in every engine, and the engines agree', async () => {
    const looks: StepInspection[] = [];
    for (const settings of [ODD, { ...ODD, threads: 3 }, { ...ODD, engine: 'tfjs' as const }]) {
      await run.session.step('batch', settings);
      looks.push(await run.session.inspectStep());
      await run.session.reset();
    }
    const [one, three, tfjs] = looks as [StepInspection, StepInspection, StepInspection];
    expect(three).toEqual(one);
    expect(tfjs.pipeline).toEqual(one.pipeline);
    expect(relativeDifference(tfjs.tape.gradient, one.tape.gradient)).toBeLessThan(1e-5);
    expect(tfjs.loss.sum).toBeCloseTo(one.loss.sum, 4);
  });
});

describe('the pipeline of a step', () => {
  test('has the buffer, the slots that are drawn and what fills them again: drawing them by hand gives the same batch', async () => {
    await run.session.step('batch', ODD);
    const drawn: number[] = [];
    for (let step = 2; step <= 10; step++) {
      const { pipeline } = await run.session.inspectStep();
      const { buffer, slots, refills, indices } = pipeline;
      const waiting = [...buffer];
      indices.forEach((image, i) => {
        const slot = slots[i] as number;
        expect(waiting[slot]).toBe(image);
        const refill = refills[i] as number;
        const last = waiting.at(-1) as number;
        if (refill === -1) {
          waiting[slot] = last;
          waiting.pop();
        } else waiting[slot] = refill;
      });
      drawn.push(...indices);
      if (step === 10) expect(waiting).toEqual([]);
      else await run.session.step('batch');
    }
    expect(new Set(drawn).size).toBe(210 - 23);
  });

  test('has the images before and after the map, and their classes', async () => {
    await run.session.step('batch', ODD);
    const { indices, labels, pixels, inputs } = (await run.session.inspectStep()).pipeline;
    indices.forEach((image, row) => {
      expect(labels[row]).toBe(DATA.train.labels[image]);
      const [from, at] = [image * 784, row * 784];
      expect(pixels.slice(at, at + 784)).toEqual(DATA.train.images.slice(from, from + 784));
    });
    expect(inputs).toEqual(Float32Array.from(pixels, (byte) => byte / 255));
  });

  test('after the end of an epoch is the first batch of the next one', async () => {
    await run.session.step('epoch', ODD);
    const { epoch, step, pipeline, metric } = await run.session.inspectStep();
    expect([epoch, step]).toEqual([2, 1]);
    expect([...pipeline.buffer]).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([...pipeline.refills]).toEqual(Array.from({ length: 23 }, (_, i) => 50 + i));
    expect(metric.loss.before).toEqual({ total: 0, count: 0 });
    expect(metric.byExample[0]).toBe(0);
  });
});

describe('the metrics of a step', () => {
  test.each(['example', 'batch'] as const)(
    'with the weighting “%s” have both averages, which differ only after the short last batch',
    async (sampleWeighting) => {
      const means: number[] = [];
      const sums: number[] = [];
      await run.session.step('epoch', { ...ODD, sampleWeighting });
      for (let step = 1; step <= 10; step++) {
        const { loss, metric, count } = await run.session.inspectStep();
        means.push(loss.mean);
        sums.push(loss.sum);
        const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        const images = 23 * (step - 1) + count;
        expect(metric.byExample[1]).toBeCloseTo(total(sums) / images, 10);
        expect(metric.byBatch[1]).toBeCloseTo(total(means) / step, 10);
        const isShort = Math.abs(metric.byExample[1] - metric.byBatch[1]) > 1e-9;
        expect(isShort).toBe(step === 10);
        const { before, after } = metric.loss;
        expect(after.total - before.total).toBeCloseTo(sampleWeighting === 'batch' ? loss.mean : loss.sum, 9);
        expect(after.count - before.count).toBe(sampleWeighting === 'batch' ? 1 : count);
        if (step < 10) await run.session.step('batch');
      }
    },
  );
});

describe('step("last-batch")', () => {
  test('pauses before the short last batch of the epoch, and has no effect a second time', async () => {
    await run.session.step('last-batch', ODD);
    expect((await run.session.inspectStep()).count).toBe(3);
    await run.session.step('last-batch');
    const { step, steps } = await run.session.inspectStep();
    expect([step, steps]).toEqual([10, 10]);
    expect(run.epochs).toEqual([]);
  });

  test('leads from the middle of an epoch and from its end to the next last batch', async () => {
    await run.session.step('batch', ODD);
    await run.session.step('last-batch');
    await run.session.step('epoch');
    await run.session.step('last-batch');
    const { epoch, step } = await run.session.inspectStep();
    expect([epoch, step]).toEqual([2, 10]);
    expect((await finish(run))?.weightsSha256).toBe(await undisturbed(ODD));
  });

  test('of an epoch with one batch trains nothing', async () => {
    await run.session.step('last-batch', { ...ODD, batchSize: 210 });
    const { epoch, step, steps } = await run.session.inspectStep();
    expect([epoch, step, steps]).toEqual([1, 1, 1]);
    expect(await finish(run)).toMatchObject({ epochs: 2 });
  });
});

describe('inspectStep() is refused', () => {
  test('before there is a run, while it trains, and after it', async () => {
    const notPaused = { code: 'call-refused', expected: 'one of the states paused' };
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject({
      ...notPaused,
      remedy: 'Start a run first.',
    });
    await run.startEndless({ ...ENDLESS, engine: 'fused', threads: 1 });
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject({
      ...notPaused,
      remedy: 'Pause the run first.',
    });
    await run.session.stop();
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject(notPaused);
  });

  test('while the last validation of the run is paused: there is no batch left', async () => {
    // With 40 images of validation in batches of 23, the first validation batch ends with a gate.
    await run.session.step('last-batch', { ...ODD, epochs: 1, sampleWeighting: 'batch' });
    const paused = run.session.step('batch').then(() => run.session.pause());
    await paused;
    const { position } = run.session.model as NonNullable<typeof run.session.model>;
    expect([position.step, position.epochs]).toEqual([10, []]);
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject({
      code: 'call-refused',
      got: 'the run has trained its last batch',
    });
  });

  test('after its last epoch, while the test images are evaluated; step("last-batch") then ends the run', async () => {
    const settings = { ...ODD, epochs: 1, validationSplit: 0.2, sampleWeighting: 'batch' } as const;
    const paused = new Promise<void>((resolve) => {
      run.storeEpoch = async () => resolve(run.session.pause());
    });
    const ended = run.session.train(settings);
    await paused;
    expect(run.session.model?.position.ended).toBe('epochs');
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject({
      code: 'call-refused',
      got: 'the run has trained its last batch',
    });
    await run.session.step('last-batch');
    expect((await ended).state).toBe('finished');
  });

  test('during evaluate()', async () => {
    await run.session.step('batch', ODD);
    const evaluation = run.session.evaluate('test');
    expect(await rejectionOf(run.session.inspectStep())).toMatchObject({
      code: 'call-refused',
      got: 'an evaluation is running',
    });
    await evaluation;
  });

  test('not because of a shuffle buffer that is larger than the data set', async () => {
    await run.session.step('batch', { ...ODD, shuffleBuffer: 200_000_000 });
    expect((await run.session.inspectStep()).pipeline.buffer).toHaveLength(210 - 23);
  });

  test('if its arrays would take more than 512 MB, with their size', async () => {
    await run.session.step('batch', { ...ODD, hiddenUnits: '4096,4096', batchSize: 1 });
    const error = await rejectionOf(run.session.inspectStep());
    expect(error).toMatchObject({ code: 'call-refused', expected: 'at most 512 MB' });
    expect(error.got).toMatch(/^its arrays would take 6\d\d MB$/);
  });
});

describe('inspectStep() for a long step', () => {
  const fused = nodeFusedStart({ longStep: 0, piece: 1 });
  const inPieces: ChooseEngine = ({ threads }, signal) => fused.start(threads, 'a test', signal);

  test('returns the same as for a short one', async () => {
    const long = new RecordedSession(DATA, inPieces);
    for (const { session } of [run, long]) await session.step('batch', ODD);
    const [short, pieces] = await Promise.all([run.session.inspectStep(), long.session.inspectStep()]);
    expect(pieces).toEqual(short);
    expect((await finish(long))?.weightsSha256).toBe(await undisturbed(ODD));
    await long.session.reset();
  });

  test('lets the worker handle messages: a run that is resumed meanwhile waits, and ends with the same weights', async () => {
    const long = new RecordedSession(DATA, inPieces);
    await long.session.step('batch', ODD);
    const own = long.session.model?.engine.parameters();
    // Every piece takes longer than the worker may compute before it handles messages.
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 20;
      return now;
    });
    let isDone = false;
    const looking = long.session.inspectStep().finally(() => {
      isDone = true;
    });
    const turns = long.session.model?.engine.pieces?.turns;
    while (!turns?.taken) await new Promise<void>((resolve) => setImmediate(resolve));
    const end = finish(long);
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    expect(long.states.at(-1)).toBe('training');
    expect(long.session.model?.engine.parameters()).toEqual(own);
    expect((await looking).step).toBe(2);
    expect((await end)?.weightsSha256).toBe(await undisturbed(ODD));
    await long.session.reset();
  });

  test('also works if the run was paused in the middle of a batch, which it begins again', async () => {
    const long = new RecordedSession(DATA, inPieces);
    await long.session.step('batch', ODD);
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 20;
      return now;
    });
    const before = stepOf(long);
    await long.session.resume();
    const turns = long.session.model?.engine.pieces?.turns;
    while (!turns?.taken) await new Promise<void>((resolve) => setImmediate(resolve));
    await long.session.pause();
    expect(stepOf(long)).toBe(before);
    const look = await long.session.inspectStep();
    await run.session.step('batch', ODD);
    expect(look).toEqual(await run.session.inspectStep());
    expect((await finish(long))?.weightsSha256).toBe(await undisturbed(ODD));
    await long.session.reset();
  });

  test.each([
    ['stopped', (session: Session) => session.stop()],
    ['reset', (session: Session) => session.reset()],
  ])('is refused if the run is %s meanwhile, also if another run is paused by then', async (_, end) => {
    const long = new RecordedSession(DATA, inPieces);
    await long.session.step('batch', ODD);
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 20;
      return now;
    });
    const looking = rejectionOf(long.session.inspectStep());
    const turns = long.session.model?.engine.pieces?.turns;
    while (!turns?.taken) await new Promise<void>((resolve) => setImmediate(resolve));
    const waiting = rejectionOf(long.session.inspectStep());
    await end(long.session);
    await long.session.step('batch', ODD);
    for (const rejection of [looking, waiting]) {
      expect(await rejection).toMatchObject({ code: 'call-refused', got: 'the run has been stopped' });
    }
    await long.session.reset();
  });

  test('is overtaken if the run ends and another one is paused while the script for it loads', async () => {
    let load = () => {};
    const loading = new Promise<void>((resolve) => {
      load = resolve;
    });
    const { stepInspection } = run;
    run.stepInspection = () => loading.then(stepInspection);
    await run.session.step('batch', ODD);
    const looking = rejectionOf(run.session.inspectStep());
    await finish(run);
    await run.session.step('batch', ODD);
    load();
    expect((await looking).code).toBe('call-overtaken');
  });

  test('has the learning rate of its update, also if another one is set meanwhile', async () => {
    const long = new RecordedSession(DATA, inPieces);
    await long.session.step('batch', { ...ODD, optimizer: 'sgd', learningRate: 0.1 });
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 20;
      return now;
    });
    const looking = long.session.inspectStep();
    const turns = long.session.model?.engine.pieces?.turns;
    while (!turns?.taken) await new Promise<void>((resolve) => setImmediate(resolve));
    await long.session.setLearningRate(0.5);
    const { optimizer, tape } = await looking;
    expect([0.1, 0.5]).toContain(optimizer.learningRate);
    expect(
      relativeDifference(
        optimizer.update,
        Float64Array.from(tape.gradient, (g) => optimizer.learningRate * g),
      ),
    ).toBeLessThan(1e-6);
    await long.session.setLearningRate(0.1);
    await long.session.reset();
  });

  test('is refused if the run was resumed before the engine was free', async () => {
    const long = new RecordedSession(DATA, inPieces);
    await long.session.step('batch', ODD);
    const looking = rejectionOf(long.session.inspectStep());
    await long.session.resume();
    expect(await looking).toMatchObject({ code: 'call-refused', got: 'the state is “training”' });
    await long.session.reset();
  });
});
