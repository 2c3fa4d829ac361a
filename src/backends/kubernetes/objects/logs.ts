/** What the steps of a run have printed, as it stays when their pods are gone: compressed, each log by itself. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Task } from '../../../plan/plan.ts';
import { kinds, type ConfigMap } from '../client/types.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { logsName } from './names.ts';

/** Bytes in one ConfigMap. The API server takes 1 MiB, base64 and all else included. */
export const logsLimit = 900 * 1024;
const key = 'logs.jsonl.gz';

const keptLog = z.object({
  step: z.string(),
  iteration: z.int().min(1).exactOptional(),
  attempt: z.int().min(1),
  text: z.string(),
});
export type KeptLog = Task & Pick<z.infer<typeof keptLog>, 'attempt' | 'text'>;

/** Not all at once: the driver's Lease is renewed meanwhile. */
export function packedLog({ step, iteration, attempt, text }: KeptLog): Promise<Buffer> {
  const log = { step, ...(iteration === undefined ? {} : { iteration }), attempt, text };
  return promisify(gzip)(`${JSON.stringify(log)}\n`);
}

/** @param logs made by `packedLog`, each at most `logsLimit`: one ConfigMap holds whole logs */
export function logsObjects(run: OwnedRun, logs: readonly Buffer[]): ConfigMap[] {
  const parts: Buffer[][] = [];
  let room = 0;
  for (const log of logs) {
    if (log.length > room) {
      parts.push([]);
      room = logsLimit;
    }
    parts.at(-1)?.push(log);
    room -= log.length;
  }
  return parts.map((part, number) => ({
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    immutable: true,
    metadata: ownedMeta(run, logsName(run.id, number), 'logs'),
    binaryData: { [key]: Buffer.concat(part).toString('base64') },
  }));
}

/** The logs that a ConfigMap of `logsObjects` holds. @throws Error for one that no version of this program has written */
export async function logsOf({ metadata, binaryData }: ConfigMap): Promise<readonly KeptLog[]> {
  const data = binaryData?.[key];
  if (data === undefined) throw new Error(`the ConfigMap ${metadata?.name ?? ''} has no ${key}`);
  const lines = (await promisify(gunzip)(Buffer.from(data, 'base64'))).toString().split('\n').slice(0, -1);
  return lines.map((line) => keptLog.parse(JSON.parse(line)));
}
