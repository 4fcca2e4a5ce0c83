/**
 * Figures of one load, as `loadTest` measures them. Times are in milliseconds, memory in bytes.
 * @typedef {object} Load
 * @property {number} warmUp requests before the measurement
 * @property {number} measured requests
 * @property {number} perSecond
 * @property {number} p50
 * @property {number} p99
 * @property {number} cpu processor time of one request
 * @property {number} residentBefore
 * @property {number} residentAfter
 * @property {number} bytesARequest growth
 */

/**
 * A measured figure and its limit, both as text with their unit.
 * @typedef {{ name: string, got: string, most: string, isMet: boolean }} Aim
 */

/**
 * @typedef {object} LoadResults
 * @property {{ function: number, empty: number }} coldStart processor time until the first answer: of the edge function, and of a
 *   worker that computes nothing
 * @property {Load} single
 * @property {Load} png
 * @property {Load} batch
 * @property {Load} best
 * @property {Load} json
 * @property {Load} nothing
 * @property {Load} kept
 * @property {Readonly<Record<string, number>>} refused processor time of each body that is refused, in milliseconds
 */

/**
 * The limits in milliseconds of processor time: for one image, for 256 images, for a cold start beyond that of an empty worker in the same
 * run, and for any body that is refused.
 */
export const MOST_MS = { image: 2, batch: 10, coldStart: 10, refused: 15 };
/** The limit of memory growth, in bytes for each request after the warm-up. The allocator's own drift is below it; a leak is above. */
export const MOST_BYTES_A_REQUEST = 100;

/**
 * Compares the results of `loadTest` with the limits.
 * @param {LoadResults} results
 * @returns {{ text: string, aims: Aim[], areMet: boolean }}
 */
export function reportOf({ coldStart, single, png, batch, best, json, nothing, kept, refused }) {
  const [[dearest, dearestMs] = ['', Number.NaN]] = Object.entries(refused).sort(([, a], [, b]) => b - a);
  const cold = coldStart.function - coldStart.empty;
  const aims = [
    aim('one image', single.cpu, MOST_MS.image, ms),
    aim('one PNG', png.cpu, MOST_MS.image, ms),
    aim('256 images', batch.cpu, MOST_MS.batch, ms),
    aim('256 images, model=best', best.cpu, MOST_MS.batch, ms),
    aim('256 images as JSON', json.cpu, MOST_MS.batch, ms),
    aim('cold start', cold, MOST_MS.coldStart, ms),
    aim(`refused (${dearest})`, dearestMs, MOST_MS.refused, ms),
    aim('memory, all collected', kept.bytesARequest, MOST_BYTES_A_REQUEST, bytesARequest),
  ];
  const rows = [
    ['', 'requests/s', 'p50', 'p99', 'processor', 'memory after warm-up', 'at the end', 'bytes/request'],
    row('one image', single),
    row('one PNG', png),
    row('256 images', batch),
    row('256 images, model=best', best),
    row('256 images as JSON', json),
    row('computes nothing', nothing),
    row('one image, all collected', kept),
  ];
  const figures = tableOf(rows);
  const verdicts = tableOf(
    aims.map(({ name, got, most, isMet }) => [name, got, `at most ${most}`, isMet ? 'met' : 'NOT MET']),
  );
  const text = `${figures}

Cold start: ${ms(cold)} of processor time (${ms(coldStart.function)} until the first answer, ${ms(coldStart.empty)} of a worker that computes nothing).
Processor time is that of the whole process: HTTP, compilers and garbage collection included.

${tableOf(Object.entries(refused).map(([name, value]) => [`refused: ${name}`, ms(value)]))}

${verdicts}`;
  return { text, aims, areMet: aims.every(({ isMet }) => isMet) };
}

/**
 * A figure that is not a number misses its limit.
 * @param {string} name
 * @param {number} value
 * @param {number} most
 * @param {(value: number) => string} inWords
 */
const aim = (name, value, most, inWords) => ({
  name,
  got: inWords(value),
  most: inWords(most),
  isMet: value <= most,
});

/**
 * Aligns rows of cells: the first column to the left, the others to the right.
 * @param {string[][]} rows
 */
function tableOf(rows) {
  const width = (/** @type {number} */ column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0));
  const aligned = (/** @type {string} */ cell, /** @type {number} */ i) =>
    i === 0 ? cell.padEnd(width(i)) : cell.padStart(width(i));
  return rows.map((cells) => cells.map(aligned).join('  ')).join('\n');
}

/**
 * @param {string} name
 * @param {Load} load
 */
const row = (name, { perSecond, p50, p99, cpu, residentBefore, residentAfter, ...rest }) => [
  name,
  perSecond.toFixed(0),
  ms(p50),
  ms(p99),
  ms(cpu),
  mebibytes(residentBefore),
  mebibytes(residentAfter),
  rest.bytesARequest.toFixed(0),
];
const ms = (/** @type {number} */ value) => `${value.toFixed(2)} ms`;
const mebibytes = (/** @type {number} */ value) => `${(value / 2 ** 20).toFixed(1)} MiB`;
const bytesARequest = (/** @type {number} */ value) => `${value.toFixed(0)} bytes/request`;
