// The two functions that the module imports from JavaScript. AssemblyScript names an import after the file that
// declares it: `env.sleep`.
//
// They are JavaScript's Atomics.wait and Atomics.notify. WebAssembly has instructions for both, but under Node 20
// `memory.atomic.notify` reported a thread as woken that slept on (docs/decisions/0012).

/** Sleeps while the int32 at `address` equals `expected`, until `wake` is called for the address. */
export declare function sleep(address: usize, expected: i32): void;
/** Wakes every thread that sleeps at `address`. */
export declare function wake(address: usize): void;
