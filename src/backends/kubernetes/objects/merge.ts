/**
 * A part of a PodSpec put over another by Kubernetes' own rules (a strategic merge patch): maps are merged, null takes
 * a key away, and lists are replaced, but for those whose elements have a name.
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch
 */
import type { Json } from '../../../workflow/model.ts';
import type { PodSpec } from '../client/types.ts';

interface ListRule {
  /** The field that tells elements apart. */
  readonly key: string;
  /** An element is one of several things (`value` or `valueFrom`): what the patch leaves out goes. */
  readonly isChoice?: boolean;
}

const containerLists: Readonly<Record<string, ListRule>> = {
  env: { key: 'name', isChoice: true },
  ports: { key: 'containerPort' },
  volumeMounts: { key: 'mountPath' },
  volumeDevices: { key: 'devicePath' },
};

/** `patchMergeKey` in k8s.io/api/core/v1/types.go, by the path of the list. Tolerations have none: they are replaced. */
const lists = new Map<string, ListRule>([
  ['containers', { key: 'name' }],
  ['initContainers', { key: 'name' }],
  ...['containers', 'initContainers'].flatMap((kind) =>
    Object.entries(containerLists).map(([name, rule]): [string, ListRule] => [`${kind}.${name}`, rule]),
  ),
  ['volumes', { key: 'name', isChoice: true }],
  ['imagePullSecrets', { key: 'name' }],
  ['hostAliases', { key: 'ip' }],
  ['topologySpreadConstraints', { key: 'topologyKey' }],
  ['resourceClaims', { key: 'name', isChoice: true }],
  ['schedulingGates', { key: 'name' }],
]);

type Fields = Readonly<Record<string, unknown>>;

/** Directives: `$patch: delete` in an element of a list, `$patch: replace` in a map or a list. */
const directive = '$patch';

export function mergePodSpec(spec: PodSpec, patch: { readonly [key: string]: Json } | null): PodSpec {
  // The API server judges what comes out: a patch may say anything.
  return patch === null ? spec : (mergeFields({ ...spec }, patch, []) as unknown as PodSpec);
}

function mergeFields(base: Fields, patch: Fields, path: readonly string[]): Fields {
  const { [directive]: order, ...changes } = patch;
  const merged = new Map(order === 'replace' ? [] : Object.entries(base));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergeValue(merged.get(name), value, [...path, name]));
  }
  return Object.fromEntries(merged);
}

function mergeValue(base: unknown, patch: unknown, path: readonly string[]): unknown {
  if (isFields(patch)) return mergeFields(isFields(base) ? base : {}, patch, path);
  if (!Array.isArray(patch)) return patch;
  const elements: readonly unknown[] = patch;
  const rule = lists.get(path.join('.'));
  return rule === undefined ? elements : mergeList(Array.isArray(base) ? base : [], elements, rule, path);
}

/** Ours keep their places, new ones come behind. */
function mergeList(
  base: readonly unknown[],
  patch: readonly unknown[],
  { key, isChoice = false }: ListRule,
  path: readonly string[],
): readonly unknown[] {
  const isReplaced = patch.some((element) => isFields(element) && element[directive] === 'replace');
  const merged = isReplaced ? [] : [...base];
  for (const element of patch) {
    if (!isFields(element)) {
      merged.push(element);
      continue;
    }
    const { [directive]: order, ...fields } = element;
    const place = merged.findIndex(
      (other) => isFields(other) && other[key] !== undefined && other[key] === fields[key],
    );
    const found = merged[place];
    if (order === 'delete') {
      if (place >= 0) merged.splice(place, 1);
    } else if (Object.keys(fields).length > 0) {
      const under = isFields(found) ? (isChoice ? only(found, Object.keys(fields)) : found) : {};
      merged.splice(place < 0 ? merged.length : place, 1, mergeFields(under, fields, path));
    }
  }
  return merged;
}

function only(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
