import type { Work } from './engine';

/** Computes all pieces at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** A computation that cannot be divided. */
// biome-ignore lint/correctness/useYield: the work is one piece
export function* inOnePiece<T>(compute: () => T): Work<T> {
  return compute();
}
