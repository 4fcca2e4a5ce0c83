// The memory in which the threads coordinate. All of it is read and written atomically.
//
//   byte 0    TICKET       int32   the number of the step, and of changes of the team; helpers sleep here
//      128    SLEEPERS     int32   helpers that sleep at TICKET
//      132    WAITING      int32   threads that sleep at a counter
//      256    JOBS         int32   the job of each of the three stages, or NONE
//      272    LEAVING      int32   1 when helpers must return
//      384    UNDONE       int32   for each stage, 128 bytes apart: its chunks that are not counted as done
//      768    UNTAKEN      int64   for each thread, 128 bytes apart, and each stage: the chunks of its part that no thread has taken
//      792    AT_WORK      int32   for each thread, 128 bytes apart: the ticket of the last step that it started
//
// The groups are 128 bytes apart so that each has its own cache lines: a core that writes one group does not take the
// others from the caches of the cores that read them.

/** In place of a stage that a step does not have. */
export const NONE: i32 = -1;
export const MOST_STAGES = 3;

export const TICKET: usize = 0;
export const SLEEPERS: usize = 128;
export const WAITING: usize = 132;
export const JOBS: usize = 256;
export const LEAVING: usize = 272;
export const UNDONE: usize = 384;
export const UNDONE_STRIDE: usize = 128;
export const UNTAKEN: usize = UNDONE + <usize>MOST_STAGES * UNDONE_STRIDE;
export const UNTAKEN_STRIDE: usize = 128;
/** From a thread's first value in UNTAKEN. */
export const AT_WORK: usize = <usize>MOST_STAGES * 8;

/** The job of a stage. */
// @inline
export function jobOf(team: usize, stage: i32): i32 {
  return atomic.load<i32>(team + JOBS + ((<usize>stage) << 2));
}

/** The address of a stage's counter. */
// @inline
export function undoneOf(team: usize, stage: i32): usize {
  return team + UNDONE + <usize>stage * UNDONE_STRIDE;
}

/**
 * The address of what is left of a part: the first chunk in the upper 32 bits, the end (one more than the last chunk)
 * in the lower ones. One compare-and-exchange takes a chunk from either side. Chunks 17 to 36 are 17 · 2³² + 37.
 */
// @inline
export function untakenOf(team: usize, part: i32, stage: i32): usize {
  return team + UNTAKEN + <usize>part * UNTAKEN_STRIDE + ((<usize>stage) << 3);
}

/** The address of a thread's last ticket. */
// @inline
export function atWorkOf(team: usize, thread: i32): usize {
  return untakenOf(team, thread, 0) + AT_WORK;
}

/** Bytes of the memory in which up to `threads` threads coordinate. All of them must be 0 at the start. */
export function teamBytes(threads: i32): usize {
  return UNTAKEN + <usize>threads * UNTAKEN_STRIDE;
}
