/** The shape of an `automl.yaml` for editors. */
import { z } from 'zod';
import { workflowSchema } from './schema.ts';

/** Draft 7: what the YAML extensions of editors know best. */
export function workflowJsonSchema(): object {
  return z.toJSONSchema(workflowSchema, { io: 'input', target: 'draft-7' });
}
