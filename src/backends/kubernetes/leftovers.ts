/** What earlier runs of the same owner left in the cluster: their driver died, and nobody went on with them. */
import { messageOf } from '../../errors.ts';
import { forgetInputs, forgetSecrets } from './clean-up.ts';
import type { KubeApi } from './client/api.ts';
import type { Lease } from './client/types.ts';
import { knownRuns, madeAt, runOf, type KnownRun } from './known-runs.ts';
import { factsOf } from './objects/anchor.ts';
import { labels, ofOwner, ofRun, ofWork, type Component } from './objects/labels.ts';
import { leaseName, planName } from './objects/names.ts';
import { ownerId } from './objects/owner.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** Milliseconds. A driver on a machine that slept, or a person who attaches to the run, may come back until then. */
const day = 24 * 3600 * 1000;
/** Milliseconds until a run that has not ended, and that nobody drives, is given up. */
const week = 7 * day;

export interface Sweep {
  readonly api: KubeApi;
  /** The run that looks: never a leftover itself. */
  readonly run: Pick<RunFacts, 'id' | 'owner'>;
  /** One sentence for each thing that is done. */
  readonly say: (sentence: string) => void;
}

/** Best effort: what can't be taken away now, by somebody with fewer rights too, is found again by the next run. */
export async function sweepLeftovers(sweep: Sweep): Promise<void> {
  const { api, run, say } = sweep;
  const selector = `${ofOwner(ownerId(run.owner))},${labels.component}=${'lease' satisfies Component}`;
  try {
    const runs = await knownRuns(api, run.owner);
    const { items } = await api.list('Lease', { labelSelector: selector });
    const leases = new Map(items.map((lease) => [runOf(lease.metadata ?? {}), lease]));
    // By the server's clock, of which all other times are: never later than it is.
    const now = Math.max(0, ...runs.map(({ anchor, record }) => madeAt(record ?? anchor)));
    for (const known of runs) {
      if (known.id === run.id) continue;
      await sweepRun(sweep, known, leases.get(known.id) ?? null, now).catch((error: unknown) => {
        say(`what run ${known.id} left stays for now: ${messageOf(error)}`);
      });
    }
  } catch (error) {
    say(`what earlier runs left stays for now: ${messageOf(error)}`);
  }
}

/** A run is over when it has a record and no Lease. */
async function sweepRun({ api, say }: Sweep, run: KnownRun, lease: Lease | null, now: number): Promise<void> {
  const { id, anchor, record, hasPlan } = run;
  const quiet = now - (lease === null ? madeAt(anchor) : renewedAt(lease));
  if (record !== null) {
    if (lease === null || quiet < day || now - madeAt(record) < day) return;
    await finishCleanUp(api, id);
    say(`run ${id} had ended and its driver had not cleaned up: done`);
    return;
  }
  if (quiet < (hasPlan ? week : day)) return;
  // Without a driver too, a step that has begun goes on.
  if (hasPlan && (await isAtWork(api, id))) return;
  await api.delete('ConfigMap', anchor.name ?? '', anchor.uid === undefined ? {} : { uid: anchor.uid });
  say(`run ${id} ${hasPlan ? 'has had no driver for a week' : 'had never begun'}: removed`);
}

/** The Lease last: it says that something is left to do. */
async function finishCleanUp(api: KubeApi, id: string): Promise<void> {
  await api.deleteAll('Job', { labelSelector: ofRun(id) });
  const plan = await api.get('ConfigMap', planName(id, 0));
  if (plan !== null) await forgetSecrets(api, factsOf(plan));
  await forgetInputs(api, { id });
  await api.delete('Lease', leaseName(id));
}

async function isAtWork(api: KubeApi, id: string): Promise<boolean> {
  const { items } = await api.list('Job', { labelSelector: ofWork(id) });
  return items.some(({ status }) => (status?.ready ?? 0) > 0);
}

/** Not what its holder says: who knows what time it was there. */
function renewedAt({ metadata = {} }: Lease): number {
  const changes = (metadata.managedFields ?? []).map(({ time }) => Date.parse(time ?? '') || 0);
  return Math.max(madeAt(metadata), ...changes);
}
