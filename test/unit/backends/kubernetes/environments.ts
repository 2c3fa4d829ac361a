/** The environment that a run of a test deploys to. */
import type { KubeApi } from '../../../../src/backends/kubernetes/client/api.ts';
import type { RunFacts } from '../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { CommitOrder } from '../../../../src/backends/kubernetes/serving/commit-order.ts';
import { Environment } from '../../../../src/backends/kubernetes/serving/environment.ts';

/** A commit that is younger than all others, and no fence. */
export function environmentOf(api: KubeApi, run: RunFacts, order: Partial<CommitOrder> = {}): Environment {
  return new Environment({
    api,
    fence: { pass: () => Promise.resolve() },
    facts: run,
    order: {
      commit: { head: 'abc', committed: '2026-01-01T00:00:00Z' },
      isBefore: () => Promise.resolve(false),
      allowsOlder: false,
      ...order,
    },
    claim: { holder: `holder-${run.id}`, seconds: 15, isDead: () => Promise.resolve(false) },
    now: Date.now,
  });
}
