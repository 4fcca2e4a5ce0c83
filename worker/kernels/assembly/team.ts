// Threads that share a step's work. The trainer's own thread publishes a step as one or more stages, each of which falls into
// chunks; whoever is awake takes chunks, one after the other, stage by stage, until none is left. Which thread computes a chunk
// changes nothing in its numbers, so a helper that comes late, sleeps or was never started costs time alone.
//
// A step lasts until all its chunks are counted as done. So whoever holds a chunk holds the step, even a helper that came upon it with the
// ticket of the one before. Nobody waits for a chunk that is not taken: the trainer's thread goes through each stage before it waits, and
// sums, which others wait for, wait for nothing. They are counted one by one in `missing`, since their taker may go on to wait for another's.

import { chunksOf, leftToOwners, startOfPart, waitsForAll } from './jobs';
import { Plan } from './plan';
import { runChunk } from './run-chunk';
import { atWorkOf, JOBS, jobOf, LEAVING, MOST_STAGES, NONE, TICKET, undoneOf, untakenOf } from './team-memory';
import { countDown, waitForNone, waitForTicket, wakeHelpers } from './waiting';

/** Turns of a loop, some fifteen microseconds, that a thread leaves the last chunks of a part to its owner. */
const PATIENCE = 15000;

/** Gives the helpers a step of up to three stages. The build without threads does it at once. */
export function publish(plan: Plan, first: i32, second: i32, third: i32): void {
  if (!ASC_FEATURE_THREADS) {
    runStage(plan, first);
    runStage(plan, second);
    runStage(plan, third);
    return;
  }
  // The order matters: whoever takes a chunk must find everything else in place.
  announce(plan, 0, first);
  announce(plan, 1, second);
  announce(plan, 2, third);
  divide(plan, 0, first);
  divide(plan, 1, second);
  divide(plan, 2, third);
  wakeHelpers(plan.team);
}

function runStage(plan: Plan, job: i32): void {
  if (job === NONE) return;
  for (let chunk = chunksOf(plan, job) - 1; chunk >= 0; chunk--) runChunk(plan, job, chunk, 0);
}

function announce(plan: Plan, stage: i32, job: i32): void {
  const address = plan.team + JOBS + ((<usize>stage) << 2);
  if (atomic.load<i32>(address) !== job) atomic.store<i32>(address, job);
  if (job !== NONE) atomic.store<i32>(undoneOf(plan.team, stage), chunksOf(plan, job));
}

function divide(plan: Plan, stage: i32, job: i32): void {
  if (job === NONE) return;
  for (let part = 0; part < plan.threads; part++) {
    const start = <i64>startOfPart(plan, job, part);
    const end = <i64>startOfPart(plan, job, part + 1);
    atomic.store<i64>(untakenOf(plan.team, part, stage), (start << 32) | end);
  }
}

/** Works on a stage of the step with the others, and returns when every chunk of it is taken; others may not be done with theirs. */
export function work(plan: Plan, stage: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  takeChunks(plan, 0, stage, atomic.load<i32>(plan.team + TICKET));
}

/** Works on each stage up to this one, and returns when they are done; at once when they have been. */
export function finishStages(plan: Plan, upTo: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let stage = 0; stage <= upTo; stage++) {
    if (jobOf(plan.team, stage) === NONE) return;
    const undone = undoneOf(plan.team, stage);
    if (atomic.load<i32>(undone) === 0) continue;
    work(plan, stage);
    waitForNone(plan, undone);
  }
}

/** All of it. */
export function finish(plan: Plan): void {
  finishStages(plan, MOST_STAGES - 1);
}

/**
 * Works on a thread's own part of a stage, then on what the others have left. A thread finds its own part of the
 * weights in its own cache, since it worked on the same one in the step before.
 * @returns whether the ticket is still the one; another step begins with its first stage, and with one's own part
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
    if (!takeLeft(plan, thread, part, stage, ticket)) return false;
  }
  return true;
}

/**
 * Owners take their part from its end and others from its start, so that it is the same chunks in every step that change hands. They are
 * counted as done together: each count is a line that crosses between cores.
 */
function takeOwn(plan: Plan, thread: i32, stage: i32): void {
  const team = plan.team;
  const untaken = untakenOf(team, thread, stage);
  let done = 0;
  let range = atomic.load<i64>(untaken);
  while (isLeft(range)) {
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
 * What is read and written for a chunk lies in its owner's cache, and the owner would have to take it back. So others wait a while before
 * they take those that are left to owners, unless the owner has not begun with the step: then it sleeps, or has no core. The trainer's thread
 * begins with every step.
 */
function takeLeft(plan: Plan, thread: i32, part: i32, stage: i32, ticket: i32): bool {
  const team = plan.team;
  const untaken = untakenOf(team, part, stage);
  const isOwnerAtWork = part === 0 || atomic.load<i32>(atWorkOf(team, part)) === ticket;
  const patience = isOwnerAtWork ? PATIENCE : 0;
  let done = 0;
  let turns = 0;
  for (let range = atomic.load<i64>(untaken); isLeft(range); range = atomic.load<i64>(untaken)) {
    if (turns < patience && leftIn(range) <= leftToOwners(jobOf(team, stage))) {
      turns += 1;
      continue;
    }
    // While it holds a chunk that is not counted the step stays the same.
    if (done === 0 && atomic.load<i32>(team + TICKET) !== ticket) return false;
    if (atomic.cmpxchg<i64>(untaken, range, range + ((<i64>1) << 32)) !== range) continue;
    runTaken(plan, stage, <i32>(range >> 32), thread);
    done += 1;
  }
  if (done > 0) countDown(plan, undoneOf(team, stage), done);
  return atomic.load<i32>(team + TICKET) === ticket;
}

/** A step cannot end while a chunk of it is taken and not counted: what is read here belongs to the chunk's step. */
// @inline
function runTaken(plan: Plan, stage: i32, chunk: i32, thread: i32): void {
  const job = jobOf(plan.team, stage);
  if (stage > 0 && waitsForAll(job)) waitForNone(plan, undoneOf(plan.team, stage - 1));
  runChunk(plan, job, chunk, thread);
}

// @inline
function leftIn(range: i64): i32 {
  return <i32>range - <i32>(range >> 32);
}

// @inline
function isLeft(range: i64): bool {
  return leftIn(range) > 0;
}

/**
 * From the next step on so many threads work, at most as many as the plan was made for. Helpers with a higher number go home; those
 * that are missing have to be called.
 */
export function resize(plan: Plan, threads: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  plan.threads = threads;
  wakeHelpers(plan.team);
}

/** A helper's life: works on every step until it is sent home. `thread` is its number, from 1. */
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

/** Sends the helpers home for good. One thread can go on with the plan. */
export function leave(plan: Plan): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  atomic.store<i32>(plan.team + LEAVING, 1);
  wakeHelpers(plan.team);
}
