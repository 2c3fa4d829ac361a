/** One Job of the doctor, from its creation to what its pod found. */
import { AutomlError, messageOf } from '../../../errors.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Claim, Event, Job, Pod } from '../client/types.ts';
import { startTrouble } from '../diagnosis/start.ts';
import type { Trouble } from '../diagnosis/trouble.ts';
import { troubleOfJob, troubleOfPod } from '../diagnosis/waiting.ts';
import { listed, readable, unreadable } from '../preflight/readable.ts';
import { storeVolume } from './probe-job.ts';

export type ProbeEnd =
  /** It ran. `report`: what it wrote, '' for nothing. */
  | { readonly kind: 'ran'; readonly pod: string; readonly report: string; readonly milliseconds: number }
  /** The image is there, and its command can't be started: no shell, as a rule. */
  | { readonly kind: 'no-start'; readonly sentence: string }
  | { readonly kind: 'stuck'; readonly sentence: string }
  /** Nothing is known to be wrong. */
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'forbidden' };

export interface ProbeWorld {
  readonly api: KubeApi;
  /** Resolves early when the doctor is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface Patience {
  /** Milliseconds between two looks. */
  readonly look: number;
  /** Milliseconds that something which may mend itself is waited out. */
  readonly trouble: number;
  /** Milliseconds in all. */
  readonly total: number;
}

/** The Job is left there: whoever calls deletes it. @throws ApiError */
export async function runProbe(job: Job, patience: Patience, { api, sleep, signal }: ProbeWorld): Promise<ProbeEnd> {
  const began = performance.now();
  const name = job.metadata?.name ?? '';
  const refused = await create(api, job);
  if (refused !== null) return refused;
  let troubledSince: number | null = null;
  while (!signal.aborted) {
    const waited = performance.now() - began;
    const seen = await look(api, name);
    const end = endOf(seen.pod, waited);
    if (end !== null) return end;
    const { trouble } = seen;
    if (trouble === null) troubledSince = null;
    else {
      troubledSince ??= performance.now();
      const limit = trouble.permanent ? Math.min(trouble.grace * 1000, patience.trouble) : patience.trouble;
      if (performance.now() - troubledSince >= limit) return { kind: 'stuck', sentence: trouble.sentence };
    }
    if (waited > patience.total) {
      return trouble === null
        ? { kind: 'slow', seconds: patience.total / 1000 }
        : { kind: 'stuck', sentence: trouble.sentence };
    }
    await sleep(patience.look);
  }
  throw new AutomlError('CLUSTER', 'interrupted');
}

async function create(api: KubeApi, job: Job): Promise<ProbeEnd | null> {
  try {
    await api.create('Job', job);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === null || error.status >= 500) throw error;
    const isRight = error.status === 403 && /\bcannot create resource "jobs"/.test(error.said);
    return isRight ? { kind: 'forbidden' } : { kind: 'stuck', sentence: messageOf(error) };
  }
}

interface Seen {
  readonly pod: Pod | null;
  readonly trouble: Trouble | null;
}

async function look(api: KubeApi, name: string): Promise<Seen> {
  const { items } = await api.list('Pod', { labelSelector: `batch.kubernetes.io/job-name=${name}` });
  const [pod = null] = items;
  if (pod === null) {
    const job = await api.get('Job', name);
    return { pod, trouble: job === null ? null : troubleOfJob(job, await eventsOf(api, name)) };
  }
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return { pod, trouble: null };
  const podName = pod.metadata?.name ?? '';
  const claimName = `${podName}-${storeVolume}`;
  const mounts = (pod.spec?.volumes ?? []).some(({ ephemeral }) => ephemeral !== undefined);
  const claim = mounts ? await readable(api.get('PersistentVolumeClaim', claimName)) : null;
  const events = [...(await eventsOf(api, podName)), ...(mounts ? await eventsOf(api, claimName) : [])];
  const claims: readonly Claim[] = claim === null || claim === unreadable ? [] : [claim];
  return { pod, trouble: troubleOfPod(pod, events, { claims }) };
}

async function eventsOf(api: KubeApi, name: string): Promise<readonly Event[]> {
  return listed(api, 'Event', { fieldSelector: `involvedObject.name=${name}` });
}

function endOf(pod: Pod | null, milliseconds: number): ProbeEnd | null {
  const [status] = pod?.status?.containerStatuses ?? [];
  const terminated = status?.state?.terminated;
  if (pod === null || terminated === undefined) {
    return pod?.status?.phase === 'Failed'
      ? {
          kind: 'stuck',
          sentence: `its pod failed: ${pod.status.message ?? pod.status.reason ?? 'no reason is given'}`,
        }
      : null;
  }
  const said = terminated.message ?? '';
  const isStart = ['StartError', 'ContainerCannotRun'].includes(terminated.reason ?? '');
  const start = isStart ? startTrouble(said, status?.image ?? '') : null;
  if (start !== null) return { kind: 'no-start', sentence: start.sentence };
  if (isStart) return { kind: 'stuck', sentence: `its container can't be started: ${said}` };
  return { kind: 'ran', pod: pod.metadata?.name ?? '', report: said, milliseconds };
}
