/** What tells one revision of a service from another: all that its pods see and that people write or steps make. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { digest } from '../objects/digest.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import type { Versions } from './versions.ts';

/** 60 bits. */
const length = 12;

export interface RevisionParts {
  readonly facts: Pick<RunFacts, 'source' | 'assignsUsers' | 'grace'>;
  readonly plan: Pick<BackendPlan, 'python'>;
  readonly step: PlanStep;
  readonly order: TaskOrder;
  readonly versions: Versions;
}

/** The same for the same revision, whichever run, commit or version of this program deploys it. */
export function revisionKey({ facts, plan, step, order, versions }: RevisionParts): string {
  const { code, params, item, env, inputs } = order;
  const { image, requirements, workingDirectory, envFrom, secrets, resources, pod, startTimeout, service } = step;
  const { port, health, liveness, drain } = service ?? {};
  const files = Object.entries(inputs).map(([name, sources]) => [
    name,
    sources.map(({ folder, sha256 }) => ({ folder, sha256 })),
  ]);
  const parts = {
    // An image's own code sees none of the project's files.
    ...(code.kind === 'image' ? {} : { source: facts.source, requirements, workingDirectory, python: plan.python }),
    told: { code, params, item, env, files },
    pod: {
      image,
      envFrom,
      secrets,
      resources,
      pod,
      startTimeout,
      assignsUsers: facts.assignsUsers,
      grace: facts.grace,
    },
    service: { port, health, liveness, drain },
    versions,
  };
  return digest(JSON.parse(JSON.stringify(parts)), length);
}
