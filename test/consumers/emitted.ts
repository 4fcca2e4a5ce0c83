import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Text of one file of the package alone, which minifying leaves as it is: a data file's name, and a kernel's. */
const MARKS = { worker: 't10k-labels-idx1-ubyte.gz', tfjs: 'FusedDepthwiseConv2D' };

/** How many scripts in a folder have the worker's code in them, and how many TensorFlow.js'. */
export function emitted(folder: string): Readonly<Record<keyof typeof MARKS, number>> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const count = (mark: string) => scripts.filter((script) => script.includes(mark)).length;
  return { worker: count(MARKS.worker), tfjs: count(MARKS.tfjs) };
}
