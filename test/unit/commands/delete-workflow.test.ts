import { afterEach, describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { kinds, type Kind, type Meta } from '../../../src/backends/kubernetes/client/types.ts';
import { labels, lastingLabels } from '../../../src/backends/kubernetes/objects/labels.ts';
import { projectId } from '../../../src/backends/kubernetes/objects/owner.ts';
import { deleteWorkflow, type DeleteWorkflowRequest } from '../../../src/commands/delete-workflow.ts';
import { ApiServer, json } from '../backends/kubernetes/client/server.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { worldOf } from './world.ts';

let server: ApiServer;
afterEach(() => server.close());

const meta = (repository: string): Meta => ({
  name: repository,
  labels: { ...lastingLabels({ owner: { ...owner, repository }, workflow: 'wine' }) },
  annotations: { [labels.repository]: `github.com/acme/${repository}`, [labels.file]: 'automl.yaml' },
});
const idOf = (repository: string): string => projectId({ ...owner, repository });

/** A namespace with one ConfigMap for each repository. */
async function cluster(...repositories: readonly string[]): Promise<Map<string, Meta>> {
  const left = new Map(repositories.map((repository) => [repository, meta(repository)]));
  server = await ApiServer.start((request, response) => {
    const kind = (Object.keys(kinds) as Kind[]).find((each) => request.path.endsWith(`/${kinds[each].plural}`));
    const wanted = (request.query.get('labelSelector') ?? '').split(',').map((part) => part.split('='));
    const found = [...left].filter(([, { labels: own }]) =>
      wanted.every(([name = '', value]) => own?.[name] === value),
    );
    const items = kind === 'ConfigMap' ? found.map(([, metadata]) => ({ metadata })) : [];
    if (request.method === 'DELETE' && kind === 'ConfigMap') for (const [repository] of found) left.delete(repository);
    json(response, 200, { kind: 'List', metadata: { resourceVersion: '1' }, items });
  });
  return left;
}

async function run(fields: Partial<DeleteWorkflowRequest> = {}): Promise<{ code: number; out: string }> {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } }],
    'current-context': 'x',
  });
  const out = new PassThrough();
  const code = await deleteWorkflow({ name: 'wine', kubeconfig, ...fields }, worldOf({ out }));
  return { code, out: String(out.read()) };
}

describe('automl delete workflow', () => {
  test('deletes what the one repository has', async () => {
    const left = await cluster('a');
    expect(await run()).toEqual({ code: 0, out: 'workflow wine deleted from namespace ml: 1 object\n' });
    expect(left.size).toBe(0);
  });

  test('asks which one when there are several, and deletes nothing', async () => {
    const left = await cluster('a', 'b');
    await expect(run()).rejects.toThrow(
      `2 repositories have a workflow "wine" here; say which:\n  --project ${idOf('a')}  github.com/acme/a automl.yaml\n`,
    );
    expect(left.size).toBe(2);
  });

  test('leaves the other repository’s alone', async () => {
    const left = await cluster('a', 'b');
    expect((await run({ project: idOf('b') })).code).toBe(0);
    expect([...left.keys()]).toEqual(['a']);
  });

  test('has nothing to delete where there is no such workflow, or no such project', async () => {
    const left = await cluster('a');
    await expect(run({ name: 'beer' })).rejects.toThrow('namespace ml holds nothing of a workflow "beer"');
    await expect(run({ project: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(left.size).toBe(1);
  });
});
