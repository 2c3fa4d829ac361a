/** The part of a record that is the same for one run wherever it ran, as text that can be compared and hashed. */
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { runRecord, type RunRecord } from './schema.ts';

/** RFC 8785 JSON of the fields that the schema does not mark `volatile`. Fields that the schema does not know are left out. */
export function canonical(record: RunRecord): string {
  return canonicalize(stablePart(runRecord, record)) ?? '';
}

/** What the schema's own marks leave of a value: the one list of volatile fields is the schema. */
export function stablePart(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return stablePart(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((element: unknown) => stablePart(schema.element, element));
  }
  if (schema instanceof z.ZodRecord && isFields(value)) {
    return mapFields(Object.keys(value), value, () => schema.valueType);
  }
  if (schema instanceof z.ZodObject && isFields(value)) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    const kept = Object.keys(shape).filter((name) => !isVolatile(shape[name]));
    return mapFields(kept, value, (name) => shape[name]);
  }
  return value;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapFields(
  names: readonly string[],
  fields: Fields,
  schemaOf: (name: string) => z.core.$ZodType | undefined,
): Fields {
  const entries = names.map((name) => {
    const schema = schemaOf(name);
    return [name, schema === undefined ? fields[name] : stablePart(schema, fields[name])] as const;
  });
  return Object.fromEntries(entries);
}

function isVolatile(schema: z.core.$ZodType | undefined): boolean {
  if (schema === undefined) return false;
  if (z.globalRegistry.get(schema)?.['volatile'] === true) return true;
  return (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) && isVolatile(schema.unwrap());
}
