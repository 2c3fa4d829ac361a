/** What GitHub publishes of its API: requests of ours and answers of the fake are held to it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ApiAnswer, ApiRequest } from './fake.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}
interface Media {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly $ref?: string;
}
interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly schema?: Schema;
  readonly $ref?: string;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}

const file = path.join(import.meta.dirname, 'openapi.json');
const description = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, Media>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
};
const ajv = new Ajv({ strict: false, validateFormats: false });
/** Texts of a query stand for numbers too. */
const lenient = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
ajv.addSchema({ components: description.components }, 'github');
const compiled = new Map<object, ValidateFunction>();

/** What breaks it, a sentence each. */
export function violations({ method, path: asked, query, body }: ApiRequest, answer: ApiAnswer): readonly string[] {
  const call = `${method} ${asked}`;
  const operation = operationAt(method.toLowerCase(), asked);
  // Wrong credentials and failures are the same everywhere, and not described.
  if (operation === null) return [404, 401].includes(answer.status) ? [] : [`${call}: GitHub has no such call`];
  const described = operation.responses[String(answer.status)];
  const general = [401, 403, 404, 422, 502].includes(answer.status);
  return [
    ...oddQuery(operation, query).map((what) => `${call}: the query: ${what}`),
    ...[...against(operation.requestBody, body), ...oddFields(operation.requestBody, body)].map(
      (what) => `${call}: the request: ${what}`,
    ),
    ...(described === undefined && !general ? [`${call}: GitHub never answers ${String(answer.status)}`] : []),
    ...against(resolved(described), answer.body).map((what) => `${call}: the answer ${String(answer.status)}: ${what}`),
  ];
}

/** Gitea's own, which GitHub passes over. */
const giteas: readonly string[] = ['limit'];

function oddQuery({ parameters = [] }: Operation, query: URLSearchParams): readonly string[] {
  const known = new Map(parameters.map(parameterOf).flatMap(({ name, ...rest }) => (name ? [[name, rest]] : [])));
  return [...query].flatMap(([name, value]) => {
    const parameter = known.get(name);
    if (parameter?.in !== 'query') return giteas.includes(name) ? [] : [`there is no ${name}`];
    return lenient.validate({ properties: { value: parameter.schema ?? {} } }, { value }) ? [] : [`${name}=${value}`];
  });
}

function parameterOf(parameter: Parameter): Parameter {
  const name = parameter.$ref?.split('/').at(-1);
  return name === undefined ? parameter : (description.components.parameters[name] ?? {});
}

/** GitHub passes over what it does not know, so that a field with a mistake in its name would do nothing. */
function oddFields(media: Media | undefined, body: unknown): readonly string[] {
  if (body === undefined) return [];
  if (media === undefined) return ['it takes no body'];
  const known = media.content?.['application/json']?.schema?.properties;
  if (known === undefined) return [];
  return Object.keys(body as object)
    .filter((name) => !(name in known))
    .map((name) => `there is no ${name}`);
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
  if (schema === undefined)
    return media === undefined || media.content !== undefined || body === undefined ? [] : ['it has no body'];
  const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
  compiled.set(schema, validate);
  if (validate(body ?? {})) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

/** References in a part of the description are into the whole of it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"github#/')) as object;
}
