/** What memory may grow by, in bytes for each request after the warm-up, before it counts as a leak: the allocator's own drift is less. */
export const MOST_BYTES_A_REQUEST = 100;

/**
 * What `loadTest` found, in words.
 * @returns `{ text, isFlat }`
 */
export function reportOf({ coldStart, single, png, batch, best, json, nothing, kept }) {
  const isFlat = kept.bytesARequest <= MOST_BYTES_A_REQUEST;
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
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const table = rows.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
  );
  const cold = coldStart.function - coldStart.empty;
  const verdict = isFlat
    ? `Memory is flat: ${bytes(kept)} bytes for each of ${kept.measured} requests, of ${MOST_BYTES_A_REQUEST} that are allowed.`
    : `MEMORY GROWS by ${bytes(kept)} bytes for each of ${kept.measured} requests; ${MOST_BYTES_A_REQUEST} are allowed.`;
  const text = `${table.join('\n')}

Cold start: ${ms(cold)} of processor time (${ms(coldStart.function)} until the first answer, ${ms(coldStart.empty)} of a worker that computes nothing).
Processor time is that of the whole process: HTTP, compilers and garbage collection included.
${verdict}`;
  return { text, isFlat };
}

const row = (name, { perSecond, p50, p99, cpu, residentBefore, residentAfter, ...rest }) => [
  name,
  perSecond.toFixed(0),
  ms(p50),
  ms(p99),
  ms(cpu),
  mebibytes(residentBefore),
  mebibytes(residentAfter),
  bytes(rest),
];
const ms = (value) => `${value.toFixed(2)} ms`;
const mebibytes = (value) => `${(value / 2 ** 20).toFixed(1)} MiB`;
const bytes = ({ bytesARequest }) => bytesARequest.toFixed(0);
