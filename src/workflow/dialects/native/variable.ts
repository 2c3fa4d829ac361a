/** `env`: variables with a value in the file, or in an object of the cluster. */
import { z } from 'zod';
import type { Step, VariableSource } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { dataKey, objectName } from './object-name.ts';

const source = z
  .strictObject({
    secret: objectName('Secret').exactOptional().meta({ description: 'Name of the Secret that has the value.' }),
    config_map: objectName('ConfigMap')
      .exactOptional()
      .meta({ description: 'Name of the ConfigMap that has the value.' }),
    key: dataKey('Secret or ConfigMap').meta({ description: 'Key of the value in it.' }),
  })
  .meta({ oneOf: [{ required: ['secret'] }, { required: ['config_map'] }] })
  .transform(({ secret, config_map, key }, context): VariableSource => {
    if (secret !== undefined && config_map === undefined) return { kind: 'secret', name: secret, key };
    if (config_map !== undefined && secret === undefined) return { kind: 'config-map', name: config_map, key };
    // A misspelt one has been named already.
    if (context.issues.length > 0) return z.NEVER;
    const message = 'the value of a variable is in either a "secret" or a "config_map"';
    context.issues.push(problem(secret === undefined ? 'MISSING_KEY' : 'CONFLICT', key, message));
    return z.NEVER;
  });

/** A text in which `${{ }}` is rendered, or where the value is. */
export const env = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'the name of a variable: letters, digits and "_"' }),
  z
    .union([z.string(), z.number(), z.boolean(), source], {
      error: 'a text, a number, true or false, or a map with secret or config_map and key',
    })
    .transform((value) => (typeof value === 'object' ? value : String(value))),
  { error: 'a map from variables to texts' },
);

export type Variable = string | VariableSource;
export type Variables = Readonly<Record<string, Variable>>;
type Split = Pick<Step, 'env' | 'envFrom'>;

/** For all steps without variables. */
const none: Split = Object.freeze({ env: Object.freeze({}), envFrom: Object.freeze({}) });

export function splitVariables(variables: Variables | undefined): Split {
  if (variables === undefined) return none;
  const entries = Object.entries(variables);
  const env = Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const sources = entries.filter((entry): entry is [string, VariableSource] => typeof entry[1] !== 'string');
  return { env, envFrom: sources.length === 0 ? none.envFrom : Object.fromEntries(sources) };
}
