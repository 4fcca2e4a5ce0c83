// How threads wait for each other. A thread first looks in a loop, which costs its core but reacts at once. Then it
// sleeps until it is woken.
//
// No wake-up is lost. A thread that goes to sleep first says so in SLEEPERS or WAITING, and then sleeps only if the
// value has not changed. A thread that changes the value does so first, and then looks whether anyone sleeps. One of
// the two sees the other.

import { sleep, wake } from './env';
import { Plan } from './plan';
import { SLEEPERS, TICKET, WAITING } from './team-memory';

/**
 * How often a thread looks before it sleeps: about sixty microseconds. That is longer than the time between two
 * steps, so helpers stay awake while training runs. It is short enough to do little harm if there are more threads
 * than cores. docs/performance.md has the measurements.
 */
const SPINS = 60000;

/** Returns when the int32 at `counter` is 0. */
export function waitForZero(plan: Plan, counter: usize): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let spins = 0; atomic.load<i32>(counter) !== 0; spins++) {
    if (spins < SPINS) continue;
    atomic.add<i32>(plan.team + WAITING, 1);
    const count = atomic.load<i32>(counter);
    if (count !== 0) sleep(counter, count);
    atomic.sub<i32>(plan.team + WAITING, 1);
  }
}

/** Subtracts from a counter that another thread may wait for. */
export function countDown(plan: Plan, counter: usize, by: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  atomic.sub<i32>(counter, by);
  if (atomic.load<i32>(plan.team + WAITING)) wake(counter);
}

/** Returns when the ticket is no longer `ticket`. */
export function waitForTicket(team: usize, ticket: i32): void {
  for (let spins = 0; spins < SPINS; spins++) {
    if (atomic.load<i32>(team + TICKET) !== ticket) return;
  }
  atomic.add<i32>(team + SLEEPERS, 1);
  while (atomic.load<i32>(team + TICKET) === ticket) sleep(team + TICKET, ticket);
  atomic.sub<i32>(team + SLEEPERS, 1);
}

/** Tells the helpers to look at the team's memory: counts the ticket up and wakes those that sleep. */
export function advanceTicket(team: usize): void {
  atomic.add<i32>(team + TICKET, 1);
  if (atomic.load<i32>(team + SLEEPERS) > 0) wake(team + TICKET);
}
