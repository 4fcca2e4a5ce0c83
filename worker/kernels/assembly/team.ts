// Threads that share the work of a step. Thread 0 is the trainer's own: it publishes each step. The others are its
// helpers.
//
// Example: one weight update on three threads, with the chunks of jobs.ts. The ticket of this step is 8.
//
//   thread 0                              thread 1                           thread 2
//   publishes SUM, DIFFERENTIATE and      sees ticket 8, notes it            sees ticket 8, notes it
//     UPDATE, sets the ticket to 8
//   SUM: takes 1, then 0                  SUM: takes 3, then 2               SUM: takes 5, then 4
//   `beginStep` returns: no chunk of      DIFFERENTIATE: takes 0, waits      DIFFERENTIATE: takes 2, waits until
//     SUM is left to take                   until sums 0 and 3 are done        sums 2 and 5 are done; takes 1
//   copies in the next batch              UPDATE: takes 36, waits until      UPDATE: takes 59, waits until
//   `endStep`: no chunk of                  DIFFERENTIATE is done;             DIFFERENTIATE is done;
//     DIFFERENTIATE is left; waits          takes 35, 34, …, 17                takes 58, 57, …, 37
//     until all of it is done;
//     returns the loss
//   `finishStep`: UPDATE,
//     takes 16, 15, …, 0; waits until
//     all of it is done
//
// Now thread 2 loses its core to another program while it computes chunk 5 of SUM. Its part has chunk 4 left. Threads
// 0 and 1 wait a moment for it (PATIENCE), then one of them takes 4. All of SUM is taken, and DIFFERENTIATE begins:
// thread 1 computes 0, then takes 1 and 2 from thread 2's part. Chunk 2 needs the sums 2 and 5, so it waits for
// thread 2. Only what depends on the lost core waits. If thread 2 had slept through the whole step, its note would
// still be 7, and the others would have taken its chunks at once.
//
// The rules behind this:
//
// - The result does not depend on who computes what. A helper that is late, asleep or was never started costs time
//   and nothing else.
// - A step cannot end while a chunk is taken but not counted. So a thread that holds a chunk keeps the step alive,
//   even if it read the previous step's ticket: whatever it reads from the team's memory belongs to the chunk's step.
// - No thread waits for a chunk that is not taken, since its owner may never come. Thread 0 takes chunks of a stage
//   until none is left, and then waits. A chunk of DIFFERENTIATE waits for two sums, a chunk of UPDATE for all of
//   DIFFERENTIATE; sums wait for nothing.
// - Sums are counted one by one, in `Plan.missing`, because the thread that computed one may then wait for
//   another thread's. Everything else is counted once for each part, because every count takes a cache line from
//   another core.

import { chunksOf, reservedForOwner, startOfPart, waitsForAll } from './jobs';
import { Plan } from './plan';
import { runChunk } from './run-chunk';
import { atWorkOf, JOBS, jobOf, LEAVING, MOST_STAGES, NONE, TICKET, undoneOf, untakenOf } from './team-memory';
import { advanceTicket, countDown, waitForTicket, waitForZero } from './waiting';

/**
 * How often a thread looks at chunks that are reserved for their owner before it takes them: about fifteen
 * microseconds.
 */
const PATIENCE = 15000;

/**
 * Gives the team a step of up to three stages, in their order. Missing stages are NONE and come last. Without
 * threads, computes the step before it returns.
 */
export function publish(plan: Plan, first: i32, second: i32, third: i32): void {
  if (!ASC_FEATURE_THREADS) {
    runStage(plan, first);
    runStage(plan, second);
    runStage(plan, third);
    return;
  }
  // A thread that takes a chunk must find everything else about the step, so the chunks come last.
  announce(plan, 0, first);
  announce(plan, 1, second);
  announce(plan, 2, third);
  divide(plan, 0, first);
  divide(plan, 1, second);
  divide(plan, 2, third);
  advanceTicket(plan.team);
}

/** Gives the team a job in pieces. The build without threads computes nothing yet. */
export function publishPieces(plan: Plan, job: i32): void {
  if (!ASC_FEATURE_THREADS) {
    store<i32>(plan.team + JOBS, job);
    plan.piecesLeft = chunksOf(plan, job);
  } else publish(plan, job, NONE, NONE);
}

/**
 * Thread 0 computes one piece: of its own part, or else of another thread's.
 * @returns whether there was one. If not, all pieces are computed
 */
export function computePiece(plan: Plan): bool {
  if (!ASC_FEATURE_THREADS) {
    if (plan.piecesLeft === 0) return false;
    plan.piecesLeft -= 1;
    runChunk(plan, load<i32>(plan.team + JOBS), plan.piecesLeft, 0);
    return true;
  }
  for (let part = 0; part < plan.threads; part++) {
    const untaken = untakenOf(plan.team, part, 0);
    for (let range = atomic.load<i64>(untaken); hasChunks(range); range = atomic.load<i64>(untaken)) {
      const rest = part === 0 ? range - 1 : range + ((<i64>1) << 32);
      if (atomic.cmpxchg<i64>(untaken, range, rest) !== range) continue;
      runTaken(plan, 0, part === 0 ? <i32>rest : <i32>(range >> 32), 0);
      countDown(plan, undoneOf(plan.team, 0), 1);
      return true;
    }
  }
  waitForZero(plan, undoneOf(plan.team, 0));
  return false;
}

/** Leaves a job in pieces. Returns when no thread computes a piece of it. */
export function leavePieces(plan: Plan): void {
  plan.piecesLeft = 0;
  if (!ASC_FEATURE_THREADS) return;
  const undone = undoneOf(plan.team, 0);
  for (let part = 0; part < plan.threads; part++) {
    const dropped = chunksIn(atomic.xchg<i64>(untakenOf(plan.team, part, 0), 0));
    if (dropped > 0) countDown(plan, undone, dropped);
  }
  waitForZero(plan, undone);
}

function runStage(plan: Plan, job: i32): void {
  if (job === NONE) return;
  for (let chunk = chunksOf(plan, job) - 1; chunk >= 0; chunk--) runChunk(plan, job, chunk, 0);
}

/**
 * Sets a stage's job and its counter of unfinished chunks. A job that stays the same is not written again: all cores
 * keep their copy.
 */
function announce(plan: Plan, stage: i32, job: i32): void {
  const address = plan.team + JOBS + ((<usize>stage) << 2);
  if (atomic.load<i32>(address) !== job) atomic.store<i32>(address, job);
  if (job !== NONE) atomic.store<i32>(undoneOf(plan.team, stage), chunksOf(plan, job));
}

/** Gives each thread its part of a stage. */
function divide(plan: Plan, stage: i32, job: i32): void {
  if (job === NONE) return;
  for (let part = 0; part < plan.threads; part++) {
    const start = <i64>startOfPart(plan, job, part);
    const end = <i64>startOfPart(plan, job, part + 1);
    atomic.store<i64>(untakenOf(plan.team, part, stage), (start << 32) | end);
  }
}

/** Thread 0 takes chunks of a stage until none is left to take. Other threads may still be computing theirs. */
export function work(plan: Plan, stage: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  takeChunks(plan, 0, stage, atomic.load<i32>(plan.team + TICKET));
}

/** Thread 0 works on each stage up to this one. Returns when they are done. */
export function finishStages(plan: Plan, upTo: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let stage = 0; stage <= upTo; stage++) {
    if (jobOf(plan.team, stage) === NONE) return;
    const undone = undoneOf(plan.team, stage);
    if (atomic.load<i32>(undone) === 0) continue;
    work(plan, stage);
    waitForZero(plan, undone);
  }
}

/** Thread 0 works on the step until all of it is done. */
export function finish(plan: Plan): void {
  finishStages(plan, MOST_STAGES - 1);
}

/**
 * Takes chunks of a stage until none is left: first of the thread's own part, then of the parts of the threads after
 * it.
 * @returns whether `ticket` is still the current one. If not, the thread must begin with the first stage of the new
 *   step
 */
function takeChunks(plan: Plan, thread: i32, stage: i32, ticket: i32): bool {
  const team = plan.team;
  const threads = plan.threads;
  if (thread >= threads || atomic.load<i32>(team + TICKET) !== ticket) return false;
  if (stage === 0) atomic.store<i32>(atWorkOf(team, thread), ticket);
  takeOwn(plan, thread, stage);
  let part = thread;
  for (let i = 1; i < threads; i++) {
    part = part + 1 === threads ? 0 : part + 1;
    if (!takeOthers(plan, thread, part, stage, ticket)) return false;
  }
  return true;
}

/**
 * Takes the chunks of the thread's own part, from the end. The others take from the start, so the same chunks change
 * hands in every step, if any do, and the rest stays in its owner's cache.
 */
function takeOwn(plan: Plan, thread: i32, stage: i32): void {
  const team = plan.team;
  const untaken = untakenOf(team, thread, stage);
  let done = 0;
  let range = atomic.load<i64>(untaken);
  while (hasChunks(range)) {
    const rest = range - 1;
    const found = atomic.cmpxchg<i64>(untaken, range, rest);
    if (found === range) {
      runTaken(plan, stage, <i32>rest, thread);
      done += 1;
    }
    range = atomic.load<i64>(untaken);
  }
  if (done > 0) countDown(plan, undoneOf(team, stage), done);
}

/**
 * Takes the chunks of another thread's part, from the start. For a while it leaves those that are reserved for the
 * owner, because the weights they use are in the owner's cache and the owner would have to fetch them back. An owner that
 * has not started the step sleeps or has no core, so nothing is reserved for it. Thread 0 has always started.
 * @returns whether `ticket` is still the current one
 */
function takeOthers(plan: Plan, thread: i32, part: i32, stage: i32, ticket: i32): bool {
  const team = plan.team;
  const untaken = untakenOf(team, part, stage);
  const isOwnerAtWork = part === 0 || atomic.load<i32>(atWorkOf(team, part)) === ticket;
  const patience = isOwnerAtWork ? PATIENCE : 0;
  let done = 0;
  let turns = 0;
  for (let range = atomic.load<i64>(untaken); hasChunks(range); range = atomic.load<i64>(untaken)) {
    if (turns < patience && chunksIn(range) <= reservedForOwner(jobOf(team, stage))) {
      turns += 1;
      continue;
    }
    // Once this thread has taken a chunk, the step cannot end before it counts that chunk, so the ticket cannot change.
    if (done === 0 && atomic.load<i32>(team + TICKET) !== ticket) return false;
    if (atomic.cmpxchg<i64>(untaken, range, range + ((<i64>1) << 32)) !== range) continue;
    runTaken(plan, stage, <i32>(range >> 32), thread);
    done += 1;
  }
  if (done > 0) countDown(plan, undoneOf(team, stage), done);
  return atomic.load<i32>(team + TICKET) === ticket;
}

/** Computes a chunk that the thread has taken, after what the chunk needs. */
// @inline
function runTaken(plan: Plan, stage: i32, chunk: i32, thread: i32): void {
  const job = jobOf(plan.team, stage);
  if (stage > 0 && waitsForAll(job)) waitForZero(plan, undoneOf(plan.team, stage - 1));
  runChunk(plan, job, chunk, thread);
}

/** How many chunks a value of UNTAKEN has left. */
// @inline
function chunksIn(range: i64): i32 {
  return <i32>range - <i32>(range >> 32);
}

// @inline
function hasChunks(range: i64): bool {
  return chunksIn(range) > 0;
}

/**
 * Sets how many threads work from the next step, at most as many as the plan was laid out for. Helpers whose number
 * is too high return from `help`; helpers that are missing must be called.
 */
export function resize(plan: Plan, threads: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  plan.threads = threads;
  advanceTicket(plan.team);
}

/** A helper's work: takes part in every step until `leave` or `resize` ends it. `thread` is its number, from 1. */
export function help(plan: Plan, thread: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  const team = plan.team;
  while (true) {
    const ticket = atomic.load<i32>(team + TICKET);
    if (atomic.load<i32>(team + LEAVING) || thread >= plan.threads) return;
    for (let stage = 0; stage < MOST_STAGES && jobOf(team, stage) !== NONE; stage++) {
      if (!takeChunks(plan, thread, stage, ticket)) break;
    }
    waitForTicket(team, ticket);
  }
}

/** Makes all helpers return for good. Thread 0 can continue with the plan alone. */
export function leave(plan: Plan): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  atomic.store<i32>(plan.team + LEAVING, 1);
  advanceTicket(plan.team);
}
