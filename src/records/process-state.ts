/** Whether a process lives, and which one it is: process ids are used again. */
import { readFile } from 'node:fs/promises';

export interface ProcessState {
  readonly isAlive: boolean;
  /** Ticks since boot: the same pid with another start is another process. Null where it can't be known. */
  readonly start: string | null;
}

/** Of a process of this machine, from /proc (Linux). Elsewhere it counts as dead, without a start. */
export async function processState(pid: number): Promise<ProcessState> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Fields 3 and 22, see proc(5); the name in field 2 may hold anything, its end is the last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  // A zombie has ended; only nobody has asked how.
  return { isAlive: state !== '' && state !== 'Z' && state !== 'X', start: fields[19] ?? null };
}
