/** The secret variables of a step on this machine. */
import type { PlanStep } from '../../plan/plan.ts';
import type { BackendPlan } from '../backend.ts';
import type { SecretValues } from './secrets.ts';

/** Whole sets, and the single entries that the step names. */
export function secretVariables(
  { secrets, envFrom }: Pick<PlanStep, 'secrets' | 'envFrom'>,
  sets: ReadonlyMap<string, SecretValues>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const name of secrets) Object.assign(variables, sets.get(name));
  for (const [variable, { name, key }] of Object.entries(envFrom)) {
    const value = sets.get(name)?.[key];
    if (value !== undefined) variables[variable] = value;
  }
  return variables;
}

/** For the agent alone: what the package index wants to hear. */
export function indexVariables(
  { credentials }: BackendPlan['python'],
  sets: ReadonlyMap<string, SecretValues>,
): Record<string, string> {
  const { username, password } = (credentials === undefined ? undefined : sets.get(credentials)) ?? {};
  return {
    ...(username === undefined ? {} : { AUTOML_INDEX_USERNAME: username }),
    ...(password === undefined ? {} : { AUTOML_INDEX_PASSWORD: password }),
  };
}
