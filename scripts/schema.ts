/** Writes the JSON Schemas that editors and readers of records use. `--check`: fails when they are out of date. */
import { z } from 'zod';
import { policyJsonSchema } from '../src/policy/schema.ts';
import { runRecord } from '../src/records/schema.ts';
import { workflowJsonSchema } from '../src/workflow/dialects/native/json-schema.ts';
import { writeGenerated } from './generated.ts';

const json = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

writeGenerated(
  {
    'schema/workflow.schema.json': json(workflowJsonSchema()),
    'schema/policy.schema.json': json(policyJsonSchema()),
    'schema/run-record.schema.json': json(z.toJSONSchema(runRecord)),
  },
  'scripts/schema.ts',
);
