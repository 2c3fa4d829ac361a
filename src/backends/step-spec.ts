/** What one attempt of a task is told, wherever it runs: backends add where things are and who looks after them. */
import path from 'node:path';
import { taskKey, type PlanStep, type Task } from '../plan/plan.ts';
import type { BackendPlan, TaskOrder } from './backend.ts';
import type { AgentCode, StepSpec } from './spec.ts';

export interface SpecParts {
  readonly plan: Pick<BackendPlan, 'run' | 'workflow' | 'commit' | 'python'>;
  readonly step: PlanStep;
  readonly order: TaskOrder;
  readonly places: Pick<StepSpec, 'root' | 'scratch' | 'cache'> & {
    /** Folder with the artifacts of all tasks; null: the step neither gets nor leaves any. */
    readonly artifacts: string | null;
  };
  /** Names of secret variables in the agent's environment. */
  readonly secrets: readonly string[];
  /** Seconds between TERM and KILL. */
  readonly grace: number;
  /** Null: not a service. */
  readonly service: Pick<NonNullable<StepSpec['service']>, 'port' | 'watch'> | null;
}

/** @throws Error for a step that runs the code of its image: no agent is told about that */
export function stepSpec({ plan, step, order, places, secrets, grace, service }: SpecParts): StepSpec {
  const { artifacts, ...folders } = places;
  return {
    version: 1,
    identity: identityOf(plan, step, order),
    ...folders,
    directory: step.workingDirectory,
    store: artifacts === null ? null : path.posix.join(artifacts, fileName(order.task)),
    code: agentCode(order),
    params: order.params,
    ...(order.item === undefined ? {} : { item: order.item }),
    env: order.env,
    secrets,
    inputs: artifacts === null ? {} : Object.fromEntries(artifactInputs(order, artifacts)),
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
    grace,
    service:
      service === null
        ? null
        : {
            ...service,
            health: step.service?.health?.path ?? null,
            min_ready: step.service?.minReadySeconds ?? 0,
            smoke: step.service?.smoke ?? null,
          },
  };
}

export function identityOf(
  plan: Pick<BackendPlan, 'run' | 'workflow' | 'commit'>,
  step: Pick<PlanStep, 'stage' | 'name'>,
  order: Pick<TaskOrder, 'task' | 'attempt'>,
): StepSpec['identity'] {
  return {
    run: plan.run.id,
    workflow: plan.workflow,
    stage: step.stage,
    step: step.name,
    commit: plan.commit.head ?? '',
    iteration: order.task.iteration ?? null,
    attempt: order.attempt,
  };
}

/** `split` or `elasticnet.2`: a task's name in file names. */
export function fileName(task: Task): string {
  return task.iteration === undefined ? task.step : `${task.step}.${task.iteration}`;
}

function agentCode({ code, task }: TaskOrder): AgentCode {
  if (code.kind === 'image') throw new Error(`${taskKey(task)} runs the code of its image`);
  return code;
}

/** An input from a fanned-out step is a folder with the children's artifacts by number: `model/1`, `model/2`. */
function artifactInputs(order: TaskOrder, artifacts: string): [string, { source: string; sha256: string }][] {
  return Object.entries(order.inputs).flatMap(([name, sources]) =>
    sources.map((source): [string, { source: string; sha256: string }] => {
      const place = path.posix.join(artifacts, fileName(source.task), source.output);
      return [path.posix.join(name, source.folder ?? ''), { source: place, sha256: source.sha256 }];
    }),
  );
}
