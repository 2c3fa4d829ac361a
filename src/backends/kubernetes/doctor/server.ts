/** The API server: reached, how quickly, and new enough. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { messageOf } from '../../../errors.ts';
import { duration } from '../../../report/units.ts';
import type { Pem } from '../client/access.ts';
import type { KubeApi } from '../client/api.ts';
import type { Connection } from '../client/connection.ts';
import { failed, failedBy, ok, unchecked, type Check } from './check.ts';

/** How the cluster was found; null where a test has no connection. */
export type Found = Pick<Connection, 'source' | 'access'>;

const versionSchema = z.object({ major: z.string(), minor: z.string(), gitVersion: z.string() });
/** The oldest that is tested. */
const oldest = { major: 1, minor: 31 };

export interface ServerChecks {
  readonly checks: readonly Check[];
  /** Nothing else can be looked at when it is not. */
  readonly reached: boolean;
}

/** @param life seconds that the credential is good for, null when that is not known */
export async function checkServer(
  api: KubeApi,
  found: Found,
  life: () => number | null,
  now: number,
): Promise<ServerChecks> {
  try {
    // The first call also makes the connection, and logs in.
    const version = await readVersion(api);
    const began = performance.now();
    await readVersion(api);
    const latency = Math.round(performance.now() - began);
    const parts = [
      `${api.server} answers in ${latency} ms`,
      found.source,
      await lifeText(found.access.user.certificate?.cert, life(), now),
    ];
    return {
      checks: [ok('api', parts.filter((part) => part !== '').join(', ')), checkVersion(version)],
      reached: true,
    };
  } catch (error) {
    const unknown = unchecked('version', 'the API server was not reached');
    const check = failedBy('api', messageOf(error), '; ');
    const fix = `check the server of ${found.source}, and the network between here and it`;
    return { checks: [{ fix, ...check }, unknown], reached: false };
  }
}

/** @throws ApiError */
async function readVersion(api: KubeApi): Promise<unknown> {
  const call = { method: 'GET', path: '/version', timeout: 10 } as const;
  // Without the patience that a run has with a server that can't be reached.
  const { status, body } = await api.ask(call);
  if (status !== 200) return api.request(call);
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function checkVersion(answer: unknown): Check {
  const parsed = versionSchema.safeParse(answer);
  const wanted = `${oldest.major}.${oldest.minor}`;
  const fix = `use a cluster with Kubernetes ${wanted} or newer`;
  // Some clouds write "34+".
  const [major, minor] = parsed.success
    ? [parseInt(parsed.data.major, 10), parseInt(parsed.data.minor, 10)]
    : [NaN, NaN];
  if (!parsed.success || Number.isNaN(major) || Number.isNaN(minor)) {
    return failed('version', `the server does not say which Kubernetes it is`, fix);
  }
  const { gitVersion } = parsed.data;
  const isOld = major < oldest.major || (major === oldest.major && minor < oldest.minor);
  return isOld
    ? failed('version', `Kubernetes ${gitVersion} is older than ${wanted}`, fix)
    : ok('version', `Kubernetes ${gitVersion}`);
}

/** '' when nothing is known of it. */
async function lifeText(certificate: Pem | undefined, life: number | null, now: number): Promise<string> {
  const seconds = life ?? (certificate === undefined ? null : await certificateLife(certificate, now));
  if (seconds === null) return '';
  return `its credential is good for ${seconds > 3 * 86_400 ? `${Math.floor(seconds / 86_400)} days` : duration(seconds)}`;
}

async function certificateLife(pem: Pem, now: number): Promise<number | null> {
  try {
    const text = 'data' in pem ? Buffer.from(pem.data, 'base64').toString() : await readFile(pem.file, 'utf8');
    return (Date.parse(new X509Certificate(text).validTo) - now) / 1000;
  } catch {
    return null;
  }
}
