/** `service`: a step that does not end but answers requests. */
import { z } from 'zod';
import type { Service } from '../../model.ts';
import { plainService } from '../../service.ts';
import { duration, wholeSeconds } from './amount.ts';
import { ingress } from './ingress.ts';
import { health, liveness } from './probe.ts';
import { replicas } from './replicas.ts';
import { smoke } from './smoke.ts';

const COUNT = 'a whole number, 0 or more';

export const service = z
  .strictObject(
    {
      port: z
        .int({ error: 'a port from 1 to 65535' })
        .min(1)
        .max(65_535)
        .meta({ description: 'Port that the code listens on.' }),
      replicas: replicas.exactOptional(),
      ingress: ingress.exactOptional(),
      health: health.exactOptional(),
      liveness: liveness.exactOptional(),
      drain: wholeSeconds(0).exactOptional().meta({
        description: 'How long a copy that is taken away answers on, until nobody sends it requests. Default 5s.',
      }),
      smoke: smoke.exactOptional(),
      min_ready_seconds: duration
        .exactOptional()
        .meta({ description: 'How long a new replica must stay ready before it counts. Default 0.' }),
      revision_history_limit: z
        .int({ error: COUNT })
        .min(0)
        .exactOptional()
        .meta({ description: 'Old revisions kept for a rollback. Default 2.' }),
    },
    { error: 'a map with port' },
  )
  .transform((value): Service => {
    const { min_ready_seconds, revision_history_limit, ...rest } = value;
    return {
      ...plainService,
      ...rest,
      ...(min_ready_seconds === undefined ? {} : { minReadySeconds: min_ready_seconds }),
      ...(revision_history_limit === undefined ? {} : { revisionHistoryLimit: revision_history_limit }),
    };
  })
  .meta({ description: 'Makes the step a web service that is deployed and stays.' });
