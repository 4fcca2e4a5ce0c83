import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text that is in only one file of the package and survives minifying: the name of a data file, and of a kernel. */
const MARKS = { worker: 't10k-labels-idx1-ubyte.gz', tfjs: 'FusedDepthwiseConv2D' };

/** The number of scripts in a folder that contain the worker's code, and of those that contain TensorFlow.js. */
export function emitted(folder: string): Readonly<Record<keyof typeof MARKS, number>> {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const count = (mark: string) => scripts.filter((script) => script.includes(mark)).length;
  return { worker: count(MARKS.worker), tfjs: count(MARKS.tfjs) };
}
