/** Damages a file's content and leaves the YAML in order, so that the readers behind the parser get their share. */
import { parse, stringify } from 'yaml';
import { oddValues } from './odd-values.ts';
import type { Random } from './random.ts';

/** A place where a value stands: an entry of a map or an item of a list. */
interface Slot {
  readonly parent: Record<string, unknown> | unknown[];
  readonly key: string;
}

const mutations: readonly ((slot: Slot, slots: readonly Slot[], random: Random) => void)[] = [
  (slot, _, random) => {
    set(slot, oddValue(random));
  },
  (slot, slots, random) => {
    set(slot, structuredClone(get(random.pick(slots))));
  },
  (slot) => {
    if (Array.isArray(slot.parent)) slot.parent.splice(Number(slot.key), 1);
    else Reflect.deleteProperty(slot.parent, slot.key);
  },
  (slot, slots, random) => {
    const other = random.pick(slots);
    if (Array.isArray(other.parent)) other.parent.push(structuredClone(get(slot)));
    else other.parent[random.pick(slots).key] = structuredClone(get(slot));
  },
  (slot, _, random) => {
    const value = get(slot);
    if (typeof value === 'string') set(slot, damaged(value, random));
    else set(slot, [value]);
  },
  (slot, _, random) => {
    if (Array.isArray(slot.parent)) return;
    slot.parent[damaged(slot.key, random)] = get(slot);
    Reflect.deleteProperty(slot.parent, slot.key);
  },
];

/** Null: the text is not YAML, holds nothing to damage, or would get too deep to write. */
export function mutateTree(text: string, random: Random): string | null {
  const data = parsed(text);
  const slots = slotsOf(data);
  if (slots.length === 0) return null;
  try {
    random.pick(mutations)(random.pick(slots), slots, random);
    return stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
  } catch (error) {
    // One of the deep values, deeper than the library can write: it is written by the other mutations.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    // Warnings about odd tags are not ours to print.
    return parse(text, { logLevel: 'silent', maxAliasCount: 10 });
  } catch {
    return undefined;
  }
}

function oddValue(random: Random): unknown {
  const text = random.pick(oddValues);
  const value = parsed(text);
  return value === undefined ? text : value;
}

function slotsOf(data: unknown): readonly Slot[] {
  const slots: Slot[] = [];
  const open = [data];
  // An alias inside its own anchor makes a ring.
  const seen = new Set<unknown>();
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (typeof parent !== 'object' || parent === null || seen.has(parent)) continue;
    seen.add(parent);
    for (const [key, value] of Object.entries(parent)) {
      slots.push({ parent: parent as Slot['parent'], key });
      open.push(value);
    }
  }
  return slots;
}

function get({ parent, key }: Slot): unknown {
  return (parent as Record<string, unknown>)[key];
}

function set({ parent, key }: Slot, value: unknown): void {
  (parent as Record<string, unknown>)[key] = value;
}

/** One character more, less, or another one. */
function damaged(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(['', 'x', '_', '.', ' ', '💥', '-']) + text.slice(at + random.below(2));
}
