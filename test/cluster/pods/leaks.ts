/** Where a secret can be read that nobody was told: all of a namespace but its Secrets, and all that a run left here. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { kubectl } from '../cluster.ts';

/** The values that are there, as they are or encoded. @param folder of the project @param said what the run printed */
export async function leaksOf(
  values: readonly string[],
  namespace: string,
  folder: string,
  said: readonly string[],
): Promise<readonly string[]> {
  const objects = await kubectl(['get', 'all,configmaps,events,leases', '-o', 'json'], { namespace });
  const all = [objects, ...unpacked(objects), ...(await logsOf(namespace)), ...filesBelow(folder), ...said].join('\n');
  return values.filter((value) => formsOf(value).some((form) => all.includes(form)));
}

/** What the run's objects hold compressed: base64 of gzip begins with these letters. */
export function unpacked(text: string): readonly string[] {
  return [...text.matchAll(/H4sI[A-Za-z0-9+/]+=*/g)].map(([packed]) => {
    const plain = gunzipSync(Buffer.from(packed, 'base64')).toString();
    return [plain, ...unpacked(plain)].join('\n');
  });
}

function formsOf(value: string): readonly string[] {
  const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  return [value, escaped(value), escaped(escaped(value)), encodeURIComponent(value), base64];
}

async function logsOf(namespace: string): Promise<readonly string[]> {
  const pods = (await kubectl(['get', 'pods', '-o', 'name'], { namespace })).split('\n').filter((name) => name !== '');
  return Promise.all(pods.map((pod) => kubectl(['logs', pod], { namespace }).catch(() => '')));
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'));
}
