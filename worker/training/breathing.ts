import type { EnginePieces, Work } from '../engines/engine';
import { Macrotask } from './macrotask';

/** The longest time that the worker computes before it handles messages, so that pause, stop and predict respond at once. */
export const YIELD_AFTER_MS = 12;

/**
 * Computes all pieces.
 * @param breathe lets the worker handle its messages; awaited between two pieces, not more often than necessary
 */
export async function computeBreathing<T>(work: Work<T>, breathe: () => Promise<void>): Promise<T> {
  let lastBreath = performance.now();
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      if (performance.now() - lastBreath < YIELD_AFTER_MS) continue;
      await breathe();
      lastBreath = performance.now();
    }
  } finally {
    // Without effect on work that is complete.
    work.return(undefined as T);
  }
}

/** The same for work that uses the pieces of an engine, in a turn of its own. */
export async function computeInTurn<T>(
  { turns }: EnginePieces,
  work: Work<T>,
  breathe: () => Promise<void>,
): Promise<T> {
  const giveBack = await turns.take();
  try {
    return await computeBreathing(work, breathe);
  } finally {
    giveBack();
  }
}

/** Computes something with a function that lets the worker handle its messages. Most calls are too short to need it. */
export async function breathing<T>(compute: (breathe: () => Promise<void>) => Promise<T>): Promise<T> {
  const macrotasks: Macrotask[] = [];
  try {
    return await compute(() => {
      if (macrotasks.length === 0) macrotasks.push(new Macrotask());
      return (macrotasks[0] as Macrotask).next();
    });
  } finally {
    macrotasks[0]?.close();
  }
}
