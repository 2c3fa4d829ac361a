/** What an exit code means: the words of the step agent (runner/agent/failure.py). */

const fatal: ReadonlyMap<number, string> = new Map([
  [6, 'SIGABRT (aborted)'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV (segmentation fault)'],
]);

/** As for the agent, which is told whether the kernel killed anything. */
export type Memory = 'ran-out' | 'not-known';

/** `exit 3`, `exit 137: a process was killed by SIGKILL; memory may have run out`. */
export function exitSentence(code: number, memory: Memory = 'not-known'): string {
  const out =
    memory === 'ran-out' ? '; the kernel killed a process because memory had run out: raise resources.memory' : '';
  const signal = fatal.get(code - 128);
  if (signal === undefined) return `exit ${code}${out}`;
  const hint = out === '' && signal === 'SIGKILL' ? '; memory may have run out' : out;
  return `exit ${code}: a process was killed by ${signal}${hint}`;
}
