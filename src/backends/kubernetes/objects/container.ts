/** The container of a step. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import type { Container, VolumeMount } from '../client/types.ts';
import { layout, stepContainer } from '../layout.ts';
import { agentVariables, imageVariables, literal } from './environment.ts';
import { containerResources } from './resources.ts';
import { restrictedContainer } from './restricted.ts';
import type { RunFacts } from './run-facts.ts';
import { servicePort } from './serving.ts';
import { secretBehind } from './volumes.ts';

/** For steps that name no image. */
export const defaultImage = 'python:3.11-slim';

/** Python 2 does not know -I; boot.py itself judges the versions of Python 3. */
const boot = [
  `if command -v python3 >/dev/null 2>&1; then exec python3 -I -S ${layout.injected}/boot.py; fi`,
  `if python -I -S -c '' >/dev/null 2>&1; then exec python -I -S ${layout.injected}/boot.py; fi`,
  `exec sh ${layout.injected}/boot.sh`,
].join('\n');

export interface ContainerParts {
  readonly facts: RunFacts;
  readonly plan: BackendPlan;
  readonly step: PlanStep;
  readonly order: TaskOrder;
  readonly volumeMounts: VolumeMount[];
  /** What the container does stands in a file for each pod, and not in its variables. */
  readonly isIndexed: boolean;
}

export function container({ facts, plan, step, order, volumeMounts, isIndexed }: ContainerParts): Container {
  const resources = containerResources(step.resources);
  return {
    name: stepContainer,
    image: step.image ?? defaultImage,
    ...(order.code.kind === 'image'
      ? imageCode(facts, plan, step, order, order.code.args)
      : { command: ['sh', '-c', boot], env: agentVariables(facts, plan, step, isIndexed ? null : order) }),
    ...(step.service === undefined ? {} : { ports: [{ name: servicePort, containerPort: step.service.port }] }),
    ...(resources === undefined ? {} : { resources }),
    volumeMounts,
    securityContext: restrictedContainer,
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function imageCode(
  facts: RunFacts,
  plan: BackendPlan,
  step: PlanStep,
  order: TaskOrder,
  args: readonly string[],
): Pick<Container, 'args' | 'env' | 'envFrom'> {
  const secrets = step.secrets.map((name) => ({ secretRef: { name: secretBehind(facts, name) } }));
  return {
    ...(args.length === 0 ? {} : { args: args.map(literal) }),
    env: imageVariables(facts, plan, step, order),
    ...(secrets.length === 0 ? {} : { envFrom: secrets }),
  };
}
