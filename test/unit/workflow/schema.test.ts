/** The published JSON Schema says the same as the reader. */
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { workflowJsonSchema } from '../../../src/workflow/dialects/native/json-schema.ts';
import { podShape } from '../../../src/workflow/dialects/native/pod.ts';
import { isMap } from '../../../src/workflow/shape/found.ts';
import { keys } from './mistakes/keys.ts';
import { types } from './mistakes/types.ts';
import { stepFile, topFile } from './read.ts';

const published: unknown = JSON.parse(readFileSync('schema/workflow.schema.json', 'utf8'));
const accepts = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(workflowJsonSchema());

/** Errors of the schema, as `place: message`. */
function errors(text: string): readonly string[] {
  accepts(parse(text));
  return (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}

test('it is the one that the code makes (else run: node scripts/schema.ts)', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(workflowJsonSchema())));
});

test.each([
  'test/unit/workflow/fixtures/design.yaml',
  'test/unit/workflow/fixtures/every-key.yaml',
  'examples/wine/automl.yaml',
  'examples/notebook/automl.yaml',
])('it accepts %s', (path) => {
  expect(errors(readFileSync(path, 'utf8'))).toEqual([]);
});

test.each([
  ['numbers and switches as words', stepFile('run: a.py', 'args: [1, 0.5, true]', 'env: {A: 1}')],
  ['expressions as words', stepFile('run: a.py', 'args: ["${{ params.n }}"]', 'when: ${{ params.n > 0 }}')],
  ['null, which takes a default away', stepFile('run: a.py', 'image: null', 'timeout: null', 'env: null')],
  ['null for all that a pod can be', stepFile('run: a.py', ...Object.keys(podShape).map((key) => `${key}: null`))],
  ['devices by their names', stepFile('run: a.py', 'resources: {amd.com/gpu: 1, gpu: 2, limits: {memory: null}}')],
  ['a claim for the store', topFile('store: {claim: files}')],
])('it accepts %s', (_, text) => {
  expect(errors(text)).toEqual([]);
});

describe('it refuses what the reader refuses', () => {
  test.each([...keys, ...types])('%s', (_, text) => {
    expect(errors(text)).not.toEqual([]);
  });

  test.each([
    ['a duration of words', stepFile('run: a.py', 'timeout: 10 minutes')],
    ['a unit of memory that is none', stepFile('run: a.py', 'resources: {memory: 500MB}')],
    ['a condition without its braces', stepFile('run: a.py', 'when: params.n > 0')],
    ['a metric without an order', stepFile('run: a.py', 'sweep: {params: {n: [1]}, select: rmse}')],
    ['a name with a space', 'name: my wine\nstages: {}'],
    ['a resource that is no device', stepFile('run: a.py', 'resources: {memroy: 1Gi}')],
    ['half a device', stepFile('run: a.py', 'resources: {amd.com/gpu: 0.5}')],
    ['a Secret with a capital', stepFile('run: a.py', 'image_pull_secrets: [Registry]')],
    ['a volume of nothing', stepFile('run: a.py', 'volumes: [{mount: /x}]')],
    ['a volume of two things', stepFile('run: a.py', 'volumes: [{mount: /x, claim: a, secret: b}]')],
    ['a variable from two places', stepFile('run: a.py', 'env: {A: {secret: a, config_map: b, key: c}}')],
    ['a volume without a mount', stepFile('run: a.py', 'volumes: [{claim: a}]')],
    ['a variable from nowhere', stepFile('run: a.py', 'env: {A: {secret: x}}')],
    ['a label with a space', stepFile('run: a.py', 'node_selector: {a b: c}')],
    ['an access mode that is none', topFile('store: {access_mode: RWX}')],
  ])('%s', (_, text) => {
    expect(errors(text)).not.toEqual([]);
  });
});

test('every key has a description', () => {
  const bare: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (Array.isArray(schema))
      schema.forEach((part, place) => {
        visit(part, `${path}/${place}`);
      });
    if (!isMap(schema)) return;
    for (const [key, value] of Object.entries(isMap(schema['properties']) ? schema['properties'] : {})) {
      if (!isMap(value) || !describes(value)) bare.push(`${path}/${key}`);
    }
    for (const [key, value] of Object.entries(schema)) visit(value, `${path}/${key}`);
  };
  visit(published, '');
  expect(bare).toEqual([]);
});

/** Itself, or its only form beside null. */
function describes(schema: Readonly<Record<string, unknown>>): boolean {
  if (typeof schema['description'] === 'string') return true;
  const forms = Array.isArray(schema['anyOf']) ? schema['anyOf'].filter(isMap) : [];
  return forms.some((form) => form['type'] !== 'null' && typeof form['description'] === 'string');
}
