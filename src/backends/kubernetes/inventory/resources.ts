/** What a workflow has in the cluster, step by step: its services, and the Jobs of its last run. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { RunRecord } from '../../../records/schema.ts';
import type { KubeApi } from '../client/api.ts';
import { readPlan } from '../driving/stored-run.ts';
import { labels, labelValue, ofComponent } from '../objects/labels.ts';
import { storedRun } from './runs.ts';
import { readiness, type DeployedService } from './service.ts';
import { deployedServices } from './services.ts';
import type { KnownWorkflow } from './workflows.ts';

export interface Resource {
  readonly kind: 'Deployment' | 'Job';
  readonly stage: string;
  readonly step: string;
  readonly state: string;
  /** What else there is to say, in order. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface WorkflowResources {
  readonly resources: readonly Resource[];
  /** Null: none that is still known. */
  readonly run: RunRecord | null;
}

/** @throws ApiError */
export async function resourcesOf(api: KubeApi, { workflow, repository, file, last_run }: KnownWorkflow) {
  const [services, run] = await Promise.all([
    deployedServices(api, workflow),
    last_run === null ? null : storedRun(api, last_run.id).catch(() => null),
  ]);
  const ours = services.filter((service) => service.repository === repository && service.file === file);
  const jobs = run === null ? [] : await jobsOf(api, run.record);
  return { run: run?.record ?? null, resources: [...jobs, ...ours.map(serviceResource)] } satisfies WorkflowResources;
}

function serviceResource(service: DeployedService): Resource {
  const { name, environment, image, revision, commit, run, url, external_url, created_at } = service;
  return {
    kind: 'Deployment',
    stage: service.stage,
    step: service.step,
    state: service.state,
    facts: withoutEmpty({
      name,
      environment,
      replicas: readiness(service),
      image,
      url,
      external_url,
      revision,
      commit,
      run,
      created_at,
    }),
  };
}

/** Of the steps that are none of the services: their Jobs may be gone, the record is not. */
async function jobsOf(api: KubeApi, record: RunRecord): Promise<readonly Resource[]> {
  const [stored, pods] = await Promise.all([
    readPlan(api, record.id),
    api.listMeta('Pod', { labelSelector: ofComponent(record.id, 'step') }),
  ]);
  const steps = new Map((stored?.plan.steps ?? []).map((step) => [step.name, step]));
  return record.steps
    .filter(({ kind }) => kind === 'job')
    .map(({ name, stage, state, reason, started_at, ended_at, children }): Resource => {
      const own = pods.filter((pod) => pod.labels?.[labels.step] === labelValue(name));
      const step = steps.get(name);
      const facts = withoutEmpty({
        run: record.id,
        executable: step === undefined ? null : executable(step),
        started_at,
        ended_at,
        children: children === null ? null : String(children.length),
        pods: own
          .map((pod) => pod.name ?? '')
          .sort()
          .join(' '),
        reason,
      });
      return { kind: 'Job', stage, step: name, state, facts };
    });
}

function executable({ code }: Pick<PlanStep, 'code'>): string {
  switch (code.kind) {
    case 'python':
    case 'notebook':
      return code.file;
    case 'command':
      return code.argv.join(' ');
    case 'shell':
      return code.script;
    case 'image':
      return ['(image)', ...code.args].join(' ');
  }
}

function withoutEmpty(facts: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value]])),
  );
}
