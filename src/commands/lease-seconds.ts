/** How long a driver of a run in a cluster may be silent. */
import { AutomlError } from '../errors.ts';
import type { World } from './world.ts';

/** Seconds that a driver which says nothing keeps a run. @throws AutomlError USAGE */
export function leaseSeconds({ env }: World): number {
  const text = env['AUTOML_LEASE_SECONDS'] || '15';
  const number = Number(text);
  if (!Number.isInteger(number) || number < 3 || number > 3600)
    throw new AutomlError('USAGE', `AUTOML_LEASE_SECONDS is "${text}": expected whole seconds from 3 to 3600`);
  return number;
}
