/** Who drives: a process, named so that another on the same machine can tell whether it is dead, and need not wait. */
import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { processState } from '../../../records/process-state.ts';

export interface Here {
  readonly host: string;
  readonly pid: number;
  readonly random: (bytes: number) => Uint8Array;
}

/** `laptop/4711/88341/3f2a91c0/9c1e`: host, pid, its start, what tells this machine and its processes apart, random. */
export async function holderName({ host, pid, random }: Here): Promise<string> {
  const { start } = await processState(pid);
  return [host, pid, start ?? '', await scope(), Buffer.from(random(2)).toString('hex')].join('/');
}

/** True only where it is certain: the same machine, booted once, the same process ids, and no such process any more. */
export async function isDead(holder: string, host: string): Promise<boolean> {
  const [theirHost, pid = '', start = '', theirScope = ''] = holder.split('/');
  if (theirHost !== host || theirScope === '' || start === '' || theirScope !== (await scope())) return false;
  const now = await processState(Number(pid));
  return !now.isAlive || now.start !== start;
}

/** For people: `laptop (process 4711)`. */
export function holderInWords(holder: string): string {
  const [host = '', pid = ''] = holder.split('/');
  return `${host} (process ${pid})`;
}

/** The boot of this machine and the namespace of its process ids; '' where there is no such thing (macOS, Windows). */
async function scope(): Promise<string> {
  try {
    const parts = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
    ]);
    return createHash('sha256').update(parts.join()).digest('hex').slice(0, 8);
  } catch {
    return '';
  }
}
