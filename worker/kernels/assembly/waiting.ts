// How threads wait for each other: they look for a while, then sleep.

import { sleep, wake } from './env';
import { Plan } from './plan';
import { SLEEPERS, TICKET, WAITING } from './team-memory';

/**
 * Turns of a waiting loop before a thread goes to sleep, some sixty microseconds: longer than what lies between two
 * steps, so that helpers stay awake while training goes on; short enough to do little harm where there are more threads
 * than cores. Measured in docs/performance.md.
 */
const SPINS = 60000;

/** Returns once a counter is 0, which takes until others have done what they have taken. */
export function waitForNone(plan: Plan, counter: usize): void {
  if (!ASC_FEATURE_THREADS) return;
  for (let spins = 0; atomic.load<i32>(counter) !== 0; spins++) {
    if (spins < SPINS) continue;
    atomic.add<i32>(plan.team + WAITING, 1);
    const count = atomic.load<i32>(counter);
    if (count !== 0) sleep(counter, count);
    atomic.sub<i32>(plan.team + WAITING, 1);
  }
}

/** Takes something from a counter that somebody may wait for. */
export function countDown(plan: Plan, counter: usize, by: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  atomic.sub<i32>(counter, by);
  if (atomic.load<i32>(plan.team + WAITING)) wake(counter);
}

/** Returns once the ticket is another: after a short while of looking, asleep. */
export function waitForTicket(team: usize, ticket: i32): void {
  for (let spins = 0; spins < SPINS; spins++) {
    if (atomic.load<i32>(team + TICKET) !== ticket) return;
  }
  atomic.add<i32>(team + SLEEPERS, 1);
  while (atomic.load<i32>(team + TICKET) === ticket) sleep(team + TICKET, ticket);
  atomic.sub<i32>(team + SLEEPERS, 1);
}

export function wakeHelpers(team: usize): void {
  atomic.add<i32>(team + TICKET, 1);
  if (atomic.load<i32>(team + SLEEPERS) > 0) wake(team + TICKET);
}
