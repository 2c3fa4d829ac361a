/** What GitHub publishes of its API: requests of ours and answers of the fake are held to it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ApiAnswer, ApiRequest } from './fake.ts';

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
  readonly $ref?: string;
}
interface Operation {
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}

const file = path.join(import.meta.dirname, 'openapi.json');
const description = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Media>> };
};
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ components: description.components }, 'github');
const compiled = new Map<object, ValidateFunction>();

/** What breaks it, a sentence each. */
export function violations({ method, path: asked, body }: ApiRequest, answer: ApiAnswer): readonly string[] {
  const call = `${method} ${asked}`;
  const operation = operationAt(method.toLowerCase(), asked);
  // Wrong credentials and failures are the same everywhere, and not described.
  if (operation === null) return [404, 401].includes(answer.status) ? [] : [`${call}: GitHub has no such call`];
  const described = operation.responses[String(answer.status)];
  const general = [401, 403, 404, 422, 502].includes(answer.status);
  return [
    ...against(operation.requestBody, body).map((what) => `${call}: the request: ${what}`),
    ...(described === undefined && !general ? [`${call}: GitHub never answers ${String(answer.status)}`] : []),
    ...against(resolved(described), answer.body).map((what) => `${call}: the answer ${String(answer.status)}: ${what}`),
  ];
}

function operationAt(method: string, asked: string): Operation | null {
  for (const [template, methods] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
    if (pattern.test(asked)) return methods[method] ?? null;
  }
  return null;
}

function resolved(media: Media | undefined): Media | undefined {
  const name = media?.$ref?.split('/').at(-1);
  return name === undefined ? media : description.components.responses[name];
}

function against(media: Media | undefined, body: unknown): readonly string[] {
  const schema = media?.content?.['application/json']?.schema;
  if (schema === undefined) return [];
  const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
  compiled.set(schema, validate);
  if (validate(body ?? {})) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** References in a part of the description are into the whole of it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"github#/')) as object;
}
