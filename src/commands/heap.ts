/** The memory of a driver, which waits more than it computes, while the news of thousands of pods pass through it. */
import { setFlagsFromString } from 'node:v8';

/** Left alone, V8 lets garbage grow to several times of what is in use; see docs/performance.md for what these save. */
export const heapFlags = [
  // Percent that the heap may grow before it is looked through.
  '--heap-growing-percent=20',
  // New objects stay in the little room that they have at the start.
  '--semi-space-growth-factor=1',
  // The HTTP parser is WebAssembly: to compile its one large function again, for speed that nobody sees, takes 6 to 16 MB.
  '--no-wasm-dynamic-tiering',
  '--no-wasm-tier-up',
] as const;

/** Works for what is compiled and allocated from now on. */
export function keepHeapSmall(): void {
  for (const flag of heapFlags) setFlagsFromString(flag);
}
