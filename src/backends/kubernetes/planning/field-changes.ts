/** What differs between two versions of an object, field by field, for people. */

export interface FieldChange {
  /** `spec.template.spec.containers[step].image` */
  readonly path: string;
  /** Null: it is not there. Long texts are told by their length. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Characters of a value that are read at a glance. */
const longest = 120;

/** Only fields that one of `asked` has: what somebody else, or a default, puts there is not ours to tell. */
export function fieldChanges(before: unknown, after: unknown, asked: readonly unknown[]): readonly FieldChange[] {
  const [then, now] = [leavesOf(before), leavesOf(after)];
  const paths = new Set(asked.flatMap((object) => [...leavesOf(object).keys()]));
  return [...paths]
    .filter((path) => then.get(path) !== now.get(path) && !isFilled(path, then, now) && !isFilled(path, now, then))
    .map((path) => ({ path, before: brief(then.get(path)), after: brief(now.get(path)) }));
}

/** Empty on one side, and told by what it holds on the other. */
function isFilled(path: string, one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  const isEmpty = one.get(path) === '{}' || one.get(path) === '[]';
  return isEmpty && [...other.keys()].some((inner) => inner.startsWith(`${path}.`) || inner.startsWith(`${path}[`));
}

/** Every field that holds no others, as text. */
function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  collect(value, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  const entries = entriesOf(value);
  if (entries.length === 0) {
    if (value !== undefined) leaves.set(path, typeof value === 'string' ? value : JSON.stringify(value));
    return;
  }
  for (const [name, part] of entries) collect(part, `${path}${path === '' ? name.replace(/^\./, '') : name}`, leaves);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) return Object.entries(value).map(([name, part]) => [segment(name), part] as const);
  const items: readonly unknown[] = value;
  const names = items.map(nameOf);
  const areNames = names.every((name) => name !== null) && new Set(names).size === names.length;
  return items.map((item, place) => [`[${areNames ? (names[place] ?? '') : place}]`, item] as const);
}

/** Plain words behind a dot, as people write them; `automl-action/owner` in brackets. */
function segment(name: string): string {
  return /^[\w-]+$/.test(name) ? `.${name}` : `[${name}]`;
}

/** What tells the items of Kubernetes' lists apart, so that one more in front does not seem to change all others. */
function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const fields = item as Readonly<Record<string, unknown>>;
  const name = [fields['name'], fields['mountPath'], fields['host']].find((field) => typeof field === 'string');
  return typeof name === 'string' ? name : null;
}

function brief(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length > longest || /[\r\n]/.test(text) ? `(${text.length} characters)` : text;
}
