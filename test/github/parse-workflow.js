/**
 * Prints what GitHub's own parser has against the workflow file on standard input, as JSON. A program of its own: the package
 * imports JSON in a way that only bundlers know.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

registerHooks({
  load: (url, context, next) =>
    url.endsWith('.json')
      ? { format: 'module', shortCircuit: true, source: `export default ${readFileSync(fileURLToPath(url), 'utf8')}` }
      : next(url, context),
});

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const parsed = parseWorkflow({ name: 'made.yml', content: readFileSync(0, 'utf8') }, new NoOperationTraceWriter());
const template = parsed.value === undefined ? null : await convertWorkflowTemplate(parsed.context, parsed.value);
const errors = [...parsed.context.errors.getErrors().map(({ message }) => message)];
process.stdout.write(JSON.stringify([...errors, ...(template?.errors ?? []).map(({ Message }) => Message)]));
