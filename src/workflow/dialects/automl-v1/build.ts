/** From the steps of an old file to those of the model: defaults, and what holds for a stage as a whole. */
import { escapeTemplate } from '../../expression/template.ts';
import type { Service, Stage, Step } from '../../model.ts';
import { cleanSecretName } from '../../names.ts';
import { plainPod } from '../../pod.ts';
import { plainIngress, plainService } from '../../service.ts';
import type { SourceFile } from '../../source.ts';
import { codeOf } from './command.ts';
import { pythonText } from './python-text.ts';
import type { OldStage } from './stages.ts';
import type { OldStep } from './step.ts';

const DEFAULTS = {
  cpu: 0.5,
  /** bytes: "500M" */
  memory: 500e6,
  /** seconds */
  timeout: 30,
  startTimeout: 600,
  minReadySeconds: 5,
  port: 5000,
  replicas: 2,
  revisionHistoryLimit: 2,
} as const;

/**
 * Both were requests only: the old system limited nothing, so its files ask for less than their steps use, and their 500 MB
 * as a limit would end what has always worked. A namespace that wants limits sets them with a LimitRange.
 */
const NO_LIMITS = { memory: null } as const;

/** Old files bind whole Secrets only; one object for all steps. */
const NO_SOURCES: Step['envFrom'] = {};

/** Kubernetes waits 10 s before it tries a Job's pod again, twice as long each further time, 6 minutes at most. */
const BACKOFF = { backoff: 10, maxBackoff: 360 } as const;
/** Of the model. */
const MAX_RETRIES = 20;

export function buildStage(stage: OldStage, names: ReadonlyMap<OldStep, string>, source: SourceFile): Stage {
  const nameOf = (step: OldStep): string => names.get(step) ?? step.clean;
  const jobs = stage.steps.filter(({ service }) => service === undefined);
  const services = stage.steps.filter(({ service }) => service !== undefined);
  const context = {
    source,
    // All jobs of a stage were waited for as long as the most patient of them; so were the services, after the jobs.
    jobTimeout: longest(jobs),
    serviceTimeout: longest(services),
    jobs: jobs.map(nameOf),
  };
  return { name: stage.name, steps: stage.steps.map((step) => buildStep(nameOf(step), step, context)) };
}

function longest(steps: readonly OldStep[]): number {
  return steps.reduce((most, { values }) => Math.max(most, values.timeout ?? DEFAULTS.timeout), 0);
}

interface Context {
  readonly source: SourceFile;
  readonly jobTimeout: number;
  readonly serviceTimeout: number;
  /** Names of the jobs of the stage. */
  readonly jobs: readonly string[];
}

function buildStep(name: string, step: OldStep, context: Context): Step {
  const { path, values, service } = step;
  const { path_to_executable, dependency_path, image, command, secrets } = values;
  const common = {
    name,
    at: context.source.at(path),
    code: codeOf({
      path: path_to_executable ?? '',
      command: (command ?? []).map((word, place) => pythonText(word, [...path, 'command', place], context.source)),
      image: image ?? undefined,
    }),
    workingDirectory: '.',
    env: envOf(step, context.source),
    envFrom: NO_SOURCES,
    secrets: (secrets ?? []).map(cleanSecretName),
    inputs: {},
    outputs: {},
    gates: [],
    resources: {
      cpu: values.cpu_request ?? DEFAULTS.cpu,
      memory: values.memory_request ?? DEFAULTS.memory,
      limits: NO_LIMITS,
    },
    pod: plainPod,
    onLost: 'rerun',
    onFailure: false,
    ...(image ? { image } : dependency_path === undefined ? {} : { requirements: dependency_path }),
  } satisfies Partial<Step>;
  if (service === undefined) {
    const retries = { limit: retryLimit(step, context.source), ...BACKOFF };
    return { ...common, retries, timeout: context.jobTimeout, startTimeout: DEFAULTS.startTimeout };
  }
  return {
    ...common,
    retries: { limit: 0, ...BACKOFF },
    // It had to cover pull and install too, which the default was never enough for.
    startTimeout: DEFAULTS.startTimeout + context.serviceTimeout,
    service: buildService(step, service),
    // The services of a stage come after its jobs.
    ...(context.jobs.length === 0 ? {} : { needs: context.jobs }),
  };
}

/** Old files know no expressions: what looks like one is kept as it is. */
function envOf({ values, path }: OldStep, source: SourceFile): Step['env'] {
  const entries = Object.entries(values.envs ?? {});
  return Object.fromEntries(
    entries.map(([name, text]) => [name, escapeTemplate(pythonText(text, [...path, 'envs', name], source))]),
  );
}

function retryLimit({ values, path }: OldStep, { problems }: SourceFile): number {
  const limit = values.backoff_limit ?? 0;
  if (limit > MAX_RETRIES) {
    const message = `"backoff_limit" is ${limit}, but a step is tried again ${MAX_RETRIES} times at most`;
    problems.warning('NO_EFFECT', [...path, 'backoff_limit'], 'value', message);
  }
  return Math.min(limit, MAX_RETRIES);
}

function buildService({ values }: OldStep, service: NonNullable<OldStep['service']>): Service {
  return {
    ...plainService,
    port: service.port ?? DEFAULTS.port,
    replicas: values.replicas ?? DEFAULTS.replicas,
    ingress: service.ingress === true ? plainIngress : null,
    minReadySeconds: values.min_ready_seconds ?? DEFAULTS.minReadySeconds,
    revisionHistoryLimit: values.revision_history_limit ?? DEFAULTS.revisionHistoryLimit,
  };
}
