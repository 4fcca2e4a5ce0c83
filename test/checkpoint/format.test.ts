import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../worker/checkpoint/format';
import { sha256 } from '../../worker/data/sha256';
import type { ErrorCode } from '../../worker/protocol';
import { checkpointPlans, someCheckpoint } from '../fixtures/some-checkpoint';
import { rejectionOf } from '../fixtures/trainer-error';

const SMALL = someCheckpoint({
  settings: { hiddenUnits: 1, batchSize: 20, shuffleBuffer: 30, optimizer: 'momentum' },
  trainCount: 90,
  step: 2,
  epochsDone: 3,
  ended: null,
  seed: 1,
});
const FILE = await encodeCheckpoint(SMALL, sha256);
const HEADER_LENGTH = new DataView(FILE.buffer).getUint32(16, true);
const HEADER = new TextDecoder().decode(FILE.subarray(20, 20 + HEADER_LENGTH));
const ARRAYS = FILE.slice(20 + HEADER_LENGTH, -32);

/** A valid file, except for the given header. */
function fileOf(header: string, arrays: Uint8Array = ARRAYS): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(20 + json.length + arrays.length + 32);
  bytes.set(FILE.subarray(0, 12));
  bytes.set(json, 20);
  bytes.set(arrays, 20 + json.length);
  new DataView(bytes.buffer).setUint32(16, json.length, true);
  return withSum(bytes);
}

/** The same bytes with the correct length and checksum. */
function withSum(bytes: Uint8Array): Uint8Array {
  const summed = bytes.slice();
  if (summed.length < 52) return summed;
  new DataView(summed.buffer).setUint32(12, summed.length, true);
  const end = summed.length - 32;
  summed.set(createHash('sha256').update(summed.subarray(0, end)).digest(), end);
  return summed;
}

describe('a file', () => {
  test('decodes to the checkpoint that was encoded, bit for bit, for any checkpoint', async () => {
    await fc.assert(
      fc.asyncProperty(checkpointPlans, async (plan) => {
        const checkpoint = someCheckpoint(plan);
        const file = await encodeCheckpoint(checkpoint, sha256);
        const read = await decodeCheckpoint(file, sha256);
        expect(read).toEqual(checkpoint);
        expect(Buffer.compare(await encodeCheckpoint(read, sha256), file)).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test('preserves weights that are not numbers', async () => {
    const parameters = SMALL.parameters.map(
      (_, i) => [Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-45][i % 4] ?? 0,
    );
    const read = await decodeCheckpoint(await encodeCheckpoint({ ...SMALL, parameters }, sha256), sha256);
    expect(new Uint32Array(read.parameters.buffer)).toEqual(new Uint32Array(parameters.buffer));
  });

  test('can be read in place inside a larger array', async () => {
    const larger = new Uint8Array(FILE.length + 10);
    larger.set(FILE, 3);
    expect(await decodeCheckpoint(larger.subarray(3, 3 + FILE.length), sha256)).toEqual(SMALL);
  });
});

type Editable = Record<'config' | 'data' | 'position', Record<string, unknown>> & {
  position: { epochs: object[]; learningRates: unknown[]; metrics: object };
  random: number[];
  arrays: object[];
};
/** The file with an edited header. */
const edited = (edit: (header: Editable) => unknown) => {
  const header = JSON.parse(HEADER) as Editable;
  edit(header);
  return fileOf(JSON.stringify(header));
};
const changed = (at: number, value: number) => {
  const bytes = FILE.slice();
  bytes[at] = value;
  return bytes;
};

describe('a file is refused', () => {
  test.each<[string, Uint8Array | string, ErrorCode]>([
    ['nothing', new Uint8Array(), 'checkpoint-damaged'],
    ['a text', 'FMNISTCP', 'checkpoint-damaged'],
    ['a ZIP file', new TextEncoder().encode(`PK\x03\x04${'x'.repeat(100)}`), 'checkpoint-damaged'],
    ['another version', changed(8, 2), 'checkpoint-version'],
    ['a cut file', FILE.slice(0, -1), 'checkpoint-damaged'],
    ['a file with a byte too many', Uint8Array.of(...FILE, 0), 'checkpoint-damaged'],
    ['another length', changed(12, 0), 'checkpoint-damaged'],
    ['a header that is longer than the file', withSum(changed(19, 255)), 'checkpoint-damaged'],
    ['one weight changed', changed(20 + HEADER_LENGTH, 255), 'checkpoint-damaged'],
    ['another checksum', changed(FILE.length - 1, 1 + (FILE.at(-1) ?? 0)), 'checkpoint-damaged'],
    ['a header that is not JSON', fileOf('FMNIST'), 'checkpoint-damaged'],
    ['JSON with a space', fileOf(HEADER.replace(':', ': ')), 'checkpoint-damaged'],
    ['a number written in another way', fileOf(HEADER.replace('"step":2', '"step":2.0')), 'checkpoint-damaged'],
    ['null', fileOf('null'), 'checkpoint-damaged'],
    [
      'one member with the names of two',
      fileOf(HEADER.replace(/"config":(\{.*?\}),"engine":"fused",/, '"config,engine":$1,')),
      'checkpoint-damaged',
    ],
    ['six million `[`', fileOf('['.repeat(6e6)), 'checkpoint-damaged'],
    ['100,000 levels', fileOf('['.repeat(1e5) + ']'.repeat(1e5)), 'checkpoint-damaged'],
    ['an additional member', edited((h) => Object.assign(h, { more: 1 })), 'checkpoint-damaged'],
    ['a missing member', edited((h) => Reflect.deleteProperty(h, 'random')), 'checkpoint-damaged'],
    ['a setting out of range', edited((h) => Object.assign(h.config, { batchSize: 0 })), 'checkpoint-damaged'],
    [
      'a setting that is a text',
      edited((h) => Object.assign(h.config, { batchSize: '20' })),
      'checkpoint-damaged',
    ],
    ['an unknown setting', edited((h) => Object.assign(h.config, { more: 1 })), 'checkpoint-damaged'],
    [
      'hidden units that are an object without a text',
      edited((h) => Object.assign(h.config, { hiddenUnits: { toString: 1 } })),
      'checkpoint-damaged',
    ],
    [
      'a random number that is an object without a text',
      edited((h) => h.random.splice(1, 1, { toString: 1 } as never)),
      'checkpoint-damaged',
    ],
    [
      'an engine that is an object without a text',
      edited((h) => Object.assign(h, { engine: { toString: 1 } })),
      'checkpoint-damaged',
    ],
    ['an unknown engine', edited((h) => Object.assign(h, { engine: 'webgl' })), 'checkpoint-damaged'],
    ['no settings', edited((h) => Object.assign(h, { config: null })), 'checkpoint-damaged'],
    [
      'an engine that the backend cannot run',
      edited((h) => Object.assign(h.config, { engine: 'fused', backend: 'cpu' })),
      'checkpoint-damaged',
    ],
    ['other hidden units', edited((h) => Object.assign(h.config, { hiddenUnits: [2] })), 'checkpoint-damaged'],
    ['another optimizer', edited((h) => Object.assign(h.config, { optimizer: 'adam' })), 'checkpoint-damaged'],
    ['another seed', edited((h) => Object.assign(h.config, { seed: 2 })), 'checkpoint-damaged'],
    ['another step', edited((h) => Object.assign(h.position, { step: 3 })), 'checkpoint-damaged'],
    ['a step after the last', edited((h) => Object.assign(h.position, { step: 6 })), 'checkpoint-damaged'],
    ['a missing epoch', edited((h) => h.position.epochs.shift()), 'checkpoint-damaged'],
    [
      'an end that is too early',
      edited((h) => Object.assign(h.position, { ended: 'epochs' })),
      'checkpoint-damaged',
    ],
    [
      'more correct images than images',
      edited((h) => Object.assign(h.position.metrics, { correct: 41 })),
      'checkpoint-damaged',
    ],
    [
      'an array of another type',
      edited((h) => Object.assign(h.arrays[0] ?? {}, { dtype: 'float64' })),
      'checkpoint-damaged',
    ],
    [
      'an array of another shape',
      edited((h) => Object.assign(h.arrays[0] ?? {}, { shape: [1, 784] })),
      'checkpoint-damaged',
    ],
    [
      'an array at another offset',
      edited((h) => Object.assign(h.arrays[1] ?? {}, { offset: 0 })),
      'checkpoint-damaged',
    ],
    ['another engine', edited((h) => Object.assign(h, { engine: 'tfjs' })), 'checkpoint-mismatch'],
    ['arrays that are cut', fileOf(HEADER, ARRAYS.slice(0, -4)), 'checkpoint-damaged'],
    ['an image twice in the shuffle buffer', fileOf(HEADER, sameSlotTwice()), 'checkpoint-damaged'],
    ['an image that does not exist', fileOf(HEADER, ARRAYS.with(-1, 127)), 'checkpoint-damaged'],
  ])('%s: %s', async (_, bytes, code) => {
    const error = await rejectionOf(decodeCheckpoint(bytes as Uint8Array, sha256));
    expect(error.code).toBe(code);
    for (const words of [error.message, error.got, error.expected, error.remedy]) expect(words).not.toBe('');
  });
});

/** Edits that leave each member valid by itself, but not together with the others, and the member that the error names. */
const NONSENSE: readonly (readonly [string, string, (header: Editable) => unknown])[] = [
  ['a fingerprint that is not a SHA-256', 'data', (h) => Object.assign(h.data, { fingerprint: 'ab' })],
  ['more images than the settings allow', 'data', (h) => Object.assign(h.config, { trainImages: 89 })],
  ['validation on other images than the test images', 'data', (h) => Object.assign(h.data, { testCount: 6 })],
  ['another validation split', 'data', (h) => Object.assign(h.config, { validationSplit: 0.5 })],
  ['an accuracy above 1', 'epochs', (h) => Object.assign(h.position.epochs[0] ?? {}, { trainAccuracy: 2 })],
  [
    'an accuracy that is not a whole number of images',
    'epochs',
    (h) => Object.assign(h.position.epochs[0] ?? {}, { valAccuracy: 0.5 }),
  ],
  [
    'a step size older than the last one',
    'learningRates',
    (h) => h.position.learningRates.push({ learningRate: 1, atEpoch: 0.5 }),
  ],
  ['an epoch that starts in the future', 'times', (h) => Object.assign(h.position, { epochStartedMs: 1000 })],
  ['a first epoch that did not start at 0', 'times', (h) => withoutEpochs(h)],
  ['time between two epochs', 'times', (h) => atAnEnd(h, { elapsedMs: 1000 })],
  ['a random stream of zeros', 'random', (h) => h.random.fill(0, 1)],
  ['patience without such a setting', 'ended', (h) => atAnEnd(h, { ended: 'patience' })],
  ['patience used up too early', 'ended', (h) => atAnEnd(h, { ended: 'patience' }, { patience: 3 })],
  ['a target without such a setting', 'ended', (h) => atAnEnd(h, { ended: 'stop-at' })],
  [
    'a target that was not reached',
    'ended',
    (h) => atAnEnd(h, { ended: 'stop-at' }, { stopAt: 'valAccuracy>1' }),
  ],
];

/** The same run at the end of its third epoch. */
function atAnEnd(header: Editable, position: object, config: object = {}): void {
  const metrics = { lossSum: 0, lossWeight: 0, correct: 0, count: 0 };
  const { epochStartedMs: elapsedMs } = header.position;
  Object.assign(header.position, { step: 0, metrics, elapsedMs }, position);
  Object.assign(header.arrays.at(-1) ?? {}, { shape: [0] });
  Object.assign(header.config, config);
}

function withoutEpochs({ position }: Editable): void {
  Object.assign(position, { epochs: [], learningRates: [] });
}

describe('a file is refused although each member is valid by itself', () => {
  test.each(NONSENSE)('%s: %s', async (_, member, edit) => {
    const error = await rejectionOf(decodeCheckpoint(edited(edit), sha256));
    expect(error.code).toBe('checkpoint-damaged');
    expect(error.got).toBe(`a header with an impossible value of ${member}`);
  });

  test.each(['trainLoss', 'valLoss', 'trainAccuracy', 'valAccuracy'])('%s below 0', async (figure) => {
    const below = edited((h) => Object.assign(h.position.epochs[0] ?? {}, { [figure]: -0.1 }));
    const error = await rejectionOf(decodeCheckpoint(below, sha256));
    expect(error.got).toBe('a header with wrong members');
  });
});

function sameSlotTwice(): Uint8Array {
  const arrays = ARRAYS.slice();
  arrays.copyWithin(arrays.length - 4, arrays.length - 8, arrays.length - 4);
  return arrays;
}
