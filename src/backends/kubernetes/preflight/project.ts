/** What the project itself makes impossible, in any cluster. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import { leftOut, viewOf } from '../../left-out.ts';
import { Refusals } from './refusals.ts';

/** `files`: what steps get to see of the project, relative to its root. */
export function refuseByProject({ steps, python }: Pick<Plan, 'steps' | 'python'>, files: readonly string[]): Refusals {
  const refusals = new Refusals();
  const view = viewOf(files);
  for (const step of steps) {
    if (step.skip !== undefined) continue;
    const reason = step.code.kind === 'image' ? filesOfImage(step, steps) : leftOut(step, python.ca, view);
    if (reason !== null) refusals.add(step.name, reason);
  }
  return refusals;
}

/** Files are carried by the step agent, and an image that brings its own code runs without it. */
function filesOfImage({ inputs, outputs, image = '' }: PlanStep, steps: readonly PlanStep[]): string | null {
  const made = Object.entries(outputs).flatMap(([name, { kind }]) => (kind === 'artifact' ? [`output "${name}"`] : []));
  const wanted = Object.entries(inputs).flatMap(([name, { step, output }]) => {
    const source = steps.find((other) => other.name === step)?.outputs[output];
    return source?.kind === 'artifact' ? [`input "${name}"`] : [];
  });
  const [first] = [...made, ...wanted];
  if (first === undefined) return null;
  return `its code is inside the image ${image}, where nothing carries files, but it has the ${first}: give the step a "run" or "command", or take the ${first.split(' ')[0] ?? ''} out`;
}
