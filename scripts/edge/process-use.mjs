import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether this system reports what a process uses, as Linux does. */
export const canMeasure = existsSync('/proc/self/schedstat');

/**
 * Processor time of a process and all its threads so far, in milliseconds.
 * @param {number} pid
 */
export function cpuMs(pid) {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]),
  );
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

/**
 * Resident memory of a process in bytes: what is in use and not swapped out.
 * @param {number} pid
 */
export function residentBytes(pid) {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return 1024 * Number(found?.[1]);
}
