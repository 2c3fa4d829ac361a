/** `tolerations`: tainted nodes that a step may run on. */
import { z } from 'zod';
import type { Toleration } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { taintKey, taintValue } from './object-name.ts';
import { list } from './text.ts';

const SECONDS = 'a whole number of seconds, 0 or more';

const toleration = z
  .strictObject(
    {
      key: taintKey.exactOptional().meta({ description: 'Key of the taint. Default: every taint.' }),
      operator: z
        .enum(['Exists', 'Equal'], { error: 'Exists or Equal' })
        .exactOptional()
        .meta({ description: 'Whether the taint must have this value. Default: Equal with a value, else Exists.' }),
      value: taintValue.exactOptional().meta({ description: 'Value of the taint.' }),
      effect: z
        .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], { error: 'NoSchedule, PreferNoSchedule or NoExecute' })
        .exactOptional()
        .meta({ description: 'Effect of the taint. Default: every effect.' }),
      seconds: z
        .int({ error: SECONDS })
        .min(0)
        .exactOptional()
        .meta({ description: 'How long a NoExecute taint is tolerated, in seconds. Default: for ever.' }),
    },
    { error: 'a map with key, value and effect' },
  )
  .transform((value, context): Toleration => {
    const { operator = value.value === undefined ? 'Exists' : 'Equal' } = value;
    const wrong = (key: keyof typeof value, message: string): void => {
      context.issues.push(problem('CONFLICT', value, message, [key]));
    };
    const given = value.operator === undefined ? 'value' : 'operator';
    if (value.key === undefined && operator === 'Equal') wrong(given, 'without a "key" no value of it can be compared');
    if (operator === 'Exists' && value.value !== undefined) wrong('value', 'with "operator: Exists" no value counts');
    if (value.seconds !== undefined && value.effect !== 'NoExecute') {
      wrong('seconds', '"seconds" is for "effect: NoExecute" only');
    }
    return { ...value, operator };
  });

export const tolerations = list(toleration, 'a list of tolerations');
