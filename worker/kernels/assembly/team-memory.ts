// The memory in which the threads of a team meet.

/** In place of a stage that a step does not have. */
export const NONE: i32 = -1;
export const MOST_STAGES = 3;

// Fields of the team's memory, in groups that lie on cache lines of their own.
/** Counts steps, and changes of the team; helpers wait for it to change. */
export const TICKET: usize = 0;
/** Helpers asleep on TICKET, and threads asleep on a counter. */
export const SLEEPERS: usize = 128;
export const WAITING: usize = 132;
/** What each stage of the step does, and whether helpers are to go home. Seldom written, so that each core keeps it. */
export const JOBS: usize = 256;
export const LEAVING: usize = 272;
/** For each stage the chunks that are not done. */
export const UNDONE: usize = 384;
export const UNDONE_STRIDE: usize = 128;
/** For each thread and stage the chunks of its part that nobody has taken: the first in the upper 32 bits, in the lower ones the one behind the last. */
export const UNTAKEN: usize = UNDONE + <usize>MOST_STAGES * UNDONE_STRIDE;
export const UNTAKEN_STRIDE: usize = 128;
/** Behind them the ticket of the step that the thread has begun with. */
export const AT_WORK: usize = <usize>MOST_STAGES * 8;

// @inline
export function jobOf(team: usize, stage: i32): i32 {
  return atomic.load<i32>(team + JOBS + ((<usize>stage) << 2));
}

// @inline
export function undoneOf(team: usize, stage: i32): usize {
  return team + UNDONE + <usize>stage * UNDONE_STRIDE;
}

// @inline
export function untakenOf(team: usize, part: i32, stage: i32): usize {
  return team + UNTAKEN + <usize>part * UNTAKEN_STRIDE + ((<usize>stage) << 3);
}

// @inline
export function atWorkOf(team: usize, thread: i32): usize {
  return untakenOf(team, thread, 0) + AT_WORK;
}

/** Bytes of the memory in which up to `threads` threads coordinate. All of them must be 0 at the start. */
export function teamBytes(threads: i32): usize {
  return UNTAKEN + <usize>threads * UNTAKEN_STRIDE;
}
