/**
 * What a service starts from is fixed before it is rolled out: its packages, and its inputs where they are small. A Job of
 * the run does that in a pod as the service's own will be, and hands it over through its log.
 */
import type { Preparation } from '../../spec.ts';
import type { Prepared } from './handover.ts';
import { isHashLocked } from './hash-locked.ts';
import { PreparationAttempt, type PreparationParts } from './preparation-attempt.ts';

/** Bytes of an archive of inputs: as the source, it is in the memory of the cluster's etcd for as long as it serves. */
const inputsLimit = 4 * 2 ** 20;

const nothing: Prepared = { lock: null, files: null, tooLarge: null };

/** Goes on with what another driver has begun. @throws Error whose message becomes the step's reason */
export async function prepareService(parts: PreparationParts): Promise<Prepared> {
  const wanted = await wantedOf(parts);
  return wanted.lock || wanted.inputs !== null ? new PreparationAttempt(parts, wanted).run() : nothing;
}

async function wantedOf({ api, facts, step, order }: PreparationParts): Promise<Preparation> {
  const { code, requirements } = step;
  if (code.kind === 'image') return { lock: false, inputs: null };
  const inputs = Object.keys(order.inputs).length === 0 ? null : inputsLimit;
  // What a notebook needs to run is the agent's own affair, and no part of its requirements.
  const isLockable = requirements !== undefined && code.kind !== 'notebook';
  return { lock: isLockable && !(await isHashLocked(api, facts, requirements)), inputs };
}
