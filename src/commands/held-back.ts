/** Services of an environment that waits for a person: a job that nobody has agreed to does not deploy them. */
import { messageOf } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';

interface HeldPlan {
  readonly plan: Plan;
  readonly warnings: readonly string[];
}

/** @param forge undefined: no job, which nobody has to agree to */
export async function holdBack(plan: Plan, forge: Pick<Forge, 'connect'> | undefined): Promise<HeldPlan> {
  const { environment } = plan;
  if (environment === null || !plan.steps.some(deploys)) return { plan, warnings: [] };
  try {
    const reason = await heldBackBy(environment, forge);
    if (reason === null) return { plan, warnings: [] };
    const steps = plan.steps.map((step) => (deploys(step) ? { ...step, skip: reason } : step));
    return { plan: { ...plan, steps }, warnings: [] };
  } catch (error) {
    const warning = `whether environment ${environment} wants a review can't be asked: ${messageOf(error)}`;
    return { plan, warnings: [warning] };
  }
}

/** Null: nothing holds it back, or nobody has given what the forge could be asked with. */
async function heldBackBy(environment: string, forge: Pick<Forge, 'connect'> | undefined): Promise<string | null> {
  if (forge === undefined || typeof forge.connect === 'string') return null;
  const api = await forge.connect();
  try {
    return (await api.deployments?.heldBack(environment)) ?? null;
  } finally {
    await api.close();
  }
}

function deploys({ kind, skip }: PlanStep): boolean {
  return kind === 'service' && skip === undefined;
}
