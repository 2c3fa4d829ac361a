/** `inputs` and `outputs`: what a step takes and gives. */
import { z } from 'zod';
import type { Input, Output } from '../../model.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { identifier, plain } from './text.ts';

export const outputs = z
  .record(
    identifier,
    z
      .union(
        [
          plain('a path').meta({ description: 'Path of the file or folder that the step writes.' }),
          z.strictObject({
            path: plain('the path of a file or folder')
              .exactOptional()
              .meta({ description: 'File or folder that the step writes, relative to its working directory.' }),
            type: z
              .enum(['int', 'float', 'str', 'bool', 'json'], { error: 'int, float, str, bool or json' })
              .exactOptional()
              .meta({ description: 'Type of the value that the step writes to $AUTOML_OUTPUT.' }),
          }),
        ],
        { error: 'a path, or a map with path or type' },
      )
      .transform((value, context): Output => {
        if (typeof value === 'string') return { kind: 'artifact', path: value };
        if (value.path !== undefined && value.type === undefined) return { kind: 'artifact', path: value.path };
        if (value.type !== undefined && value.path === undefined) return { kind: 'scalar', type: value.type };
        const message = 'an output has either a path (a file) or a type (a value)';
        context.issues.push(problem(value.path === undefined ? 'MISSING_KEY' : 'CONFLICT', value, message));
        return z.NEVER;
      }),
    { error: 'a map from names to paths or types' },
  )
  .meta({ description: 'What the step gives to others: files by path, values by type.' });

export const inputs = z
  .record(
    identifier,
    z
      .string({ error: 'a text of the form step.output' })
      .meta({ pattern: '^[^.]+\\.[^.]+$' })
      .transform((value, context): Input => {
        const [step, output, ...more] = value.split('.');
        if (step && output && more.length === 0) return { step, output };
        const message = `an input is written step.output, like split.train, not ${quote(value)}`;
        context.issues.push(problem('BAD_INPUT', value, message));
        return z.NEVER;
      }),
    { error: 'a map from names to step.output' },
  )
  .meta({ description: 'Files of earlier steps that this one reads: `name: step.output`. Implies the need.' });
