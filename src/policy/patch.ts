/** What the `pod` of a step says again of what other keys of the file say: a policy must hold for both. */
import type { Json } from '../workflow/model.ts';
import type { Path } from '../workflow/problems.ts';
import { isMap, valueAt } from '../workflow/shape/found.ts';

type Patch = { readonly [key: string]: Json } | null;

/** A text or number in the patch. `path` leads to it from the step. */
export interface Patched {
  readonly path: Path;
  readonly text: string;
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** Images of containers, and those that are mounted. */
export function patchedImages(patch: Patch): readonly Patched[] {
  return [
    ...containersOf(patch).flatMap((path) => textAt(patch, [...path, 'image'])),
    ...itemsOf(patch, ['volumes']).flatMap((path) => textAt(patch, [...path, 'image', 'reference'])),
  ];
}

export function patchedServiceAccounts(patch: Patch): readonly Patched[] {
  return ['serviceAccountName', 'serviceAccount'].flatMap((field) => textAt(patch, [field]));
}

export interface PatchedAmount extends Patched {
  /** As Kubernetes names it: `cpu`, `nvidia.com/gpu`. */
  readonly resource: string;
}

/** Of containers, and of the pod as a whole. */
export function patchedAmounts(patch: Patch): readonly PatchedAmount[] {
  const places = [...containersOf(patch), []].flatMap((path) =>
    ['requests', 'limits'].map((kind) => [...path, 'resources', kind]),
  );
  return places.flatMap((place) => {
    const amounts = valueAt(patch, place);
    if (!isMap(amounts)) return [];
    return Object.keys(amounts).flatMap((resource) =>
      textAt(patch, [...place, resource]).map((found) => ({ ...found, resource })),
    );
  });
}

function containersOf(patch: Patch): readonly Path[] {
  return CONTAINERS.flatMap((field) => itemsOf(patch, [field]));
}

function itemsOf(patch: Patch, path: Path): readonly Path[] {
  const list = valueAt(patch, path);
  return Array.isArray(list) ? list.map((_, place) => [...path, place]) : [];
}

function textAt(patch: Patch, path: Path): readonly Patched[] {
  const value = valueAt(patch, path);
  return typeof value === 'string' || typeof value === 'number'
    ? [{ path: ['pod', ...path], text: String(value) }]
    : [];
}
