/** `service.smoke`: the request that a new service must answer. */
import { z } from 'zod';
import type { Smoke } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { urlPath } from './text.ts';

export const smoke = z
  .strictObject(
    {
      path: urlPath.meta({ description: 'Path that is asked.' }),
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
