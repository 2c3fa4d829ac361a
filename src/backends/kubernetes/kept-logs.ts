/** At the end of a run what its steps have printed goes to the cluster, as far as there is room: their pods go soon. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isCode } from '../../records/files.ts';
import type { RunRecord } from '../../records/schema.ts';
import type { KubeApi } from './client/api.ts';
import { logsLimit, logsObjects, logsOf, packedLog, type KeptLog } from './objects/logs.ts';
import { ofComponent } from './objects/labels.ts';
import type { OwnedRun } from './objects/metadata.ts';
import type { Ordered, OpenLogsOptions } from './open-logs.ts';

/** Compressed bytes of all logs of a run. */
const most = 1024 * 1024;
/** The share of it that attempts which failed may have, before all others. */
const failedShare = 0.75;
/** Bytes of one log that are looked at, from its end. */
const longestTail = 8 * 1024 * 1024;
/** Compressed bytes below which an end is no help. */
const least = 256;

interface LogOnDisk extends Ordered {
  readonly path: string;
  readonly size: number;
}

interface Keeping {
  readonly api: KubeApi;
  readonly run: OwnedRun;
  readonly record: Pick<RunRecord, 'steps'>;
  readonly logPath: OpenLogsOptions['logPath'];
}

/** What another driver has stored already stays as it is. @throws ApiError, Error of the disk */
export async function keepLogs({ api, run, record, logPath }: Keeping): Promise<void> {
  const attempts = record.steps.flatMap(({ name, children, attempts: own }) =>
    (children ?? [{ iteration: undefined, attempts: own }]).flatMap(({ iteration, attempts: all }) =>
      all.map(({ attempt, state }) => {
        const task = { step: name, ...(iteration === undefined ? {} : { iteration }) };
        return { task, attempt, hasFailed: state === 'failed' || state === 'timed-out' };
      }),
    ),
  );
  const found = async (hasFailed: boolean): Promise<LogOnDisk[]> => {
    const logs: LogOnDisk[] = [];
    for (const { task, attempt } of attempts.filter((each) => each.hasFailed === hasFailed)) {
      const path = logPath(task, attempt);
      const size = path === null ? 0 : await sizeOf(path);
      if (path !== null && size > 0) logs.push({ task, attempt, path, size });
    }
    return logs;
  };
  const others = await found(false);
  const failed = await packed(await found(true), others.length === 0 ? most : most * failedShare);
  const all = [...failed, ...(await packed(others, most - bytesOf(failed)))];
  for (const object of logsObjects(run, all)) await api.create('ConfigMap', object);
}

/** By attempt: what is kept of a run. @throws ApiError, Error for what no version of this program has written */
export async function readKeptLogs(api: KubeApi, id: string): Promise<readonly KeptLog[]> {
  const { items } = await api.list('ConfigMap', { labelSelector: ofComponent(id, 'logs') });
  return (await Promise.all(items.map(logsOf))).flat();
}

/** Shorter ones leave to the longer ones what they do not need. @param room compressed bytes for all of them */
async function packed(logs: readonly LogOnDisk[], room: number): Promise<Buffer[]> {
  const shortestFirst = logs.slice(0, Math.floor(room / least)).sort((a, b) => a.size - b.size);
  const all: Buffer[] = [];
  let left = room;
  for (const [place, log] of shortestFirst.entries()) {
    const share = Math.min(logsLimit, Math.floor(left / (shortestFirst.length - place)));
    const end = await endOf(log, share);
    if (end === null) continue;
    all.push(end);
    left -= end.length;
  }
  return all;
}

/** Null: it would be too short. @param room compressed bytes */
async function endOf(log: LogOnDisk, room: number): Promise<Buffer | null> {
  const tail = await tailOf(log.path, log.size);
  let length = tail.length;
  while (length > 0) {
    const bytes = length === log.size ? tail : wholeLines(tail.subarray(tail.length - length));
    const cut = await markOf(log, log.size - bytes.length);
    const { task, attempt } = log;
    const document = await packedLog({ ...task, attempt, text: `${cut}${bytes.toString()}` });
    if (document.length <= room) return document;
    length = Math.floor(bytes.length * Math.min(0.9, (0.95 * room) / document.length));
  }
  return null;
}

/** Without the part of a line that it begins with, unless that is all. */
function wholeLines(bytes: Buffer): Buffer {
  const line = bytes.indexOf('\n') + 1;
  return line === bytes.length ? bytes : bytes.subarray(line);
}

/** @param missing bytes at its beginning */
async function markOf({ path }: LogOnDisk, missing: number): Promise<string> {
  if (missing === 0) return '';
  let lines = 0;
  for await (const chunk of createReadStream(path, { end: missing - 1 })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  return `[... ${lines === 0 ? 'the beginning is' : `${lines} lines are`} not kept ...]\n`;
}

async function tailOf(path: string, size: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const length = Math.min(size, longestTail);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** 0 where there is none: the pod was gone before this driver came. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return 0;
    throw error;
  }
}

function bytesOf(documents: readonly Buffer[]): number {
  return documents.reduce((sum, { length }) => sum + length, 0);
}
