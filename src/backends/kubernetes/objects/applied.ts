/**
 * What was applied to an object, read back from the object itself: the values of the fields that server-side apply has
 * put down to its manager. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
import type { Meta } from '../client/types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Null: this manager has applied nothing to it. Without the name, which nobody owns. */
export function appliedFields<T extends { readonly metadata?: Meta }>(object: T, manager: string): Partial<T> | null {
  const entry = object.metadata?.managedFields?.find(
    ({ manager: name, operation, subresource }) =>
      name === manager && operation === 'Apply' && subresource === undefined,
  );
  return isFields(entry?.fieldsV1) ? (picked(object, entry.fieldsV1) as Partial<T>) : null;
}

/** `.` stands for the map or list itself, `f:` for a field, `k:`, `v:` and `i:` for an element. */
function picked(value: unknown, owned: Fields): unknown {
  const names = Object.keys(owned);
  if (names.length === 0) return value;
  const inside = names.filter((name) => name !== '.');
  const below = (name: string, part: unknown): unknown => picked(part, isFields(owned[name]) ? owned[name] : {});
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    const named = inside.map((name) => ({ name, isMeant: isNamed(name, elements) }));
    // In the order of the list: another one would be a change when it is applied again.
    return elements.flatMap((element) =>
      named.filter(({ isMeant }) => isMeant(element)).map(({ name }) => below(name, element)),
    );
  }
  if (!isFields(value)) return value;
  const present = inside.filter((name) => name.startsWith('f:') && name.slice(2) in value);
  return Object.fromEntries(present.map((name) => [name.slice(2), below(name, value[name.slice(2)])]));
}

function isNamed(name: string, elements: readonly unknown[]): (element: unknown) => boolean {
  const told: unknown = JSON.parse(name.slice(2));
  if (name.startsWith('i:')) return (element) => element === elements[Number(told)];
  if (!name.startsWith('k:') || !isFields(told)) return (element) => element === told;
  return (element) => isFields(element) && Object.entries(told).every(([key, value]) => element[key] === value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
