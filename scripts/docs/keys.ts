/** The keys of the workflow file, from its JSON Schema: one table for each kind of map. */
import { z } from 'zod';
import { code, splitDefault, table } from './table.ts';

/** The part of JSON Schema that our schema uses. */
interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly $ref?: string | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    items: schema.optional(),
    anyOf: z.array(schema).optional(),
    enum: z.array(z.string()).optional(),
    $ref: z.string().optional(),
  }),
);
const document = z.intersection(schema, z.object({ definitions: z.object({ step: schema }) }));

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** @param text of schema/workflow.schema.json */
export function keyTables(text: string): string {
  const { definitions, ...top } = document.parse(JSON.parse(text));
  const sections: Section[] = [];
  const seen = new Set<string>();
  const others = { ...top.properties, ...definitions.step.properties };
  const add = (title: string, map: Schema): void => {
    const known = JSON.stringify(map.properties);
    if (seen.has(known)) return;
    seen.add(known);
    const entries = Object.entries(map.properties ?? {});
    // The keys of `defaults` are those of a step, and one of the top: one description is enough.
    const shared = entries.filter(([key, value]) => title === 'defaults' && same(value, others[key]));
    const own = entries.filter((entry) => !shared.includes(entry));
    const rows = own.map(([key, value]) => row(key, value, map.required?.includes(key) === true));
    const names = shared.map(([key]) => code(key)).join(', ');
    sections.push({
      title,
      rows,
      note: names === '' ? '' : `What may stand here, as in a step or at the top: ${names}.`,
    });
    const prefix = title.includes(' ') ? '' : `${title}.`;
    for (const [key, value] of own) for (const [name, inner] of mapsIn(value, prefix + key)) add(name, inner);
  };
  add('top of the file', top);
  add('a step', definitions.step);
  return sections.map(sectionText).join('\n');
}

function sectionText({ title, rows, note }: Section): string {
  const head = title.includes(' ') ? title.charAt(0).toUpperCase() + title.slice(1) : code(title);
  const keys = rows.length === 0 ? '' : table(['key', 'type', 'what it is', 'default'], rows);
  const parts = [`### ${head}`, note, keys];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function row(key: string, value: Schema, isRequired: boolean): string[] {
  const { text, fallback } = splitDefault(descriptionOf(value));
  return [code(key), [...new Set(typesOf(value))].join(' or '), text, isRequired ? 'required' : fallback];
}

function descriptionOf({ description, anyOf = [] }: Schema): string {
  return description ?? anyOf.map(descriptionOf).find((text) => text !== '') ?? '';
}

/** Maps with keys of ours inside a value, each with a name for its table. Steps have one of their own. */
function mapsIn(
  { properties, additionalProperties, items, anyOf = [], ...rest }: Schema,
  name: string,
): [string, Schema][] {
  const inner = anyOf.flatMap((form) => mapsIn(form, name));
  if (items !== undefined) inner.push(...mapsIn(items, name));
  if (typeof additionalProperties === 'object') inner.push(...mapsIn(additionalProperties, `${name}.<name>`));
  return properties === undefined ? inner : [[name, { ...rest, properties }], ...inner];
}

function typesOf({ type, properties, additionalProperties, items, anyOf, enum: words, $ref }: Schema): string[] {
  if (anyOf !== undefined) return anyOf.flatMap(typesOf);
  if (words !== undefined) return words.map(code);
  if ($ref !== undefined) return [$ref.endsWith('/step') ? 'step' : 'any JSON value'];
  if (items !== undefined) return [`list of ${plural(typesOf(items))}`];
  if (properties !== undefined) return ['map'];
  if (typeof additionalProperties === 'object') return [`map from names to ${plural(typesOf(additionalProperties))}`];
  const types = typeof type === 'string' ? [type] : (type ?? ['any JSON value']);
  return types.flatMap((name) => (name === 'null' ? [] : (typeNames[name] ?? name)));
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  object: 'map',
};

function plural(types: readonly string[]): string {
  const [only = '', ...others] = new Set(types);
  if (others.length > 0 || only === 'any JSON value') return 'values';
  return only.startsWith('list of ') ? only.replace('list', 'lists') : `${only}s`;
}

function same(left: Schema, right: Schema | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
