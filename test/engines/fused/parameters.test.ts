import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planFusedMemory } from '../../../worker/engines/fused/fused-memory';
import { Parameters } from '../../../worker/engines/fused/parameters';
import { layoutOf } from '../../../worker/kernels/bindings';
import { classifierLayers, parameterCount, parameterTable } from '../../../worker/model/classifier';
import { kernels } from '../../kernels/kernel-memory';

const LAYOUT = layoutOf(kernels);

function memoryOf(hidden: readonly number[], inputs: number) {
  const layers = classifierLayers(hidden, 'relu', inputs);
  const shape = { layers, optimizer: 'adam', batchSize: 1, threads: 1, hasSecondPlace: false } as const;
  const memory = planFusedMemory(shape, kernels, LAYOUT);
  const floats = new Float32Array(memory.byteLength / 4);
  const parameters = new Parameters(floats, memory.layers, LAYOUT.size.panel);
  const values = Float32Array.from({ length: parameterCount(parameterTable(layers)) }, (_, i) => i + 1);
  return { memory, floats, parameters, values };
}

const hiddens = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 3 });

test('written parameters are read back, and nothing else in the memory changes', () => {
  fc.assert(
    fc.property(hiddens, fc.integer({ min: 1, max: 70 }), (hidden, inputs) => {
      const { memory, floats, parameters, values } = memoryOf(hidden, inputs);
      const moment = memory.fields.firstMoment / 4;
      parameters.write(values);
      expect(parameters.read()).toEqual(values);
      // Each value is in the memory once; the padding and everything else stays 0.
      expect(floats.filter((value) => value !== 0).sort()).toEqual(values);
      expect(parameters.read(moment).every((value) => value === 0)).toBe(true);
      parameters.write(values, moment);
      expect(parameters.read(moment)).toEqual(values);
      expect(floats.filter((value) => value !== 0)).toHaveLength(2 * values.length);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('row 17 of a kernel (784, 64) is row 1 of block 1: sixteen numbers in each of four panels', () => {
  const { memory, floats, parameters, values } = memoryOf([64], 784);
  parameters.write(values);
  const { kernel, blockBytes } = memory.layers[0] as (typeof memory.layers)[number];
  for (let panel = 0; panel < 4; panel++) {
    const at = (kernel + blockBytes) / 4 + panel * 16 * 16 + 16;
    const outside = 17 * 64 + panel * 16;
    expect(floats.subarray(at, at + 16)).toEqual(values.subarray(outside, outside + 16));
  }
});
