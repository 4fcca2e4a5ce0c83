import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import {
  ACTIVATION_NUMBERS,
  compileKernels,
  instantiateKernels,
  layoutOf,
} from '../../worker/kernels/bindings';
import { RandomStream } from '../../worker/random';
import { type SyntaxNode, visitSyntax } from '../fixtures/import-graph';
import { expectSame } from './agreement';
import { kernelBytes, PAGE_BYTES } from './kernel-memory';
import { KINDS, type Kind, randomValues } from './random-operands';

/** Numbers of sections, from WebAssembly's binary format. */
const [IMPORT, EXPORT, START, CODE, DATA, DATA_COUNT] = [2, 7, 8, 10, 11, 12];
/** Of a compressed module: 12 kB. */
const MOST_BYTES = 12_000;
const EXPORTS = [
  'abiVersion',
  'activate',
  'activateBackward',
  'adam',
  'beginPieces',
  'beginStep',
  'columnSums',
  'computePiece',
  'denseScratchBytes',
  'endStep',
  'evaluateStep',
  'exponentials',
  'finishStep',
  'formatPixels',
  'help',
  'hyperbolicTangents',
  'leave',
  'leavePieces',
  'listPixels',
  'logarithms',
  'matMul',
  'matMulScratchBytes',
  'momentum',
  'predictStep',
  'resize',
  'rmsProp',
  'sgd',
  'softmax',
  'softmaxCrossEntropy',
  'sumLosses',
  'teamBytes',
  'transposePixels',
];

/** The numbers of a module's sections in their order. */
function sectionsOf(bytes: Uint8Array): number[] {
  const sections: number[] = [];
  let at = 8; // after the magic number and the version
  while (at < bytes.length) {
    sections.push(Number(bytes[at++]));
    // The section's length, seven bits a byte, lowest first.
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = Number(bytes[at++]);
      length += (byte & 0x7f) * 2 ** shift;
      more = byte > 0x7f;
    }
    at += length;
  }
  expect(at).toBe(bytes.length);
  return sections;
}

/** The names of a record's fields, in their order, from its source. */
function fieldsOf(record: string): string[] {
  const fields: string[] = [];
  visitSyntax(projectRoot(), 'worker/kernels/assembly/plan.ts', ({ type, id, body }) => {
    if (type !== 'ClassDeclaration' || (id as SyntaxNode).name !== record) return;
    for (const { key } of (body as SyntaxNode).body as SyntaxNode[])
      fields.push(String((key as SyntaxNode).name));
  });
  return fields;
}

const sharedMemory = (pages: number) =>
  new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });

const BUILDS = [
  { file: 'kernels.wasm', imports: ['env.memory'] },
  { file: 'kernels-threads.wasm', imports: ['env.memory', 'env.sleep', 'env.wake'] },
];

describe.each(BUILDS)('$file', ({ file, imports }) => {
  let bytes: Uint8Array<ArrayBuffer>;
  let module: WebAssembly.Module;

  beforeAll(async () => {
    bytes = await kernelBytes(file);
    module = await compileKernels(bytes);
  });

  test(`imports ${imports.join(', ')} and nothing else`, () => {
    const found = WebAssembly.Module.imports(module).map((entry) => `${entry.module}.${entry.name}`);
    expect(found.sort()).toEqual(imports);
  });

  const exported = (kind: WebAssembly.ImportExportKind) =>
    WebAssembly.Module.exports(module).filter((entry) => entry.kind === kind);

  test('exports the functions that the bindings name', () => {
    const names = exported('function').map(({ name }) => name);
    expect(names.sort()).toEqual(EXPORTS);
  });

  test.each(['plan', 'layer'] as const)(
    'exports the offset of every field of a %s, four bytes each',
    (record) => {
      const memory = file === 'kernels.wasm' ? new WebAssembly.Memory({ initial: 1 }) : sharedMemory(1);
      const layout = layoutOf(instantiateKernels(module, memory));
      const fields = fieldsOf(record === 'plan' ? 'Plan' : 'Layer');
      expect(fields.length).toBeGreaterThan(10);
      expect(layout[record]).toEqual(Object.fromEntries(fields.map((field, i) => [field, 4 * i])));
      expect(layout.size[record]).toBe(4 * fields.length);
    },
  );

  test('exports no memory: it imports one', () => {
    expect(exported('memory')).toEqual([]);
  });

  test('has code, but no data for the memory and no start function', () => {
    const sections = sectionsOf(bytes);
    expect(sections).toEqual(expect.arrayContaining([IMPORT, EXPORT, CODE]));
    for (const section of [START, DATA, DATA_COUNT]) expect(sections).not.toContain(section);
  });

  test('leaves the memory as it is when it is instantiated', () => {
    const memory = file === 'kernels.wasm' ? new WebAssembly.Memory({ initial: 1 }) : sharedMemory(1);
    const held = new Uint8Array(memory.buffer).fill(0xa5).slice();
    instantiateKernels(module, memory);
    expect(Buffer.compare(new Uint8Array(memory.buffer), held)).toBe(0);
  });

  test(`is at most ${MOST_BYTES.toLocaleString('en')} bytes after gzip -9`, () => {
    expect(gzipSync(bytes, { level: 9 }).length).toBeLessThanOrEqual(MOST_BYTES);
  });
});

describe('the plain build', () => {
  test('works on a memory that grows, also in its new part', async () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const kernels = instantiateKernels(await compileKernels(await kernelBytes('kernels.wasm')), memory);
    expect(() => kernels.exponentials(0, PAGE_BYTES, 16)).toThrow(WebAssembly.RuntimeError);
    memory.grow(2);
    // One operand crosses the old end of the memory, the other ends at the new one.
    const [x, y] = [PAGE_BYTES - 20, 3 * PAGE_BYTES - 52];
    new Float32Array(memory.buffer, x, 13).fill(-0);
    kernels.exponentials(x, y, 13);
    expect([...new Float32Array(memory.buffer, y, 13)]).toEqual(new Array(13).fill(1));
  });
});

describe('the build for threads', () => {
  test('refuses a memory that is not shared', async () => {
    const module = await compileKernels(await kernelBytes('kernels-threads.wasm'));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    expect(() => instantiateKernels(module, memory)).toThrow(WebAssembly.LinkError);
  });

  test.each([
    [1, 1, 1],
    [3, 5, 7],
    [32, 16, 16],
    [33, 17, 18],
    [64, 130, 64],
  ])(
    'multiplies %i rows over an inner dimension of %i to %i columns with the bits of the plain one',
    async (rows, inner, columns) => {
      const plain = new WebAssembly.Memory({ initial: 16 });
      const shared = sharedMemory(16);
      const [one, two] = await Promise.all([
        compileKernels(await kernelBytes('kernels.wasm')).then((module) => instantiateKernels(module, plain)),
        compileKernels(await kernelBytes('kernels-threads.wasm')).then((module) =>
          instantiateKernels(module, shared),
        ),
      ]);
      const product = (kernels: typeof one, memory: WebAssembly.Memory, kind: Kind) => {
        const random = RandomStream.seeded(inner);
        let end = 16;
        const place = (count: number, from: Kind | null = null) => {
          const values = new Float32Array(memory.buffer, end, count);
          if (from) values.set(randomValues(random, from, count));
          end += values.byteLength;
          return values;
        };
        const [a, b, bias] = [place(rows * inner, kind), place(inner * columns, kind), place(columns, 'dense')];
        const c = place(rows * columns);
        const scratch = Math.ceil(end / 16) * 16;
        const operands = [a.byteOffset, b.byteOffset, c.byteOffset, rows, inner, columns] as const;
        kernels.matMul(...operands, 0, 1, bias.byteOffset, ACTIVATION_NUMBERS.tanh, scratch);
        return c.slice();
      };
      for (const kind of KINDS) {
        const found = product(two, shared, kind);
        expectSame(found, product(one, plain, kind));
        expect(found.some((value) => value !== 0)).toBe(true);
      }
    },
  );
});
