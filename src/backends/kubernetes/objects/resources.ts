/** What a step asks for and may use at most, in the container's terms. */
import { limitsOf } from '../../../workflow/resources.ts';
import type { Resources } from '../../../workflow/model.ts';
import type { Container } from '../client/types.ts';
import { bytesText, coresText } from './quantity.ts';

/** Undefined: it asks for nothing, and the namespace's defaults hold. */
export function containerResources(resources: Resources): Container['resources'] {
  // Devices can't be shared or overcommitted: https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus
  const devices = Object.fromEntries(
    Object.entries(resources.devices ?? {}).map(([name, count]) => [name, String(count)]),
  );
  const requests = { ...amounts(resources), ...devices };
  const limits = { ...amounts(limitsOf(resources)), ...devices };
  const isEmpty = Object.keys(requests).length + Object.keys(limits).length === 0;
  return isEmpty
    ? undefined
    : {
        ...(Object.keys(requests).length === 0 ? {} : { requests }),
        ...(Object.keys(limits).length === 0 ? {} : { limits }),
      };
}

function amounts({ cpu, memory }: Pick<Resources, 'cpu' | 'memory'>): Readonly<Record<string, string>> {
  return {
    ...(cpu === undefined ? {} : { cpu: coresText(cpu) }),
    ...(memory === undefined ? {} : { memory: bytesText(memory) }),
  };
}
