/** What a step may use at most: what the file says, and what follows from what it asks for. */
import type { Resources } from './model.ts';

/** Of a step that asks for nothing. */
export const plainResources: Resources = Object.freeze({});

/** Cores and bytes; absent: no limit. Memory that is asked for is the limit too, unless `limits` has its own or null. */
export function limitsOf({ memory, limits = {} }: Resources): { readonly cpu?: number; readonly memory?: number } {
  const most = limits.memory === undefined ? memory : limits.memory;
  return {
    ...(limits.cpu === undefined ? {} : { cpu: limits.cpu }),
    ...(most === undefined || most === null ? {} : { memory: most }),
  };
}
