/** Reads along with a watch of pods: when the news that a step's container has ended passed by. */
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { stepContainer } from '../../../src/backends/kubernetes/layout.ts';

export interface Termination {
  readonly pod: string;
  readonly time: number;
}

const status = z.object({ name: z.string(), state: z.object({ terminated: z.object({}).optional() }) });
const news = z.object({
  type: z.literal('MODIFIED'),
  object: z.object({
    metadata: z.object({ name: z.string() }),
    status: z.object({ containerStatuses: z.array(status) }),
  }),
});

/** Adds each pod once, by the first of its events that says so. */
export function watchTerminations(stream: Readable, found: Termination[], now: () => number): void {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  stream.on('data', (chunk: Buffer) => {
    const time = now();
    const lines = (begun + decoder.write(chunk)).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      const pod = endedPod(line);
      if (pod !== null && !found.some((known) => known.pod === pod)) found.push({ pod, time });
    }
  });
}

function endedPod(line: string): string | null {
  // Most lines are not worth parsing.
  if (!line.includes('"terminated"')) return null;
  const parsed = news.safeParse(JSON.parse(line));
  if (!parsed.success) return null;
  const { metadata, status } = parsed.data.object;
  const ended = status.containerStatuses.some(({ name, state }) => {
    return name === stepContainer && state.terminated !== undefined;
  });
  return ended ? metadata.name : null;
}
