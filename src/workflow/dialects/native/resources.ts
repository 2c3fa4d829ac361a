/** `resources`: what a step asks for, and what it may use at most. */
import { z } from 'zod';
import { isNamed, qualifiedNames } from '../../kubernetes-name.ts';
import type { Resources } from '../../model.ts';
import type { Path, Problems } from '../../problems.ts';
import { formatBytes } from '../../quantity.ts';
import { limitsOf, plainResources } from '../../resources.ts';
import { found, isMap, quote, valueAt } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { cpu, memory } from './amount.ts';

/** What `gpu` means: https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus */
export const GPU = 'nvidia.com/gpu';

const COUNT = 'a whole number, 0 or more';

const limits = z
  .strictObject(
    {
      cpu: cpu.exactOptional().meta({ description: 'CPU that the step may use at most. Default: no limit.' }),
      memory: memory.nullable().exactOptional().meta({
        description: 'Memory that ends the step when it uses more; null: no limit. Default: what it asks for.',
      }),
    },
    { error: 'a map with cpu and memory' },
  )
  .meta({ description: 'What the step may use at most.' });

const own = {
  cpu: cpu.exactOptional().meta({ description: 'CPU that the step asks for: cores (0.5) or thousandths ("500m").' }),
  memory: memory
    .exactOptional()
    .meta({ description: 'Memory that the step asks for and may use: "500Mi", "2G". A number alone is bytes.' }),
  gpu: z.int({ error: COUNT }).min(0).exactOptional().meta({
    description: 'GPUs of NVIDIA. Other devices stand here by the names of their resources: `amd.com/gpu: 1`.',
  }),
  limits: limits.exactOptional(),
};

export const resources = z
  .looseObject(own, { error: 'a map with cpu, memory and the like' })
  // What is loose here, so that devices come through, is not so for editors.
  .meta({ additionalProperties: false, patternProperties: { '/': { type: 'integer', minimum: 0 } } })
  .transform((value, context): Resources => {
    const { cpu, memory, gpu, limits, ...others } = value;
    const devices: Record<string, number> = gpu === undefined ? {} : { [GPU]: gpu };
    for (const [name, amount] of Object.entries(others)) {
      if (!name.includes('/')) {
        context.issues.push({ code: 'unrecognized_keys', keys: [name], input: value });
      } else if (!isNamed(name, qualifiedNames)) {
        const message = `${quote(name)} is not the name of a device: ${qualifiedNames.form}`;
        context.issues.push(problem('BAD_NAME', amount, message, [name]));
      } else if (gpu !== undefined && name === GPU) {
        context.issues.push(problem('CONFLICT', amount, `"gpu" is ${quote(GPU)}; keep one of the two`, [name]));
      } else if (typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= 0) {
        devices[name] = amount;
      } else {
        const code = typeof amount === 'number' ? 'BAD_VALUE' : 'WRONG_TYPE';
        context.issues.push(problem(code, amount, `${quote(name)} must be ${COUNT}, not ${found(amount)}`, [name]));
      }
    }
    return {
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memory }),
      ...(limits === undefined ? {} : { limits }),
      ...(Object.keys(devices).length === 0 ? {} : { devices }),
    };
  });

/** Key by key; so are the devices and limits in them. */
export function mergeResources(defaults: Resources | null | undefined, own: Resources): Resources {
  const devices = { ...defaults?.devices, ...own.devices };
  const limits = { ...defaults?.limits, ...own.limits };
  return {
    ...defaults,
    ...own,
    ...(Object.keys(devices).length === 0 ? {} : { devices }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  };
}

/** Of the model: 0 of a device is what takes a default away. */
export function finalResources(merged: Resources | undefined): Resources {
  if (merged === undefined) return plainResources;
  const { devices, ...rest } = merged;
  const wanted = Object.entries(devices ?? {}).filter(([, amount]) => amount > 0);
  return wanted.length === 0 ? rest : { ...rest, devices: Object.fromEntries(wanted) };
}

/** @param data the map as it stands in the file; @param path where it stands; @param merged with the defaults */
export function checkResources(merged: Resources, data: unknown, path: Path, problems: Problems): void {
  const most = limitsOf(merged);
  const form = { cpu: (cores: number) => (cores === 1 ? '1 core' : `${cores} cores`), memory: formatBytes };
  for (const key of ['cpu', 'memory'] as const) {
    const [limit, request] = [most[key], merged[key]];
    if (limit === undefined || request === undefined || limit >= request) continue;
    // Two defaults that contradict each other are reported where they stand.
    const isOwnLimit = valueAt(data, ['limits', key]) !== undefined;
    if (!isOwnLimit && valueAt(data, [key]) === undefined) continue;
    const message = `the limit of ${form[key](limit)} is below the ${form[key](request)} that the step asks for`;
    problems.error('MIN_OVER_MAX', [...path, ...(isOwnLimit ? ['limits', key] : [key])], 'value', message);
  }
  if (isMap(data)) warnOfPlainBytes(data, path, problems);
}

function warnOfPlainBytes(data: Readonly<Record<string, unknown>>, path: Path, problems: Problems): void {
  const places = [
    [data['memory'], ['memory']] as const,
    [isMap(data['limits']) ? data['limits']['memory'] : undefined, ['limits', 'memory']] as const,
  ];
  for (const [bytes, place] of places) {
    if (typeof bytes !== 'number') continue;
    const message = `${bytes} without a unit is bytes (${formatBytes(bytes)}); write the unit`;
    problems.warning('PLAIN_BYTES', [...path, ...place], 'value', message);
  }
}
