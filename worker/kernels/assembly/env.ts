// What the JavaScript side gives the module besides its memory: the imports `env.sleep` and `env.wake`, named after this file.
// Threads sleep and wake by JavaScript's Atomics.wait and Atomics.notify: under Node 20, `memory.atomic.notify` counts
// a thread as woken that sleeps on (docs/decisions/0012).

/** Sleeps while the int32 at `address` equals `expected`. */
export declare function sleep(address: usize, expected: i32): void;
/** Wakes every thread that sleeps on `address`. */
export declare function wake(address: usize): void;
