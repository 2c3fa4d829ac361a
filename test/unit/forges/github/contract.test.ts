/** The check itself: what it lets through, no other test can find. */
import { expect, test } from '@jest/globals';
import { violations } from '../../../github/contract.ts';

const repository = '/repos/acme/models';
const missing = { status: 404, body: { message: 'Not Found', documentation_url: '', status: '404' } };
const broken = (method: string, path: string, body?: object, query = ''): readonly string[] =>
  violations({ method, path: `${repository}${path}`, query: new URLSearchParams(query), headers: {}, body }, missing);

test('a call that GitHub describes breaks nothing', () => {
  expect(broken('GET', '/deployments', undefined, 'environment=production&per_page=100')).toEqual([]);
  expect(broken('POST', '/deployments', { ref: 'main', auto_merge: false, required_contexts: [] })).toEqual([]);
});

test.each([
  [
    'a field with a mistake in its name',
    broken('POST', '/deployments', { ref: 'main', auto_merg: false }),
    /no auto_merg/,
  ],
  ['a field of another type', broken('POST', '/deployments', { ref: 7 }), /\/ref must be string/],
  ['a field that is missing', broken('POST', '/deployments', {}), /required property 'ref'/],
  [
    'a word that is not in the list',
    broken('POST', '/statuses/abc', { state: 'done' }),
    /\/state must be equal to one/,
  ],
  ['a query that is not there', broken('GET', '/deployments', undefined, 'env=production'), /there is no env/],
  ['a query of another type', broken('GET', '/deployments', undefined, 'per_page=all'), /per_page=all/],
  ['a body where none is taken', broken('PUT', '/actions/workflows/7/enable', { why: 'x' }), /it takes no body/],
])('%s is found', (_, found, sentence) => {
  expect(found).toEqual([expect.stringMatching(sentence)]);
});

test('an answer that GitHub would not give is found', () => {
  const request = {
    method: 'GET',
    path: `${repository}/pulls`,
    query: new URLSearchParams(),
    headers: {},
    body: undefined,
  };
  expect(violations(request, { status: 200, body: [{ number: 7 }] })).not.toEqual([]);
  expect(violations(request, { status: 202, body: [] })).toEqual([expect.stringMatching(/never answers 202/)]);
  expect(violations({ ...request, path: `${repository}/pullz` }, { status: 200, body: [] })).toEqual([
    expect.stringMatching(/no such call/),
  ]);
});
