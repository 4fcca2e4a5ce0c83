/** What is aimed at, in milliseconds of processor time: one image, 256 of them, and a cold start without the runtime's own. */
export const MOST_MS = { image: 2, batch: 10, coldStart: 20 };
/** What memory may grow by, in bytes for each request after the warm-up, before it counts as a leak: the allocator's own drift is less. */
export const MOST_BYTES_A_REQUEST = 100;

/**
 * What `loadTest` found, in words, and held against what is aimed at.
 * @returns `{ text, aims, areMet }`; `aims` has `{ name, got, most, isMet }` of each
 */
export function reportOf({ coldStart, single, png, batch, best, json, nothing, kept }) {
  const cold = coldStart.function - coldStart.empty;
  const aims = [
    aim('one image', single.cpu, MOST_MS.image, ms),
    aim('one PNG', png.cpu, MOST_MS.image, ms),
    aim('256 images', batch.cpu, MOST_MS.batch, ms),
    aim('256 images, model=best', best.cpu, MOST_MS.batch, ms),
    aim('256 images as JSON', json.cpu, MOST_MS.batch, ms),
    aim('cold start', cold, MOST_MS.coldStart, ms),
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

${verdicts}`;
  return { text, aims, areMet: aims.every(({ isMet }) => isMet) };
}

/** A figure that is no number is not met. */
const aim = (name, value, most, inWords) => ({
  name,
  got: inWords(value),
  most: inWords(most),
  isMet: value <= most,
});

/** Rows of cells below each other, all but the first of a row to the right. */
function tableOf(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const aligned = (cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]));
  return rows.map((cells) => cells.map(aligned).join('  ')).join('\n');
}

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
const ms = (value) => `${value.toFixed(2)} ms`;
const mebibytes = (value) => `${(value / 2 ** 20).toFixed(1)} MiB`;
const bytesARequest = (value) => `${value.toFixed(0)} bytes/request`;
