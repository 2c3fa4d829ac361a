/** What stands above every object of a run: its name, its labels, and the anchor that takes it along when it goes. */
import type { Meta } from '../client/types.ts';
import { componentLabels, type Component, type Labels, type RunIdentity } from './labels.ts';
import type { RunFacts } from './run-facts.ts';

export type OwnedRun = RunIdentity & Pick<RunFacts, 'anchor'>;

export function ownedMeta(run: OwnedRun, name: string, component: Component, more: Labels = {}): Meta {
  const { anchor } = run;
  return {
    name,
    labels: { ...componentLabels(run, component), ...more },
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: anchor.name, uid: anchor.uid }],
  };
}
