/** What one attempt of a task is told: the local form of the step agent's specification. */
import path from 'node:path';
import { taskKey, type PlanStep } from '../../plan/plan.ts';
import type { TaskOrder } from '../backend.ts';
import type { AgentCode, StepSpec } from '../spec.ts';
import { fileName, type LocalBackendOptions } from './backend.ts';

interface SpecParts {
  readonly order: TaskOrder;
  readonly step: PlanStep;
  readonly port: number | null;
  /** Folder of the attempt, with `source/` and `scratch/`. */
  readonly work: string;
  readonly options: Pick<LocalBackendOptions, 'plan' | 'folder' | 'cache' | 'secrets' | 'grace'>;
}

export function stepSpec({ order, step, port, work, options }: SpecParts): StepSpec {
  const { plan, folder, secrets } = options;
  const { service } = step;
  return {
    version: 1,
    identity: {
      run: plan.run.id,
      workflow: plan.workflow,
      stage: step.stage,
      step: step.name,
      commit: plan.commit.head ?? '',
      iteration: order.task.iteration ?? null,
      attempt: order.attempt,
    },
    root: path.join(work, 'source'),
    directory: step.workingDirectory,
    scratch: path.join(work, 'scratch'),
    store: path.join(folder, 'artifacts', fileName(order.task)),
    cache: options.cache,
    code: agentCode(order),
    params: order.params,
    ...(order.item === undefined ? {} : { item: order.item }),
    env: order.env,
    secrets: step.secrets.flatMap((name) => Object.keys(secrets.get(name) ?? {})),
    inputs: Object.fromEntries(artifactInputs(order, folder)),
    outputs: step.outputs,
    requirements: step.requirements ?? null,
    python: {
      index: plan.python.index ?? null,
      extra_index: plan.python.extraIndex,
      ca: plan.python.ca ?? null,
      proxy: plan.python.proxy ?? null,
      offline: plan.python.offline,
    },
    timeout: step.timeout ?? null,
    start_timeout: step.startTimeout,
    grace: options.grace,
    service:
      service === undefined || port === null
        ? null
        : { port, health: service.health ?? null, min_ready: service.minReadySeconds, smoke: service.smoke ?? null },
  };
}

function agentCode({ code, task }: TaskOrder): AgentCode {
  // Refused in preflight: this machine can't run images.
  if (code.kind === 'image') throw new Error(`${taskKey(task)} runs the code of its image`);
  return code;
}

/** An input from a fanned-out step is a folder with the children's artifacts by number: `model/1`, `model/2`. */
function artifactInputs(order: TaskOrder, folder: string): [string, { source: string; sha256: string }][] {
  return Object.entries(order.inputs).flatMap(([name, sources]) =>
    sources.map((source): [string, { source: string; sha256: string }] => {
      const place = path.join(folder, 'artifacts', fileName(source.task), source.output);
      return [path.posix.join(name, source.folder ?? ''), { source: place, sha256: source.sha256 }];
    }),
  );
}
