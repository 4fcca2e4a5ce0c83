// Threads that share a step's work. The trainer's own thread publishes a job; whoever is awake takes chunks of it,
// one after the other, until none is left. Which thread computes a chunk changes nothing in its numbers, so a helper
// that comes late, sleeps or was never started costs time alone.

import { Plan } from './plan';
import { patienceWith, runChunk } from './step';

// Fields of the team's memory, each on a cache line of its own.
/** Counts jobs; helpers wait for it to change. */
const TICKET: usize = 0;
/** Chunks of the job that are not done. */
const UNDONE: usize = 128;
/** Helpers asleep on TICKET, and whether the trainer's thread sleeps on UNDONE. */
const SLEEPERS: usize = 256;
const ASLEEP: usize = 260;
/** The job in work; LEAVE sends the helpers home. */
const JOB: usize = 384;
const LEAVE: i32 = -1;
/** For each thread the chunks of its part of the job that nobody has taken: the first, and in the lower half the one behind the last. */
const UNTAKEN: usize = 512;
const UNTAKEN_STRIDE: usize = 128;

// Threads sleep and are woken by JavaScript's Atomics.wait and Atomics.notify: under Node 20, `memory.atomic.notify`
// reports to have woken a thread that sleeps on (docs/decisions/0012).

/** Sleeps while the value at the address is the expected one. */
@external('env', 'sleep')
declare function sleep(address: usize, expected: i32): void;
/** Wakes whoever sleeps on the address. */
@external('env', 'wake')
declare function wake(address: usize): void;

/**
 * Turns of a waiting loop before a thread goes to sleep, some sixty microseconds: longer than what lies between two
 * steps, so that helpers stay awake while training goes on; short enough to do little harm where there are more threads
 * than cores. Measured in docs/performance.md.
 */
const SPINS = 60000;

/** Has all chunks of a job done, and returns when they are. */
export function share(plan: Plan, job: i32, chunks: i32): void {
  publish(plan, job, chunks, 0);
  finish(plan);
}

/**
 * Gives the helpers a job, of which `finish` waits for the end. Without helpers does it at once.
 * @param lead how many chunks a helper has done when the trainer's thread begins; its own part is so much smaller
 */
export function publish(plan: Plan, job: i32, chunks: i32, lead: i32): void {
  if (!ASC_FEATURE_THREADS) {
    for (let chunk = chunks - 1; chunk >= 0; chunk--) runChunk(plan, job, chunk, 0);
    return;
  }
  const team = plan.team;
  const threads = plan.threads;
  // The order matters: whoever takes a chunk must find everything else in place.
  atomic.store<i32>(team + JOB, job);
  atomic.store<i32>(team + UNDONE, chunks);
  for (let part = 0; part < threads; part++) {
    const start = <i64>startOf(part, chunks, threads, lead);
    const end = <i64>startOf(part + 1, chunks, threads, lead);
    atomic.store<i64>(untakenOf(team, part), (start << 32) | end);
  }
  wakeHelpers(team);
}

/** The first chunk of a thread's part of a job. */
@inline
function startOf(part: i32, chunks: i32, threads: i32, lead: i32): i32 {
  return part == 0 ? 0 : max(0, ((chunks + lead) * part) / threads - lead);
}

@inline
function untakenOf(team: usize, part: i32): usize {
  return team + UNTAKEN + <usize>part * UNTAKEN_STRIDE;
}

/** Works on the job with the others, and returns when all of it is done; at once when there is none. */
export function finish(plan: Plan): void {
  if (!ASC_FEATURE_THREADS) return;
  const team = plan.team;
  if (atomic.load<i32>(team + UNDONE) == 0) return;
  takeChunks(plan, team, 0);
  for (let spins = 0; atomic.load<i32>(team + UNDONE) != 0; spins++) {
    if (spins < SPINS) continue;
    atomic.store<i32>(team + ASLEEP, 1);
    const undone = atomic.load<i32>(team + UNDONE);
    if (undone != 0) sleep(team + UNDONE, undone);
    atomic.store<i32>(team + ASLEEP, 0);
  }
}

function wakeHelpers(team: usize): void {
  atomic.add<i32>(team + TICKET, 1);
  if (atomic.load<i32>(team + SLEEPERS) > 0) wake(team + TICKET);
}

/**
 * Works on a thread's own part of the job, then on what the others have left. A thread finds its own part of the
 * weights in its own cache, since it worked on the same one in the step before.
 */
function takeChunks(plan: Plan, team: usize, thread: i32): void {
  const threads = plan.threads;
  if (thread >= threads) return;
  const ticket = atomic.load<i32>(team + TICKET);
  takeChunksOf(plan, team, thread, thread);
  let part = thread;
  for (let i = 1; i < threads; i++) {
    part = part + 1 == threads ? 0 : part + 1;
    waitForOwner(untakenOf(team, part), patienceWith(atomic.load<i32>(team + JOB)));
    // Another job begins with one's own part again.
    if (atomic.load<i32>(team + TICKET) != ticket) return;
    takeChunksOf(plan, team, thread, part);
  }
}

/** Lets the owner of a part take it, for so many turns of a loop. */
function waitForOwner(untaken: usize, patience: i32): void {
  for (let turns = 0; turns < patience; turns++) {
    if (!isLeft(atomic.load<i64>(untaken))) return;
  }
}

/** Owners take their part from its end and others from its start, so that it is the same chunks in every step that change hands. */
function takeChunksOf(plan: Plan, team: usize, thread: i32, part: i32): void {
  const untaken = untakenOf(team, part);
  const isOwner = part == thread;
  let range = atomic.load<i64>(untaken);
  while (isLeft(range)) {
    const rest = isOwner ? range - 1 : range + (<i64>1 << 32);
    const found = atomic.cmpxchg<i64>(untaken, range, rest);
    if (found != range) {
      range = found;
      continue;
    }
    // A job cannot end while a chunk of it is taken and not done: what is read here belongs to the chunk's job.
    runChunk(plan, atomic.load<i32>(team + JOB), isOwner ? <i32>rest : <i32>(range >> 32), thread);
    atomic.sub<i32>(team + UNDONE, 1);
    if (atomic.load<i32>(team + ASLEEP)) wake(team + UNDONE);
    range = atomic.load<i64>(untaken);
  }
}

@inline
function isLeft(range: i64): bool {
  return <i32>(range >> 32) < <i32>range;
}

/**
 * From the next job on so many threads work, at most as many as the plan was made for. Helpers with a higher number go home; those
 * that are missing have to be called.
 */
export function resize(plan: Plan, threads: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  plan.threads = threads;
  wakeHelpers(plan.team);
}

/** A helper's life: works on every job until it is sent home. `thread` is its number, from 1. */
export function help(plan: Plan, thread: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  const team = plan.team;
  while (true) {
    const ticket = atomic.load<i32>(team + TICKET);
    if (atomic.load<i32>(team + JOB) == LEAVE || thread >= plan.threads) return;
    takeChunks(plan, team, thread);
    waitForTicket(team, ticket);
  }
}

/** Returns once the ticket is another: after a short while of looking, asleep. */
function waitForTicket(team: usize, ticket: i32): void {
  for (let spins = 0; spins < SPINS; spins++) {
    if (atomic.load<i32>(team + TICKET) != ticket) return;
  }
  atomic.add<i32>(team + SLEEPERS, 1);
  while (atomic.load<i32>(team + TICKET) == ticket) sleep(team + TICKET, ticket);
  atomic.sub<i32>(team + SLEEPERS, 1);
}

/** Sends the helpers home. The plan must not be used afterwards. */
export function leave(plan: Plan): void {
  if (!ASC_FEATURE_THREADS) return;
  finish(plan);
  atomic.store<i32>(plan.team + JOB, LEAVE);
  wakeHelpers(plan.team);
}
