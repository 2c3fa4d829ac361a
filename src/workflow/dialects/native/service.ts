/** `service`: a step that does not end but answers requests. */
import { z } from 'zod';
import type { Service, Smoke } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { duration } from './amount.ts';
import { plain } from './text.ts';

const COUNT = 'a whole number, 0 or more';

const urlPath = (description: string) => plain('an HTTP path that begins with /', /^\//).meta({ description });

const smoke = z
  .strictObject(
    {
      path: urlPath('Path that is asked.'),
      method: z
        .enum(['GET', 'POST'], { error: 'GET or POST' })
        .exactOptional()
        .meta({ description: 'GET, or POST, which is the default when there is a body.' }),
      body: z.json().exactOptional().meta({ description: 'Sent as JSON.' }),
      status: z
        .int({ error: 'an HTTP status from 100 to 599' })
        .min(100)
        .max(599)
        .exactOptional()
        .meta({ description: 'Status that is expected. Default 200.' }),
      contains: z
        .string({ error: 'a text' })
        .exactOptional()
        .meta({ description: 'Text that the answer must contain.' }),
    },
    { error: 'a map with path' },
  )
  .transform((value, context): Smoke => {
    const { path, body, contains, status = 200, method = body === undefined ? 'GET' : 'POST' } = value;
    if (method === 'GET' && body !== undefined) {
      context.issues.push(problem('CONFLICT', value, 'a GET request has no body; write method: POST', ['method']));
    }
    return {
      path,
      method,
      status,
      ...(body === undefined ? {} : { body }),
      ...(contains === undefined ? {} : { contains }),
    };
  })
  .meta({ description: 'One request that must be answered as expected before the roll-out counts.' });

export const service = z
  .strictObject(
    {
      port: z
        .int({ error: 'a port from 1 to 65535' })
        .min(1)
        .max(65_535)
        .meta({ description: 'Port that the code listens on.' }),
      replicas: z
        .int({ error: 'a whole number, 1 or more' })
        .min(1)
        .exactOptional()
        .meta({ description: 'Copies that run side by side. Default 1.' }),
      ingress: z
        .boolean({ error: 'true or false' })
        .exactOptional()
        .meta({ description: 'Whether it can be reached from outside the cluster. Default false.' }),
      health: urlPath('Path that answers 2xx when ready. Default: the port accepts a connection.').exactOptional(),
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
    const { health, smoke: request } = value;
    return {
      port: value.port,
      replicas: value.replicas ?? 1,
      ingress: value.ingress ?? false,
      minReadySeconds: value.min_ready_seconds ?? 0,
      revisionHistoryLimit: value.revision_history_limit ?? 2,
      ...(health === undefined ? {} : { health }),
      ...(request === undefined ? {} : { smoke: request }),
    };
  })
  .meta({ description: 'Makes the step a web service that is deployed and stays.' });
