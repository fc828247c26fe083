// Waits without an event loop, for descriptors that are read and written at once.

/** Blocks this thread. Signals still end the process: none of them has a handler of ours. */
export function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
