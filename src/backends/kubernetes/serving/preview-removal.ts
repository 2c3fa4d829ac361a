/** Takes all of a preview away: what it serves, what is kept of its runs, and at the very end its Lease. */
import type { KubeApi } from '../client/api.ts';
import type { Lease } from '../client/types.ts';
import type { LeaseClaim } from '../driving/lease.ts';
import { isOver, requestCancel } from '../driving/stored-run.ts';
import { Tenure } from '../driving/tenure.ts';
import { untilEnded } from '../driving/waiting-line.ts';
import { labels, ofOwner, type Component } from '../objects/labels.ts';
import { anchorName, leaseOfEnvironment } from '../objects/names.ts';
import { claimEnvironment } from './environment-lease.ts';
import { serviceKinds, unlessUnknown } from './live.ts';
import type { Preview } from './previews.ts';

export interface PreviewRemoval {
  readonly api: KubeApi;
  /** As who deploys has it. */
  readonly claim: Pick<LeaseClaim, 'holder' | 'seconds' | 'isDead'>;
  /** Why it goes: the record of a run that goes on says so. */
  readonly reason: string;
  readonly say: (sentence: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted, what is left of it goes the next time. */
  readonly signal: AbortSignal;
}

export interface Removed {
  /** Steps of the services, sorted. */
  readonly services: readonly string[];
  /** How many runs nothing is kept of any more. */
  readonly runs: number;
}

/** Milliseconds that a run has to end by itself, which undoes what it is rolling out. */
const patience = 120_000;

/**
 * Runs that go on are cancelled first: they would deploy what goes. Then nobody else deploys there until the Lease is gone,
 * which is the last: as long as it is there, whoever comes next sees that something is left. @throws ApiError
 * @throws AutomlError when the signal is aborted
 */
export async function removePreview(preview: Preview, removal: PreviewRemoval): Promise<Removed> {
  const { api, claim, say, now, signal } = removal;
  await endRuns(preview, removal);
  const found = await api.get('Lease', leaseOfEnvironment(preview.owner));
  if (found === null) {
    // Nothing was deployed.
    await removeRuns(api, preview);
    return { services: [], runs: preview.runs.length };
  }
  const { lease, since } = await claimEnvironment(claimOf(found, { ...claim, api }), preview.environment, {
    now,
    say,
    signal,
  });
  const tenure = new Tenure({ api, lease, now, since, onLost: () => undefined });
  try {
    const ours = api.behind(tenure);
    const services = await removeServices(ours, preview);
    await removeRuns(ours, preview);
    await tenure.remove();
    return { services, runs: preview.runs.length };
  } catch (error) {
    await tenure.release();
    throw error;
  }
}

function claimOf(found: Lease, claim: Pick<LeaseClaim, 'holder' | 'seconds' | 'isDead' | 'api'>): LeaseClaim {
  const { name = '', labels: own = {}, annotations = {} } = found.metadata ?? {};
  const isOurs = ({ metadata }: Lease): boolean => metadata?.labels?.[labels.owner] === own[labels.owner];
  return { ...claim, meta: { name, labels: own, annotations }, isOurs, of: 'workflow' };
}

/** Those that nobody drives, or that do not end, stop when their anchor goes. */
async function endRuns({ runs }: Preview, { api, reason, say, signal }: PreviewRemoval): Promise<void> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const ending = runs.map(async (id) => {
    if (await isOver(api, id)) return;
    say(`cancelling run ${id} (${reason})`);
    await requestCancel(api, id, reason);
    await untilEnded({ api, mode: 'replace', signal: enough }, id);
  });
  await Promise.all(ending);
  signal.throwIfAborted();
}

/** What leads to a service first, so that nobody is sent to one that is half gone. */
async function removeServices(api: KubeApi, { owner }: Preview): Promise<readonly string[]> {
  const labelSelector = `${ofOwner(owner)},${labels.component}=${'service' satisfies Component}`;
  const steps = new Set<string>();
  for (const kind of serviceKinds.toReversed()) {
    const metas = await unlessUnknown(kind, [], api.listMeta(kind, { labelSelector }));
    for (const { name = '', uid, labels: own } of metas) {
      await api.delete(kind, name, uid === undefined ? {} : { uid });
      steps.add(own?.[labels.step] ?? name);
    }
  }
  return [...steps].sort();
}

async function removeRuns(api: KubeApi, { runs }: Preview): Promise<void> {
  for (const id of runs) await api.delete('ConfigMap', anchorName(id));
}
