/** All that the doctor looks at, each line as soon as it is known. Whatever it makes in the cluster is gone at its end. */
import type { Plan } from '../../../plan/plan.ts';
import { messageOf } from '../../../errors.ts';
import { plural } from '../../../report/units.ts';
import type { KubeApi } from '../client/api.ts';
import type { Job } from '../client/types.ts';
import { judgeCapacity } from '../preflight/capacity.ts';
import { missingRights, rightsSentence } from '../preflight/missing-rights.ts';
import { refuseMissingObjects } from '../preflight/named-objects.ts';
import { readNamespace } from '../preflight/namespace.ts';
import { refuseByProject } from '../preflight/project.ts';
import { listed } from '../preflight/readable.ts';
import { rightsFor } from '../preflight/rights.ts';
import { failed, failedBy, ok, unchecked, type Check } from './check.ts';
import { checkImage, checkIndex, checkLogs, type ProbedImage } from './image.ts';
import { checkIngress } from './ingress.ts';
import { imagesOf, smallResources, type TriedImage } from './patient.ts';
import { imageProbe, storeProbe, type ProbePlace } from './probe-job.ts';
import { runProbe, type Patience, type ProbeEnd, type ProbeWorld } from './probe.ts';
import { checkQuota } from './quota.ts';
import { checkServer, type Found } from './server.ts';
import { checkStore, checkStoreClass } from './store.ts';

export interface Patient {
  readonly api: KubeApi;
  readonly connection: Found;
  /** Seconds that the credential is good for, null when that is not known. */
  readonly life: () => number | null;
  /** Of the file that was named; without one a plan of no steps. */
  readonly plan: Plan;
  /** The file as the user typed it; null: none was named. */
  readonly file: string | null;
  /** What steps get to see of the project. */
  readonly files: readonly string[];
  /** Names of the secrets whose values runs bring. */
  readonly ownSecrets: ReadonlySet<string>;
  /** The file has schedules that the cluster starts; absent: it has none. */
  readonly cronJobs?: boolean;
  /** In place of the file's images. */
  readonly image?: string;
  /** Text of `python.ca`. */
  readonly ca: string | null;
}

export interface Means {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Part of the names of what is made; a-z and 0-9. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** No pods. */
  readonly quick: boolean;
  readonly patience?: Partial<Patience>;
  readonly onProgress: (doing: string) => void;
}

const usualPatience: Patience = { look: 250, trouble: 15_000, total: 60_000 };
/** Clouds make a disk in half a minute. */
const storePatience: Patience = { look: 250, trouble: 45_000, total: 90_000 };

export async function* examine(patient: Patient, means: Means): AsyncGenerator<Check> {
  const { api, plan } = patient;
  means.onProgress('asking the API server');
  const { checks, reached } = await checkServer(api, patient.connection, patient.life, means.now);
  yield* checks;
  if (!reached) return;
  const namespace = await readNamespace(api);
  if (namespace.problem !== null) {
    yield failedBy('namespace', namespace.problem);
    return;
  }
  means.onProgress('asking for rights');
  yield await checkRights(patient);
  yield* await checkFile(patient);
  yield await checkQuota(api);
  const store = await checkStoreClass(plan, api);
  yield* tryOut(patient, means, { assignsUsers: namespace.assignsUsers, store });
  yield await checkIngress(plan, api);
}

async function checkRights({ api, plan, file, ownSecrets, cronJobs = false }: Patient): Promise<Check> {
  const rights = rightsFor(plan, { ownSecrets: ownSecrets.size > 0, cronJobs }).filter(
    ({ need }) => need !== 'optional',
  );
  const missing = await missingRights(api, rights);
  if (missing === null) return unchecked('rights', 'the cluster does not say which rights the account has');
  const sentence = await rightsSentence(api, missing, { file: file ?? '', ownSecrets });
  const count = rights.reduce((sum, { verbs }) => sum + verbs.length, 0);
  return sentence === null
    ? ok('rights', `all ${plural(count, 'right')} that a run needs in namespace ${api.namespace}`)
    : failedBy('rights', sentence);
}

/** What the file names is there, and what it asks for can be had. */
async function checkFile({ api, plan, file, files, ownSecrets }: Patient): Promise<readonly Check[]> {
  if (file === null) return [unchecked('file', 'none was named')];
  const refusals = refuseByProject(plan, files);
  refusals.addAll(await refuseMissingObjects(plan, api, ownSecrets));
  const capacity = await judgeCapacity(plan, api);
  refusals.addAll(capacity.refusals);
  const troubles = [...refusals.entries()].map(([step, sentence]) => failedBy('file', `step ${step}: ${sentence}`));
  if (troubles.length > 0) return troubles;
  const running = plan.steps.filter(({ skip }) => skip === undefined).length;
  return [ok('file', [`${file}: what its ${plural(running, 'step')} name is there`, ...capacity.warnings].join('; '))];
}

interface Known {
  readonly assignsUsers: boolean;
  /** Null: a pod must try. */
  readonly store: Check | null;
}

async function* tryOut(patient: Patient, means: Means, { assignsUsers, store }: Known): AsyncGenerator<Check> {
  const { api, plan } = patient;
  const { id, quick, signal, onProgress } = means;
  const images = imagesOf(plan, patient.image, patient.ca);
  const resources = smallResources(await listed(api, 'LimitRange'), await listed(api, 'ResourceQuota'));
  const made = new Set<string>();
  let count = 0;
  const place = ({ image, pod }: TriedImage): ProbePlace => {
    count += 1;
    return { name: `automl-doctor-${id}-${count}`, image, pod, assignsUsers, resources };
  };
  const world: ProbeWorld = { api, sleep: means.sleep, signal };
  const probe = async (job: Job, patience: Patience): Promise<ProbeEnd> => {
    const name = job.metadata?.name ?? '';
    // Before it is there: of a creation whose answer got lost nobody knows.
    made.add(name);
    const end = await runProbe(job, { ...patience, ...means.patience }, world);
    if (end.kind === 'forbidden') made.delete(name);
    return end;
  };
  const [first] = images;
  try {
    if (!quick) onProgress(`starting pods with ${images.map(({ image }) => image).join(', ')}`);
    const probes = images.map(async (image): Promise<ProbedImage> => {
      const end = quick ? null : await probe(imageProbe(place(image), image.env, image.secrets), usualPatience);
      return { ...image, end };
    });
    const storing: Promise<ProbeEnd | null> =
      quick || store !== null || first === undefined
        ? Promise.resolve(null)
        : probe(storeProbe(place(first), plan.store), storePatience);
    // Both are awaited below; until then a failure of one must not count as one that nobody handles.
    storing.catch(() => undefined);
    const probed = await Promise.all(probes);
    for (const image of probed) yield checkImage(image);
    yield await checkLogs(api, probed.find(({ end }) => end?.kind === 'ran')?.end ?? probed[0]?.end ?? null, signal);
    yield checkIndex(probed, plan.python.offline);
    yield store ?? checkStore(plan.store, await storing);
  } finally {
    onProgress('cleaning up');
    const left = await remove(api, [...made]);
    // Not thrown: it would hide what the pods found.
    if (left !== null) yield left;
  }
}

/** Best effort: what can't be deleted goes by itself a minute after its end. */
async function remove(api: KubeApi, names: readonly string[]): Promise<Check | null> {
  const results = await Promise.allSettled(names.map((name) => api.delete('Job', name)));
  const reason = results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : []))[0];
  if (reason === undefined) return null;
  return failed(
    'clean-up',
    `the doctor's Jobs are still there (${reason})`,
    `kubectl delete jobs --namespace ${api.namespace} -l app.kubernetes.io/name=automl-doctor`,
  );
}
