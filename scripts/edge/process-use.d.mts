export const canMeasure: boolean;
/** Processor time of a process and all its threads so far, in milliseconds. */
export function cpuMs(pid: number): number;
/** Memory of a process that is in use and not swapped out, in bytes. */
export function residentBytes(pid: number): number;
