/** The memory of a driver, which waits more than it computes, while the news of thousands of pods pass through it. */
import { setFlagsFromString } from 'node:v8';

/** Left alone, V8 lets garbage grow to several times of what is in use; see docs/performance.md for what this saves. */
export function keepHeapSmall(): void {
  // Percent that the heap may grow before it is looked through.
  setFlagsFromString('--heap-growing-percent=30');
  // New objects stay in the little room that they have at the start.
  setFlagsFromString('--semi-space-growth-factor=1');
  // The HTTP parser is WebAssembly: to compile that one large function once more, for speed that nobody sees, takes 10 MB.
  setFlagsFromString('--no-wasm-dynamic-tiering');
  setFlagsFromString('--no-wasm-tier-up');
}
