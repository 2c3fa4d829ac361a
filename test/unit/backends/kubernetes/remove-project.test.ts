import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lastingLabels, ownerNotes } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { projectId } from '../../../../src/backends/kubernetes/objects/owner.ts';
import { projectsOf, removeProject } from '../../../../src/backends/kubernetes/remove-project.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { owner } from './objects/facts.ts';

let api = new FakeApi();
beforeEach(() => {
  jest.useFakeTimers();
  api = new FakeApi();
});
afterEach(() => {
  jest.useRealTimers();
});

const id = projectId(owner);
const of = (repository: string, workflow = 'wine') => ({
  ...lastingLabels({ owner: { ...owner, repository }, workflow }),
});
const ours = of(owner.repository);

describe('the projects of a workflow name', () => {
  test('are told apart by repository, with what is known of them', async () => {
    const annotations = { ...ownerNotes({ ...owner, name: 'acme/a' }) };
    api.put('ConfigMap', { metadata: { name: 'a', labels: ours, annotations } });
    const named = ownerNotes({ ...owner, name: 'acme/a', environment: 'dev' });
    api.put('ConfigMap', { metadata: { name: 'page', labels: ours } });
    api.put('Service', { metadata: { name: 'api', labels: ours, annotations: { ...named } } });
    api.put('ConfigMap', { metadata: { name: 'b', labels: of('other') } });
    api.put('ConfigMap', { metadata: { name: 'c', labels: of('more', 'beer') } });
    const projects = await projectsOf(api, 'wine');
    expect(projects).toMatchObject([
      { id, repository: 'github.com/acme/a', file: 'automl.yaml', environments: ['dev', 'production'] },
      { repository: '', file: '', environments: [] },
    ]);
  });

  test('are found by whatever an earlier removal has left', async () => {
    api.put('PersistentVolumeClaim', { metadata: { name: 'files', labels: ours } });
    expect(await projectsOf(api, 'wine')).toMatchObject([{ id }]);
  });
});

describe('the removal of a project', () => {
  test('takes all of it and nothing else', async () => {
    for (const kind of ['Service', 'Deployment', 'Job', 'Secret', 'ConfigMap'] as const) {
      api.put(kind, { metadata: { name: 'ours', labels: ours } });
      api.put(kind, { metadata: { name: 'same-name', labels: of('other') } });
      api.put(kind, { metadata: { name: 'other-workflow', labels: of(owner.repository, 'beer') } });
    }
    expect(await removeProject(api, 'wine', id)).toBe(5);
    for (const kind of ['Service', 'Deployment', 'Job', 'Secret', 'ConfigMap'] as const)
      expect(api.all(kind).map(({ metadata }) => metadata?.name)).toEqual(['same-name', 'other-workflow']);
  });

  test('takes what leads to a service and what scales it, where the cluster knows such kinds', async () => {
    for (const kind of ['HTTPRoute', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Lease'] as const)
      api.put(kind, { metadata: { name: 'ours', labels: ours } });
    for (const verb of ['list', 'deleteAll'] as const) api.fail(verb, 'Middleware', apiError(404));
    expect(await removeProject(api, 'wine', id)).toBe(4);
    expect(api.all('HTTPRoute')).toEqual([]);
    api.fail('list', 'Ingress', apiError(403));
    await expect(projectsOf(api, 'wine')).rejects.toThrow('status 403');
  });

  test('waits for pods that take a while to end', async () => {
    api.put('Pod', { metadata: { name: 'p', labels: ours } });
    let done = false;
    const removed = removeProject(api, 'wine', id).then((count) => {
      done = true;
      return count;
    });
    await jest.advanceTimersByTimeAsync(5000);
    expect(done).toBe(false);
    api.take('Pod', 'p');
    await jest.advanceTimersByTimeAsync(1000);
    expect(await removed).toBe(0);
  });

  test('says how to look at what does not go', async () => {
    api.put('Pod', { metadata: { name: 'p', labels: ours } });
    const removed = expect(removeProject(api, 'wine', id)).rejects.toThrow(
      /^1 objects are still there after 2 minutes: kubectl get .* -n ml -l 'automl-action\/project=/,
    );
    await jest.advanceTimersByTimeAsync(125_000);
    await removed;
    expect(jest.getTimerCount()).toBe(0);
  });
});
