import {
  FORWARDED_CALLS,
  type ForwardedCalls,
  STORED_RUN_CALLS,
  type StoredRunCalls,
} from '../../worker/protocol';

/** The calls that are the same on the element, on the client and in the worker. */
export interface TrainerCalls extends ForwardedCalls, StoredRunCalls {}

/** Any of the calls. */
export type Call = (...args: readonly unknown[]) => Promise<unknown>;

type Forward<Owner> = (owner: Owner, name: keyof TrainerCalls, args: readonly unknown[]) => Promise<unknown>;

/**
 * Gives a class those methods of `TrainerCalls` that it does not write itself. Each forwards as many arguments as it has parameters.
 * Without that limit `button.onclick = trainer.pause.bind(trainer)` would fail, since an event cannot be sent to a worker.
 */
export function forwardCalls<Owner extends object>(prototype: Owner, forward: Forward<Owner>): void {
  const counts = Object.entries({ ...FORWARDED_CALLS, ...STORED_RUN_CALLS });
  for (const [name, count] of counts as [keyof TrainerCalls, number][]) {
    if (Object.hasOwn(prototype, name)) continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: Owner, ...args: readonly unknown[]) {
        return forward(this, name, args.slice(0, count));
      },
    });
  }
}
