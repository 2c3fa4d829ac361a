import { beforeEach, describe, expect, test } from '@jest/globals';
import { lastingLabels, stepLabels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { environmentLeaseName, serviceName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { mayPrune, prune, unnamedServices } from '../../../../../src/backends/kubernetes/serving/prune.ts';
import type { Plan } from '../../../../../src/plan/plan.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { facts, owner } from '../objects/facts.ts';

const service = (name: string) => step(name, { kind: 'service', service: { ...plainService, port: 80 } });
let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
  api.put('Lease', { metadata: { name: environmentLeaseName(owner) } });
});

function deploy(name: string, of = owner): string {
  const object = serviceName('wine', name, of);
  const labels = { ...lastingLabels({ owner: of, workflow: 'wine' }), ...stepLabels(service(name)) };
  for (const kind of ['Deployment', 'Service', 'Ingress', 'HTTPRoute'] as const)
    api.put(kind, { metadata: { name: object, labels } });
  return object;
}
const left = (): string[] =>
  (['Deployment', 'Service', 'Ingress', 'HTTPRoute'] as const).flatMap((kind) =>
    api.all(kind).map(({ metadata }) => `${kind} ${metadata?.name ?? ''}`),
  );

describe('pruning', () => {
  test('deletes what the plan names no more, and says so', async () => {
    const [old, kept] = [deploy('old'), deploy('kept')];
    const said: string[] = [];
    await prune(api, await unnamedServices(api, facts(), plan([service('kept')])), (sentence) => said.push(sentence));
    expect(left()).toEqual(['Deployment', 'Service', 'Ingress', 'HTTPRoute'].map((kind) => `${kind} ${kept}`));
    expect(said).toEqual([`service old (${old}) deleted: the workflow file names it no more`]);
  });

  test('takes a step that is no service any more for one that is gone', async () => {
    deploy('api');
    expect(await unnamedServices(api, facts(), plan([step('api')]))).toHaveLength(4);
  });

  test('keeps a service that this run skips', async () => {
    deploy('api');
    expect(await unnamedServices(api, facts(), plan([{ ...service('api'), skip: 'why' }]))).toEqual([]);
  });

  test('does not see what other owners have: another environment, another repository', async () => {
    deploy('api', { ...owner, environment: 'staging' });
    deploy('api', { ...owner, repository: 'other' });
    expect(await unnamedServices(api, facts(), plan([]))).toEqual([]);
  });

  test('does not look where nothing was ever deployed', async () => {
    api.objects.remove('Lease', environmentLeaseName(owner));
    expect(await unnamedServices(api, facts(), plan([]))).toEqual([]);
    expect(api.calls.map(({ verb }) => verb)).toEqual(['get']);
  });

  test('does without kinds that the cluster does not know', async () => {
    deploy('old');
    api.fail('list', 'HTTPRoute', apiError(404)).fail('list', 'Middleware', apiError(403));
    const kinds = (await unnamedServices(api, facts(), plan([]))).map(({ kind }) => kind);
    expect(kinds).toEqual(['Ingress', 'Service', 'Deployment']);
  });
});

describe('a run prunes', () => {
  const whole: Plan = { ...plan([service('api')]), environment: 'production' };
  const state = 'succeeded';

  test.each([
    ['that is complete and went well', whole, state, true],
    ['that failed: not', whole, 'failed', false],
    ['of some steps: not', { ...whole, steps: [{ ...service('api'), skip: 'not selected' }] }, state, false],
    ['without an environment: not', { ...whole, environment: null }, state, false],
    ['of a pull request: not', { ...whole, run: { id: 'r', event: 'pull_request' } }, state, false],
    [
      'of a pull request in its own preview',
      { ...whole, environment: 'pr-7', run: { id: 'r', event: 'pull_request', pull: 7 } },
      state,
      true,
    ],
  ] as const)('%s', (_what, one, ended, expected) => {
    expect(mayPrune(one, { state: ended })).toBe(expected);
  });
});
