/** `service.replicas`: how many copies run side by side. */
import { z } from 'zod';
import type { Autoscaling, Step } from '../../model.ts';
import type { Path, Problems } from '../../problems.ts';
import { limitsOf } from '../../resources.ts';
import { problem } from '../../shape/issue.ts';

const COUNT = 'a whole number, 1 or more';
const PERCENT = 'a whole number of percent, 1 to 1000';

const count = z.int({ error: COUNT }).min(1);

const autoscaling = z
  .strictObject({
    min: count.exactOptional().meta({ description: 'Fewest copies. Default 1.' }),
    max: count.meta({ description: 'Most copies.' }),
    cpu: z
      .int({ error: PERCENT })
      .min(1)
      .max(1000)
      .exactOptional()
      .meta({ description: 'CPU that a copy uses on average, in percent of `resources.cpu`. Default 80.' }),
  })
  .transform(({ min = 1, max, cpu = 80 }, context): Autoscaling => {
    if (min > max) context.issues.push(problem('MIN_OVER_MAX', min, `min ${min} is above max ${max}`, ['min']));
    return { min, max, cpu };
  });

export const replicas = z
  .union([count, autoscaling], { error: `${COUNT}, or a map with min, max and cpu` })
  .meta({ description: 'Copies that run side by side; a map: as many as their CPU needs. Default 1.' });

/** @param path of the step */
export function checkAutoscaling({ service, resources }: Step, path: Path, problems: Problems): void {
  if (service === undefined || typeof service.replicas === 'number') return;
  // What has a limit and no request asks for its limit.
  if (resources.cpu !== undefined || limitsOf(resources).cpu !== undefined) return;
  const { cpu } = service.replicas;
  const message = `replicas are added at ${cpu} % of the CPU that the step asks for, and it asks for none; add resources: {cpu: ...}`;
  problems.error('MISSING_KEY', [...path, 'service', 'replicas'], 'key', message);
}
