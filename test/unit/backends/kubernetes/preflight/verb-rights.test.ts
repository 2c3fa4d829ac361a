import { describe, expect, test } from '@jest/globals';
import { rightsForAny } from '../../../../../src/backends/kubernetes/preflight/rights.ts';
import { rightsOf, type Whom } from '../../../../../src/backends/kubernetes/preflight/verb-rights.ts';

const verbsOf = (whom: Whom, resource: string): readonly string[] =>
  rightsOf(whom, rightsForAny()).find((right) => right.resource === resource)?.verbs ?? [];

describe('a Role', () => {
  test('for CI is what runs need', () => {
    expect(rightsOf('ci', rightsForAny())).toEqual(rightsForAny());
  });

  test('for people has what runs need and what each verb needs', () => {
    for (const { resource, verbs } of rightsForAny())
      expect(verbsOf('people', resource)).toEqual(expect.arrayContaining([...verbs]));
    expect(verbsOf('people', 'secrets')).toEqual(['create', 'get', 'list', 'patch', 'delete', 'deletecollection']);
    expect(verbsOf('people', 'pods/portforward')).toEqual(['create', 'get']);
  });

  test('for viewers changes nothing and shows no Secret', () => {
    const seen = rightsOf('viewers', rightsForAny());
    expect([...new Set(seen.flatMap(({ verbs }) => verbs))].toSorted()).toEqual(['get', 'list', 'watch']);
    expect(verbsOf('viewers', 'secrets')).toEqual([]);
    expect(verbsOf('viewers', 'services/proxy')).toEqual([]);
  });
});
