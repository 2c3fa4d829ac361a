import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelRequestOf } from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import {
  anchorName,
  environmentLeaseName,
  leaseName,
  recordName,
} from '../../../../../src/backends/kubernetes/objects/names.ts';
import { removePreview, type Removed } from '../../../../../src/backends/kubernetes/serving/preview-removal.ts';
import { previewsOf } from '../../../../../src/backends/kubernetes/serving/previews.ts';
import { until } from '../backend-scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { putRun } from '../inventory/scene.ts';
import { inPreview, putPreview } from './preview-scene.ts';

let api: FakeApi;
let stop: AbortController;
const said: string[] = [];
beforeEach(() => {
  [api, stop] = [new FakeApi(), new AbortController()];
  said.length = 0;
});
afterEach(() => {
  stop.abort();
});

async function remove(pull: number, holder = 'me'): Promise<Removed> {
  const preview = (await previewsOf(api)).find((each) => each.pull === pull);
  if (preview === undefined) throw new Error(`no preview ${pull}`);
  const claim = { holder, seconds: 15, isDead: (name: string) => Promise.resolve(name === 'dead') };
  const say = (sentence: string): void => void said.push(sentence);
  const reason = `pull request ${pull} is closed`;
  return removePreview(preview, { api, claim, reason, say, now: Date.now, signal: stop.signal });
}

const kinds = ['Deployment', 'Service', 'Ingress', 'Lease', 'ConfigMap'] as const;
const left = (): string[] => kinds.flatMap((kind) => api.all(kind).map(({ metadata }) => metadata?.name ?? ''));
const lease = (pull: number) => api.objects.get('Lease', environmentLeaseName(inPreview(pull)));

describe('the removal of a preview', () => {
  test('takes what it serves and what is kept of its runs, and nothing of others', async () => {
    putPreview(api, 8);
    putRun(api, { id: 'r8', owner: inPreview(8) });
    const others = left();
    putPreview(api, 7);
    putRun(api, { id: 'r7', owner: inPreview(7) });
    expect(await remove(7)).toEqual({ services: ['api'], runs: 1 });
    // What the anchor owns goes with it.
    expect(left().filter((name) => !name.startsWith('automl-r7-'))).toEqual(others);
    expect(said).toEqual([]);
  });

  test('leaves the Lease until the end, so that another goes on where one was stopped', async () => {
    putPreview(api, 7, {}, 'dead');
    api.fail('delete', 'Deployment', apiError(500, 'gone away'));
    await expect(remove(7)).rejects.toThrow('gone away');
    expect(lease(7)?.spec?.holderIdentity).toBe('');
    api.recover('delete', 'Deployment');
    expect(await remove(7, 'next')).toMatchObject({ services: ['api'] });
    expect(left()).toEqual([]);
  });

  test('goes on in place of one that was killed', async () => {
    putPreview(api, 7, {}, 'dead');
    await remove(7);
    expect(left()).toEqual([]);
  });

  test('waits for who deploys there, and says for whom', async () => {
    putPreview(api, 7, {}, 'you');
    const removing = remove(7);
    await until(() => said.length > 0);
    expect(said).toEqual(['waiting for run r1, which deploys to pr-7']);
    expect(api.all('Deployment')).toHaveLength(1);
    const held = lease(7);
    if (held !== null) api.put('Lease', { ...held, spec: { ...held.spec, holderIdentity: '' } });
    await removing;
    expect(left()).toEqual([]);
  });

  test('cancels the runs that go on, and waits for their end', async () => {
    putRun(api, { id: 'r7', owner: inPreview(7), isOver: false, holder: 'you' });
    const wanted = () => cancelRequestOf(api.objects.get('ConfigMap', anchorName('r7')) ?? {});
    const removing = remove(7);
    await until(() => wanted() !== null);
    expect(wanted()).toBe('pull request 7 is closed');
    expect(said).toEqual(['cancelling run r7 (pull request 7 is closed)']);
    api.put('ConfigMap', { metadata: { name: recordName('r7') } }).take('Lease', leaseName('r7'));
    expect(await removing).toEqual({ services: [], runs: 1 });
    expect(api.objects.get('ConfigMap', anchorName('r7'))).toBeNull();
  });

  test('needs kinds no more than the cluster has them', async () => {
    putPreview(api, 7);
    api.fail('list', 'HTTPRoute', apiError(404)).fail('list', 'Middleware', apiError(403));
    await remove(7);
    expect(left()).toEqual([]);
  });

  test('is given up when it is told to stop, and changes nothing from then on', async () => {
    putPreview(api, 7, {}, 'you');
    const removing = remove(7);
    await until(() => said.length > 0);
    stop.abort();
    await expect(removing).rejects.toThrow('was cancelled');
    expect(api.all('Deployment')).toHaveLength(1);
  });
});
