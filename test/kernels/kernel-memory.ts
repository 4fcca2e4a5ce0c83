import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildKernels, type KERNEL_FILES } from '../../scripts/build/kernels.mjs';
import { projectRoot } from '../../scripts/lib/entry.mjs';
import { compileKernels, instantiateKernels, type Kernels } from '../../worker/kernels/bindings';
import { firstDifference } from './agreement';

export const PAGE_BYTES = 65_536;
/** Bytes that fill the memory around the operands: float32 NaN in one layout, 12.08 in the next. */
const GUARDS = [0xff, 0x41] as const;
/** The least distance between two operands. */
const GUARD_BYTES = 64;

export type Values = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

type ValuesConstructor = new (buffer: ArrayBuffer) => Values;

/** An array that a kernel reads, writes or both. The contents of `scratch` are not compared. */
export interface Operand<V extends Values = Values> {
  readonly role: 'input' | 'output' | 'updated' | 'scratch';
  readonly values: V;
}
type Operands = Readonly<Record<string, Operand>>;

export const input = <V extends Values>(values: V): Operand<V> => ({ role: 'input', values });
export const updated = <V extends Values>(values: V): Operand<V> => ({ role: 'updated', values });
export const output = (count: number) => ({ role: 'output', values: new Float32Array(count) }) as const;
export const outputBytes = (count: number) => ({ role: 'output', values: new Uint8Array(count) }) as const;
export const outputWords = (count: number) => ({ role: 'output', values: new Int32Array(count) }) as const;
export const scratch = (bytes: number) => ({ role: 'scratch', values: new Uint8Array(bytes) }) as const;

/** Addresses of the operands, in bytes. */
type Addresses<T extends Operands> = Readonly<Record<keyof T, number>>;
/** The operands' contents after the call. */
type Contents<T extends Operands> = { readonly [K in keyof T]: T[K]['values'] };

export async function kernelBytes(file: (typeof KERNEL_FILES)[number]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(await buildKernels(projectRoot()), file)));
}

const MODULE = await compileKernels(await kernelBytes('kernels.wasm'));
const instances = new Map<number, { memory: WebAssembly.Memory; kernels: Kernels }>();

/** Kernels on a memory of at least `bytes`, and not much more, because every byte of it is compared. */
function kernelsOn(bytes: number) {
  const pages = 2 ** Math.ceil(Math.log2(bytes / PAGE_BYTES + 1));
  let instance = instances.get(pages);
  if (!instance) {
    const memory = new WebAssembly.Memory({ initial: pages });
    instance = { memory, kernels: instantiateKernels(MODULE, memory) };
    instances.set(pages, instance);
  }
  return instance;
}

export const { kernels } = kernelsOn(0);

/**
 * Calls a kernel once for each operand. That operand then ends where the memory ends, so reading or writing after it
 * traps. The others lie before it, each time at other distances from a multiple of 16.
 * @returns the operands' contents after the call
 * @throws Error if a byte has changed that the kernel must not write, or if the results of two layouts differ: then the
 *   kernel read something besides its inputs, or did not write all of its output
 */
export function run<T extends Operands>(
  operands: T,
  call: (kernels: Kernels, at: Addresses<T>) => void,
): Contents<T> {
  const names = Object.keys(operands);
  const [first, ...others] = names.map((_, turn) => {
    const order = [...names.slice(turn + 1), ...names.slice(0, turn + 1)];
    return runInOrder(operands, order, turn, call);
  });
  if (!first) throw new Error('A kernel without operands cannot be tested.');
  for (const other of others) compareResults(operands, first, other);
  return first;
}

function runInOrder<T extends Operands>(
  operands: T,
  order: readonly (keyof T & string)[],
  turn: number,
  call: (kernels: Kernels, at: Addresses<T>) => void,
): Contents<T> {
  const needed = order.reduce((sum, name) => sum + sizeOf(operands, name) + GUARD_BYTES + 32, 0);
  const { memory, kernels } = kernelsOn(needed);
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(GUARDS[turn % 2] as number);
  const at = place(operands, order, turn, bytes.length);
  for (const name of order) {
    const { role, values } = operands[name] as Operand;
    if (role === 'input' || role === 'updated') bytes.set(bytesOf(values), at[name]);
  }
  const expected = bytes.slice();
  call(kernels, at);
  for (const name of order) {
    const [start, end] = [at[name], at[name] + sizeOf(operands, name)];
    if (operands[name]?.role !== 'input') expected.set(bytes.subarray(start, end), start);
  }
  if (Buffer.compare(expected, bytes) !== 0) throw new Error(strayWrite(expected, bytes, at));
  const contents = order.map((name) => {
    const { values } = operands[name] as Operand;
    const found = bytes.slice(at[name], at[name] + values.byteLength);
    return [name, new (values.constructor as ValuesConstructor)(found.buffer)];
  });
  return Object.fromEntries(contents) as Contents<T>;
}

/** Addresses in this order; the last operand ends where the memory ends. */
function place<T extends Operands>(
  operands: T,
  order: readonly (keyof T & string)[],
  turn: number,
  end: number,
) {
  const at: Partial<Record<keyof T, number>> = {};
  let next = GUARD_BYTES;
  order.forEach((name, i) => {
    const { role, values } = operands[name] as Operand;
    const step = role === 'scratch' ? 16 : values.BYTES_PER_ELEMENT;
    const last = i === order.length - 1;
    const shift = step === 16 ? 0 : step * ((i + turn) % 4);
    at[name] = last ? Math.floor((end - values.byteLength) / step) * step : next + shift;
    next = Math.ceil((next + shift + values.byteLength + GUARD_BYTES) / 16) * 16;
  });
  return at as Record<keyof T, number>;
}

const sizeOf = (operands: Operands, name: string) => operands[name]?.values.byteLength ?? 0;
const bytesOf = ({ buffer, byteOffset, byteLength }: Values) => new Uint8Array(buffer, byteOffset, byteLength);

function strayWrite(expected: Uint8Array, found: Uint8Array, at: Readonly<Record<string, number>>): string {
  const byte = found.findIndex((value, i) => value !== expected[i]);
  return `The kernel wrote to ${byte}, which it must not; the operands are at ${JSON.stringify(at)}.`;
}

function compareResults<T extends Operands>(operands: T, first: Contents<T>, other: Contents<T>): void {
  for (const [name, { role }] of Object.entries(operands)) {
    if (role === 'scratch') continue;
    const [one, two] = [first[name] as Values, other[name] as Values];
    // Machines differ in the bits of a NaN. Everything else must be equal bit for bit.
    const i = firstDifference(one, two);
    if (i < 0) continue;
    throw new Error(`${name}[${i}] is ${one[i]} in one memory layout and ${two[i]} in another.`);
  }
}
