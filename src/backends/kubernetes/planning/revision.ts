/** The Deployment that a run would apply for a service, and why it would differ from the one that is there. */
import { foreseenOrder } from '../../../engine/foreseen-order.ts';
import type { KubeApi } from '../client/api.ts';
import type { Deployment, PodTemplate } from '../client/types.ts';
import { labels } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { deploymentObject, servicePodTemplate, type ServiceStep } from '../objects/service.ts';
import { notesOf, replicasOf, templateDigest, withNotes } from '../serving/next-revision.ts';
import { revisionKey } from '../serving/revision-key.ts';
import { versionsIn } from '../serving/versions.ts';
import { applied } from '../serving/way-back.ts';
import { fieldChanges } from './field-changes.ts';
import type { PlannedRun } from './planned-run.ts';
import { plannedVersions, versionReasons } from './planned-versions.ts';
import { changedFiles } from './source-changes.ts';
import { pastOrder, toldInWords, toldOf } from './told.ts';

export interface PlannedRevision {
  readonly deployment: Deployment;
  /** New pods take the place of those that serve. */
  readonly rolls: boolean;
  /** Why, in words. */
  readonly reasons: readonly string[];
  /** Outputs of steps of which it was assumed that they stay as they are: `train.model`. */
  readonly assuming: readonly string[];
  /** Names that only this plan uses. */
  readonly placeholders: ReadonlySet<string>;
}

/** Files that are named one by one. */
const filesAtMost = 5;

/** @throws ApiError @throws RenderError */
export async function plannedRevision(
  api: KubeApi,
  run: PlannedRun,
  step: ServiceStep,
  service: string,
  live: Deployment | null,
): Promise<PlannedRevision> {
  const { plan } = run;
  const told = toldOf(live);
  const { order, unknown } = foreseenOrder(plan, step, told === null ? null : pastOrder(told));
  const { versions, ownSecrets } = await plannedVersions(api, run, step, service, live);
  const facts = factsOf(run, ownSecrets, live);
  const key = revisionKey({ facts, plan, step, order, versions });
  const common = { assuming: live === null ? [] : unknown, placeholders: new Set([...ownSecrets.values()]) };
  const kept = live === null ? { template: null, why: [] } : keptTemplate(live, key);
  if (live !== null && kept.template !== null) {
    const own = deploymentObject(facts, step, kept.template, replicasOf(step, live));
    const deployment = withNotes(own, notesOf(live));
    return { ...common, deployment, rolls: false, reasons: [] };
  }
  const template = servicePodTemplate(facts, plan, step, order, { key, versions });
  const deployment = deploymentObject(facts, step, template, replicasOf(step, live));
  if (live === null) return { ...common, deployment, rolls: true, reasons: [] };
  const next = toldOf(deployment);
  const inWords = [told, next].map((each) => (each === null ? {} : toldInWords(each)));
  const changes = fieldChanges(inWords[0], inWords[1], inWords);
  const reasons = [
    ...kept.why,
    ...changes.map(({ path, before, after }) => `${path} ${before ?? '–'} → ${after ?? '–'}`),
    ...versionReasons(versionsIn(live), versions),
    ...(step.code.kind === 'image' ? [] : await codeReasons(api, run, live)),
  ];
  return { ...common, deployment, rolls: true, reasons };
}

/** As the run would have it; what it would make is called as what is there, so that it does not count as a change. */
function factsOf(
  { plan, owner, sourceDigest, assignsUsers, grace }: PlannedRun,
  ownSecrets: ReadonlyMap<string, string>,
  live: Deployment | null,
): RunFacts {
  const volumes = live?.spec?.template.spec?.volumes ?? [];
  const injected = volumes.find(({ name }) => name === 'injected')?.projected?.sources ?? [];
  const claim = volumes.find(({ name }) => name === 'store')?.persistentVolumeClaim?.claimName;
  return {
    id: plan.run.id,
    owner,
    workflow: plan.workflow,
    anchor: { name: '', uid: '' },
    assignsUsers,
    injected: injected.flatMap(({ configMap }) => configMap?.name ?? []),
    source: sourceDigest,
    store: claim === undefined ? null : { claim, sharesNode: plan.store.accessMode === 'ReadWriteOnce' },
    ownSecrets,
    grace,
    verbose: false,
  };
}

/** The template of the same revision, if it is used again. */
function keptTemplate(
  live: Deployment,
  key: string,
): { readonly template: PodTemplate | null; readonly why: readonly string[] } {
  const { [labels.before]: before, [labels.template]: digest } = live.metadata?.annotations ?? {};
  const anew = (...why: readonly string[]) => ({ template: null, why });
  if (before !== undefined) return anew('a roll-out is unfinished');
  if (live.spec?.template.metadata?.labels?.[labels.revision] !== key) return anew();
  if (digest !== templateDigest(live)) return anew('somebody has changed its pods');
  return { template: applied(live).spec?.template ?? null, why: [] };
}

async function codeReasons(api: KubeApi, { plan, source }: PlannedRun, live: Deployment): Promise<readonly string[]> {
  const files = await changedFiles(api, live, source, plan.file.split('/').at(-1) ?? '');
  if (files === null || files.length === 0) return [];
  const more = files.length > filesAtMost ? ` and ${files.length - filesAtMost} more` : '';
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return [`code: ${count} changed (${files.slice(0, filesAtMost).join(', ')}${more})`];
}
