/** Whether files between steps can be kept: a StorageClass that is there, and a real volume, written from a pod. */
import { z } from 'zod';
import type { Plan } from '../../../plan/plan.ts';
import { formatBytes } from '../../../workflow/quantity.ts';
import type { KubeApi } from '../client/api.ts';
import { needsStore, storeProblem } from '../preflight/store.ts';
import { failed, failedBy, ok, unchecked, type Check } from './check.ts';
import type { ProbeEnd } from './probe.ts';

const name = 'store';
const reportSchema = z.object({ written: z.boolean() });

/** What is known without a pod; null: a pod is needed to know more. */
export async function checkStoreClass(plan: Pick<Plan, 'steps' | 'store'>, api: KubeApi): Promise<Check | null> {
  const problem = await storeProblem(plan, api);
  if (needsStore(plan)) return problem === null ? null : failedBy(name, problem);
  return problem === null
    ? ok(name, 'there is a StorageClass for it; no step keeps files')
    : unchecked(name, `no step keeps files; those that do would not run: ${problem}`);
}

/** @param end null: the doctor makes no pods */
export function checkStore({ claim, size }: Plan['store'], end: ProbeEnd | null): Check {
  const what = claim === undefined ? `a volume of ${formatBytes(size)}` : `claim "${claim}"`;
  switch (end?.kind) {
    case undefined:
      return unchecked(name, `${what}: no pods by --quick`);
    case 'forbidden':
      return unchecked(name, `${what}: the account may not create Jobs`);
    case 'slow':
      return unchecked(name, `${what} was not ready within ${end.seconds} s, and nothing says why`);
    case 'stuck':
    case 'no-start':
      return failedBy(name, end.sentence);
    case 'ran': {
      if (isWritten(end.report))
        return ok(
          name,
          `${what} was ${claim === undefined ? 'made and ' : ''}written by a pod in ${(end.milliseconds / 1000).toFixed(1)} s`,
        );
      return failed(
        name,
        `${what} can't be written by the user of the steps`,
        'use a StorageClass whose volumes honour fsGroup, or a store.claim that every user may write',
      );
    }
  }
}

function isWritten(report: string): boolean {
  try {
    return reportSchema.parse(JSON.parse(report)).written;
  } catch {
    return false;
  }
}
