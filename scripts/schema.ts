/** Writes the JSON Schemas that editors and readers of records use. `--check`: fails when they are out of date. */
import { z } from 'zod';
import { runRecord } from '../src/records/schema.ts';
import { workflowJsonSchema } from '../src/workflow/dialects/native/json-schema.ts';
import { writeGenerated } from './generated.ts';

await writeGenerated(
  {
    'schema/workflow.schema.json': JSON.stringify(workflowJsonSchema()),
    'schema/run-record.schema.json': JSON.stringify(z.toJSONSchema(runRecord)),
  },
  'scripts/schema.ts',
);
