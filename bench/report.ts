import { inChromium } from './job';
import type { KernelTiming } from './kernel-timings';
import type { Row } from './rounds';

/** Everything that a bench has measured. */
export interface Results {
  readonly rows: readonly Row[];
  readonly peakGflops: number;
  readonly kernels: readonly KernelTiming[];
}

/** Explains why a share can exceed 100 % even with one thread. */
const SKIPPED_ZEROS =
  'Operations with zeros are counted, also for those who skip them: half of the pixels are zeros.';

/** The rows and the peak, one JSON array. */
export function jsonReport({ rows, peakGflops }: Results): string {
  return `${JSON.stringify([...rows, { name: 'peak', gflops: peakGflops }], null, 2)}\n`;
}

/** Tables for people: the times of all contenders with ratios, then each kernel. */
export function textReport(results: Results): string {
  const { rows, peakGflops, kernels } = results;
  const share = (gflops: number) => `${Math.round((100 * gflops) / peakGflops)} %`;
  const against = (name: string) => {
    const other = rows.find((row) => row.name === name);
    return (row: Row) => (other ? `${(other.epochSeconds / row.epochSeconds).toFixed(2)}×` : '–');
  };
  const [vanilla, pytorch] = [against('tfjs-vanilla'), against('pytorch-1')];
  const times = table([
    ['', 'threads', 's/epoch', 's/validation', 'GFLOP/s', 'of peak', 'vs tfjs-vanilla', 'vs pytorch-1'],
    ...rows.map((row) => [
      row.name,
      String(row.threads),
      row.epochSeconds.toFixed(3),
      row.validationSeconds.toFixed(3),
      row.gflops.toFixed(2),
      share(row.gflops),
      vanilla(row),
      pytorch(row),
    ]),
  ]);
  const calls = table([
    ['', 'µs', 'GFLOP/s', 'of peak'],
    ...kernels.map(({ name, seconds, gflops }) => [
      name,
      (seconds * 1e6).toFixed(2),
      gflops.toFixed(2),
      share(gflops),
    ]),
  ]);
  const peak = `Peak of one thread, SIMD multiplications and additions: ${peakGflops.toFixed(2)} GFLOP/s.`;
  const notes = [
    peak,
    SKIPPED_ZEROS,
    ...wholeStep(rows, peakGflops),
    ...threadsAgainstOne(rows),
    ...browserAgainstNode(rows),
  ];
  return `${times}\n${notes.join('\n')}\n\n${calls}`;
}

function wholeStep(rows: readonly Row[], peakGflops: number): readonly string[] {
  return rows
    .filter(({ name }) => name === 'fused-1')
    .map(({ gflops }) => {
      const share = ((100 * gflops) / peakGflops).toFixed(0);
      return `A whole step of fused-1, shuffle, metrics and Adam included: ${share} % of it.`;
    });
}

/** Whether more than one thread is faster, and whether too many threads are slower. */
function threadsAgainstOne(rows: readonly Row[]): readonly string[] {
  const alone = rows.find(({ name }) => name === 'fused-1');
  if (!alone) return [];
  return rows
    .filter(({ name, threads }) => /^fused-\d+$/.test(name) && threads > 1)
    .map(({ name, epochSeconds }) => {
      const ratio = (epochSeconds / alone.epochSeconds).toFixed(2);
      return `${name} takes ${ratio} times as long as fused-1.`;
    });
}

/** Every contender that ran both in Node and in Chromium. */
function browserAgainstNode(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => {
    const inBrowser = rows.find(({ name }) => name === inChromium(row.name));
    if (!inBrowser) return [];
    const ratio = (inBrowser.epochSeconds / row.epochSeconds).toFixed(2);
    return [`${row.name} in Chromium's worker takes ${ratio} times as long as under Node.`];
  });
}

/** Aligned columns: the first to the left, the others to the right. */
export function table(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => {
      const cells = line.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
