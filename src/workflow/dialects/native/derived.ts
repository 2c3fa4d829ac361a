/** What settings come to in the model. Steps that say nothing themselves share one object with all others. */
import type { Step } from '../../model.ts';
import { hasPodKeys, podOf } from './pod.ts';
import { finalResources } from './resources.ts';
import type { Settings, SettingValues } from './settings.ts';
import { splitVariables } from './variable.ts';

export type Derived = Pick<Step, 'env' | 'envFrom' | 'resources' | 'pod'>;

export function derive(settings: Settings): Derived {
  return { ...splitVariables(settings.env), resources: finalResources(settings.resources), pod: podOf(settings) };
}

/** @param own what the step itself says; @param merged the same with the defaults; @param base of the defaults alone */
export function deriveStep(own: SettingValues, merged: Settings, base: Derived): Derived {
  const { env, envFrom } = own.env === undefined ? base : splitVariables(merged.env);
  return {
    env,
    envFrom,
    resources: own.resources === undefined ? base.resources : finalResources(merged.resources),
    pod: hasPodKeys(own) ? podOf(merged) : base.pod,
  };
}
