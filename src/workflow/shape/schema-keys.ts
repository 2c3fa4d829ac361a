/** Which keys a schema knows at some place inside a value: the candidates for "did you mean". */
import { z } from 'zod';
import { isMap, valueAt } from './found.ts';

type Schema = z.core.$ZodType;

export function keysAt(schema: Schema, path: readonly (string | number)[], value: unknown): readonly string[] {
  let place: Schema | undefined = unwrap(schema, value);
  path.forEach((segment, depth) => {
    const below = valueAt(value, path.slice(0, depth + 1));
    place = place && child(place, segment);
    place = place && unwrap(place, below);
  });
  return place instanceof z.ZodObject ? Object.keys(place.shape) : [];
}

function child(schema: Schema, segment: string | number): Schema | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as Readonly<Record<string, Schema>>)[segment];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

/** Through what stands around a schema to the form that the value was meant to have. */
function unwrap(schema: Schema, value: unknown): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional) {
    return unwrap(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in, value);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const options = schema.options.map((option) => unwrap(option, value));
  return options.find((option) => fits(option, value)) ?? schema;
}

function fits(schema: Schema, value: unknown): boolean {
  if (Array.isArray(value)) return schema instanceof z.ZodArray;
  return isMap(value) && (schema instanceof z.ZodObject || schema instanceof z.ZodRecord);
}
