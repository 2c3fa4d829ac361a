/**
 * Cuts what we call out of GitHub's published description, which is far too large to depend on, for the fake server to be
 * held to: `node scripts/github-openapi.ts api.github.com.json`, which the package @octokit/openapi has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const paths: Readonly<Record<string, readonly string[]>> = {
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/actions/runs': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/approvals': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/cancel': ['post'],
  '/repos/{owner}/{repo}/actions/workflows': ['get'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable': ['put'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': ['post'],
  '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable': ['put'],
  '/repos/{owner}/{repo}/collaborators/{username}/permission': ['get'],
  '/repos/{owner}/{repo}/deployments': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['get', 'post'],
  '/repos/{owner}/{repo}/environments/{environment_name}': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['get', 'patch', 'delete'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': ['post'],
  '/repos/{owner}/{repo}/pulls': ['get', 'post'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get', 'patch'],
  '/repos/{owner}/{repo}/statuses/{sha}': ['post'],
  '/user': ['get'],
};

/** Bodies that the fake server starts from: they have every field. */
const examples = [
  'deployment-simple-example',
  'deployment-status',
  'environment',
  'environment-approvals-items',
  'full-repository-default-response',
  'issue-comment',
  'private-user-response-with-public-profile-information',
  'pull-request',
  'reaction',
  'repository-collaborator-permission-response-if-user-has-admin-permissions',
  'status',
  'workflow-paginated',
  'workflow-run-paginated',
];

/** Nothing is checked by them. */
const prose = new Set([
  'description',
  'summary',
  'tags',
  'operationId',
  'examples',
  'example',
  'externalDocs',
  'headers',
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without prose, and with `nullable` as JSON Schema says it. @param names the keys are names: of properties, of schemas */
function plain(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((each) => plain(each));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(
    ([key]) => names || !(prose.has(key) || key.startsWith('x-') || key === 'nullable'),
  );
  const cut = Object.fromEntries(kept.map(([key, each]) => [key, plain(each, !names && key === 'properties')]));
  return !names && value['nullable'] === true ? { anyOf: [cut, { type: 'null' }] } : cut;
}

/** What `#/components/…` stands for in the whole. */
function at(whole: Json, pointer: string): Json {
  let here: Json = whole;
  for (const step of pointer.slice(2).split('/')) {
    const next: Json | undefined = isMap(here) ? here[step] : undefined;
    if (next === undefined) throw new Error(`nothing at ${pointer}`);
    here = next;
  }
  return here;
}

function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isMap(value)) return [];
  const own = typeof value['$ref'] === 'string' ? [value['$ref']] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('which file? api.github.com.json of @octokit/openapi');
const whole = JSON.parse(readFileSync(source, 'utf8')) as Json;
const cut: { [key: string]: Json } = { paths: {}, components: {} };
const open: string[] = [];
for (const [route, methods] of Object.entries(paths)) {
  const item = at(whole, '#/paths');
  const operations = isMap(item) ? item[route] : undefined;
  if (!isMap(operations)) throw new Error(`GitHub has no ${route}`);
  const kept = plain(Object.fromEntries(methods.map((method) => [method, operations[method] ?? null])));
  (cut['paths'] as { [key: string]: Json })[route] = kept;
  open.push(...references(kept));
}
const seen = new Set<string>();
for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
  if (seen.has(pointer)) continue;
  seen.add(pointer);
  const [, , kind = '', name = ''] = pointer.split('/');
  const part = plain(at(whole, pointer));
  const components = cut['components'] as { [key: string]: { [key: string]: Json } };
  components[kind] = { ...components[kind], [name]: part };
  open.push(...references(part));
}
const given = at(whole, '#/components/examples');
cut['examples'] = Object.fromEntries(
  examples.map((name) => {
    const example = isMap(given) ? given[name] : undefined;
    if (!isMap(example)) throw new Error(`GitHub has no example ${name}`);
    return [name, example['value'] ?? null];
  }),
);
const target = path.join(import.meta.dirname, '..', 'test', 'github', 'openapi.json');
writeFileSync(target, `${JSON.stringify(cut)}\n`);
