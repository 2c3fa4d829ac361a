/** Policies: what may stand in them. Whatever is doubtful is an error. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../../src/policy/schema.ts';
import { mistakesIn, policyOf } from './policies.ts';

const accepts = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(policyJsonSchema());

test('every rule is read, and knows its line', () => {
  const policy = policyOf(
    [
      '# for all teams',
      'namespaces: [ml-*]',
      'registries: [registry.example.com, docker.io/library/]',
      'resources: {cpu: 8, memory: 32Gi, devices: {nvidia.com/gpu: 1}}',
      'replicas: 4',
      'pod: [affinity]',
      'service_accounts: [ml-*]',
      'ingress: {hosts: ["*.example.com"], classes: [internal], gateways: [infra/*], annotations: ["cert-manager.io/*"]}',
    ].join('\n'),
  );
  expect(policy.rules).toEqual({
    namespaces: ['ml-*'],
    registries: ['registry.example.com', 'docker.io/library'],
    resources: { cpu: 8, memory: 32 * 2 ** 30, devices: { 'nvidia.com/gpu': 1 } },
    replicas: 4,
    pod: ['affinity'],
    service_accounts: ['ml-*'],
    ingress: {
      hosts: ['*.example.com'],
      classes: ['internal'],
      gateways: ['infra/*'],
      annotations: ['cert-manager.io/*'],
    },
  });
  expect(policy.place('replicas')).toBe('policy.yaml:5');
});

test.each([
  [
    'a typing mistake',
    'registeries: [a.io]',
    '1:1 UNKNOWN_KEY the key "registeries" is not known at the top of the file; did you mean "registries"?',
  ],
  [
    'a key of another place',
    'ingress: {host: [a.io]}',
    '1:11 UNKNOWN_KEY the key "host" is not known in "ingress"; did you mean "hosts"?',
  ],
  ['a rule without a value', 'registries:', '1:1 EMPTY_VALUE "registries" has no value'],
  [
    'a list without items',
    'namespaces: []',
    '1:13 BAD_VALUE "namespaces" must be a list of names of namespaces, not an empty list',
  ],
  [
    'a text in place of a list',
    'namespaces: ml',
    '1:13 WRONG_TYPE "namespaces" must be a list of names of namespaces, not the text "ml"',
  ],
  [
    'an organisation of Docker Hub without its host',
    'registries: [acme]',
    '1:14 BAD_VALUE item 1 of "registries" must be the host of a registry, with the beginning of a path if you like: docker.io/library, ghcr.io/acme-*, not the text "acme"',
  ],
  [
    'an amount that is none',
    'resources: {memory: 32 gigs}',
    '1:21 BAD_MEMORY "32 gigs" is not an amount of memory; write a number with a unit, like "500Mi", "2G" or "1.5Gi"',
  ],
  ['nothing', '# soon\n', '1:1 EMPTY_FILE the policy is empty; it has one rule at least'],
  [
    'a list',
    '- registries',
    '1:1 NOT_A_MAP the file must be a map with registries, resources and the like, not a list',
  ],
  ['an unknown tag', 'namespaces: [!few ml]', '1:14 UNKNOWN_TAG the tag !few is not known'],
])('%s is a mistake', (_, text, mistake) => {
  expect(mistakesIn(text)).toEqual([mistake]);
});

test('the published schema is the one that the code makes (else run: node scripts/schema.ts)', () => {
  const published: unknown = JSON.parse(readFileSync('schema/policy.schema.json', 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});

test('the example of the documentation is a policy, for the reader and for editors', () => {
  const [, text = ''] =
    /^```yaml\n(# yaml-language-server[^]*?)^```$/m.exec(readFileSync('docs/policy.md', 'utf8')) ?? [];
  expect(mistakesIn(text)).toEqual([]);
  expect(Object.keys(policyOf(text).rules).sort()).toEqual(Object.keys(policyJsonSchemaKeys()).sort());
  expect([accepts(parse(text)), accepts.errors]).toEqual([true, null]);
});

function policyJsonSchemaKeys(): object {
  return (policyJsonSchema() as { readonly properties: object }).properties;
}
