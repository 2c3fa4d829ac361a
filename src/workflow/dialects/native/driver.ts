/** `driver`: which process decides when steps start and are retried, and where it lives. */
import { z } from 'zod';
import { plainDriver } from '../../driver.ts';
import type { DriverPod, Resources } from '../../model.ts';
import { objectName } from './object-name.ts';
import { mergeResources, resources } from './resources.ts';
import { plain } from './text.ts';

const FORM = 'cluster, here, or a map with image, service_account and resources';

const pod = z.strictObject(
  {
    image: plain('an image')
      .exactOptional()
      .meta({ description: 'The runner image, or one that has its programs. Default: that of this version.' }),
    service_account: objectName('ServiceAccount')
      .exactOptional()
      .meta({ description: 'Account of the driver. Default: `automl-` and the name of the workflow.' }),
    resources: resources
      .exactOptional()
      .meta({ description: 'What the driver asks for. Default: 0.1 CPU and 256Mi, at most 1Gi.' }),
  },
  { error: FORM },
);

/** Null: the process that begins the run. */
export const driver = z
  .union([z.enum(['cluster', 'here']), pod], { error: FORM })
  .transform((value): DriverPod | null => {
    if (value === 'here') return null;
    if (value === 'cluster') return plainDriver;
    const { image, service_account: serviceAccount, resources: own = {} } = value;
    return {
      ...(image === undefined ? {} : { image }),
      ...(serviceAccount === undefined ? {} : { serviceAccount }),
      resources: mergeResources(usual(own), own),
    };
  })
  .meta({
    description:
      'In a cluster: `here`, the process that begins the run drives it; `cluster`, or a map, a Job of its own does, and the run outlives that process. Default here.',
  });

/** As everywhere, memory that is asked for is also the limit. */
function usual({ memory }: Resources): Resources {
  const { limits, ...asked } = plainDriver.resources;
  return memory === undefined && limits !== undefined ? { ...asked, limits } : asked;
}
