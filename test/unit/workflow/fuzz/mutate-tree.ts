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

/** The YAML of the data after some mutations. */
export function mutateTree(data: unknown, times: number, random: Random): string {
  const copy = structuredClone(data);
  for (let left = times; left > 0; left -= 1) {
    const slots = slotsOf(copy);
    if (slots.length > 0) random.pick(mutations)(random.pick(slots), slots, random);
  }
  return stringify(copy, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The long ones are deep or huge, and take the library minutes to write: they come in by the token. */
const shortValues = oddValues.filter((text) => text.length <= 100);

function oddValue(random: Random): unknown {
  const text = random.pick(shortValues);
  try {
    // An alias inside its own anchor would make a ring; warnings about odd tags are not ours to print.
    return text.includes('*') ? text : parse(text, { logLevel: 'silent' });
  } catch {
    return text;
  }
}

function slotsOf(data: unknown): readonly Slot[] {
  const slots: Slot[] = [];
  const open = [data];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (typeof parent !== 'object' || parent === null) continue;
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
