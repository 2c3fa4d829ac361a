/** What the LimitRanges of the namespace allow of one container: https://kubernetes.io/docs/concepts/policy/limit-range */
import { z } from 'zod';
import type { LimitRange } from '../client/types.ts';
import { amountOf, keyOf, quantity } from '../diagnosis/amount.ts';
import type { Amounts, Asked } from './asked.ts';

/** With the amounts that the LimitRanges give a container that has none. */
export function withDefaults(asked: Asked, ranges: readonly LimitRange[]): Asked {
  let { requests, limits } = asked;
  for (const item of itemsOf(ranges).filter(isForContainers)) {
    requests = { ...amounts(item.defaultRequest), ...requests };
    limits = { ...amounts(item.default), ...limits };
  }
  return { requests, limits };
}

/** Sentences about what is above or below what is allowed. */
export function outsideLimitRanges(asked: Asked, ranges: readonly LimitRange[]): readonly string[] {
  const full = withDefaults(asked, ranges);
  const sentences: string[] = [];
  for (const range of ranges) {
    const name = nameOf(range);
    for (const { type, max, min } of itemsOf([range])) {
      if (type !== 'Container' && type !== 'Pod') continue;
      const whose = type === 'Pod' ? 'a pod' : 'a container';
      for (const [resource, most] of Object.entries(amounts(max))) {
        const wanted = Math.max(full.requests[resource] ?? 0, asked.limits[resource] ?? 0);
        if (wanted <= most) continue;
        const amount = amountOf(resource, wanted);
        sentences.push(
          `it asks for ${amount}, and ${name} allows ${whose} ${amountOf(resource, most)} at most: lower ${keyOf(resource)}`,
        );
      }
      for (const [resource, least] of Object.entries(amounts(min))) {
        const wanted = full.requests[resource];
        if (wanted === undefined || wanted >= least) continue;
        const amount = amountOf(resource, wanted);
        sentences.push(
          `it asks for ${amount}, and ${name} wants ${whose} to ask for ${amountOf(resource, least)} at least: raise ${keyOf(resource)}`,
        );
      }
    }
    sentences.push(...aboveDefaultLimit(asked, range, name));
  }
  return sentences;
}

/** A container without a limit of its own gets one that may be below what it asks for, which no pod may. */
function aboveDefaultLimit(asked: Asked, range: LimitRange, name: string): readonly string[] {
  const limits = Object.assign(
    {},
    ...itemsOf([range])
      .filter(isForContainers)
      .map((item) => amounts(item.default)),
  ) as Amounts;
  return Object.entries(limits).flatMap(([resource, most]) => {
    const wanted = asked.requests[resource];
    if (wanted === undefined || wanted <= most || asked.limits[resource] !== undefined) return [];
    const amount = amountOf(resource, wanted);
    return [
      `it asks for ${amount} without a limit, and ${name} then limits it to ${amountOf(resource, most)}: set resources.limits.${resource}`,
    ];
  });
}

const texts = z.record(z.string(), z.string()).optional();
/** By the names on the wire: the client library renames `default`. */
const itemSchema = z.object({ type: z.string(), max: texts, min: texts, default: texts, defaultRequest: texts });
type Item = z.infer<typeof itemSchema>;

export function itemsOf(ranges: readonly LimitRange[]): readonly Item[] {
  return ranges.flatMap(({ spec }) => z.array(itemSchema).safeParse(spec?.limits).data ?? []);
}

function isForContainers({ type }: Item): boolean {
  return type === 'Container';
}

function nameOf({ metadata }: LimitRange): string {
  return `LimitRange "${metadata?.name ?? ''}"`;
}

/** Of the claim that a run makes. */
export function claimOutsideLimitRanges(bytes: number, ranges: readonly LimitRange[]): readonly string[] {
  return ranges.flatMap((range) =>
    itemsOf([range])
      .filter(({ type }) => type === 'PersistentVolumeClaim')
      .flatMap(({ max, min }) => {
        const most = amounts(max)['storage'];
        const least = amounts(min)['storage'];
        const size = amountOf('storage', bytes);
        const name = nameOf(range);
        if (most !== undefined && bytes > most) {
          return [
            `the store asks for ${size}, and ${name} allows a claim ${amountOf('storage', most)} at most: lower store.size`,
          ];
        }
        if (least !== undefined && bytes < least) {
          return [
            `the store asks for ${size}, and ${name} wants a claim to have ${amountOf('storage', least)} at least: raise store.size`,
          ];
        }
        return [];
      }),
  );
}

export function amounts(quantities: Readonly<Record<string, string>> | undefined): Amounts {
  return Object.fromEntries(Object.entries(quantities ?? {}).map(([resource, text]) => [resource, quantity(text)]));
}
