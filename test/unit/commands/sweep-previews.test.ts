import { beforeEach, describe, expect, test } from '@jest/globals';
import { PreviewSweep } from '../../../src/commands/sweep-previews.ts';
import { marked, markerOf } from '../../../src/publishing/marker.ts';
import { AutomlError } from '../../../src/errors.ts';
import type { Forge, ForgeApi, PullState } from '../../../src/forges/forge.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { putPreview } from '../backends/kubernetes/serving/preview-scene.ts';
import { plan, step } from '../engine/plans.ts';
import { FakeComments } from '../publishing/fake-comments.ts';
import { worldOf } from './world.ts';

let api: FakeApi;
const said: string[] = [];
const gone: string[] = [];
let asked: number;
let comments: FakeComments;
beforeEach(() => {
  [api, asked, comments] = [new FakeApi(), 0, new FakeComments()];
  said.length = gone.length = 0;
});

/** @param states open or not, by number; of others nothing is known */
function forge(states: Readonly<Record<number, boolean>>, fields: Partial<ForgeApi> = {}): Pick<Forge, 'connect'> {
  const numbers = Object.keys(states).map(Number);
  const calls = {
    openPulls: () => Promise.resolve(numbers.filter((number) => states[number])),
    pull: (number: number) => {
      const isOpen = states[number];
      if (isOpen === undefined) return Promise.reject(new AutomlError('NOT_FOUND', 'no such pull request'));
      return Promise.resolve({ number, isOpen } as PullState);
    },
    deployments: { end: (environment: string) => Promise.resolve(void gone.push(environment)) },
    comments: () => comments,
    close: () => Promise.resolve(),
    ...fields,
  };
  return {
    connect: () => {
      asked += 1;
      return Promise.resolve(calls as unknown as ForgeApi);
    },
  };
}

async function sweep(of: Pick<Forge, 'connect'>, fields: Partial<Plan> = {}): Promise<void> {
  const sweeping = new PreviewSweep();
  const whole = plan([step('train')], { environment: 'production', ...fields });
  const told = {
    say: (sentence: string) => void said.push(sentence),
    warn: (sentence: string) => void said.push(`warning: ${sentence}`),
  };
  sweeping.begin({ api, owner, plan: whole, forge: of }, told, worldOf({ now: Date.now }));
  await sweeping.close();
}
const left = (): readonly string[] =>
  api.all('Deployment').map(({ metadata }) => metadata?.annotations?.['automl-action/environment'] ?? '');

describe('the sweep of previews', () => {
  test('takes those away whose pull request is closed, and tells the forge', async () => {
    for (const pull of [7, 8]) putPreview(api, pull);
    putPreview(api, 7, { repository: 'other' });
    await sweep(forge({ 7: false, 8: true }));
    expect(left()).toEqual(expect.arrayContaining(['pr-8', 'pr-7']));
    expect(left()).toHaveLength(2);
    expect(said).toEqual(['preview pr-7 of wine removed: 1 service (api), 0 runs']);
    expect(gone).toEqual(['pr-7']);
  });

  test('is told in the comment too, where the forge keeps no deployments for us', async () => {
    putPreview(api, 7);
    const topic = { file: 'automl.yaml', environment: 'pr-7', key: null };
    const shows = { run: 'r1', sequence: 1, started: 1, shown: [] };
    comments.add(marked(markerOf(topic), shows, 'all is well'), true);
    const end = () => Promise.reject(new AutomlError('FORGE', 'the token needs `deployments: write`'));
    await sweep(forge({ 7: false }, { deployments: { end } as unknown as ForgeApi['deployments'] }));
    expect(comments.all[0]?.body).toMatch(/\n\nall is well\n\n> The preview `pr-7` was removed\.\n$/);
    expect(said).toContain('warning: the forge goes on showing pr-7: the token needs `deployments: write`');
  });

  test('takes those of other workflow files of the repository too, as one that was renamed has no runs any more', async () => {
    putPreview(api, 7, { file: 'models/automl.yaml', name: 'acme/known-as-before' });
    await sweep(forge({ 7: false }));
    expect(left()).toEqual([]);
  });

  test('takes the preview of the run itself only after it, and where its pull request was closed meanwhile', async () => {
    const states: Record<number, boolean> = { 7: true };
    for (let round = 0; round < 2; round++) {
      putPreview(api, 7);
      const sweeping = new PreviewSweep();
      const told = { say: (sentence: string) => void said.push(sentence), warn: () => undefined };
      const own = plan([step('train')], { environment: 'pr-7' });
      sweeping.begin({ api, owner, plan: own, forge: forge(states) }, told, worldOf({ now: Date.now }));
      expect(left()).toEqual(['pr-7']);
      if (round === 1) states[7] = false;
      await sweeping.close();
    }
    expect(said).toEqual(['preview pr-7 of wine removed: 1 service (api), 0 runs']);
    expect(gone).toEqual(['pr-7']);
  });

  test('leaves the preview of the run where the forge does not say that its pull request is closed', async () => {
    putPreview(api, 7);
    await sweep(forge({}), { environment: 'pr-7' });
    expect(left()).toEqual(['pr-7']);
    expect(said).toEqual([]);
  });

  test.each<[string, Readonly<Record<number, boolean>>, Partial<ForgeApi>]>([
    ['the list of open ones lacks it', { 7: true }, { openPulls: () => Promise.resolve([]) }],
    ['the forge does not know it', {}, {}],
  ])('takes none away where %s', async (_, states, fields) => {
    putPreview(api, 7);
    await sweep(forge(states, fields));
    expect(left()).toEqual(['pr-7']);
    expect(said).toEqual([]);
  });

  test('is a warning and no more where the forge says nothing', async () => {
    putPreview(api, 7);
    const refused = new AutomlError('FORGE', 'the token needs `pull-requests: read`');
    await sweep(forge({ 7: false }, { openPulls: () => Promise.reject(refused) }));
    expect(left()).toEqual(['pr-7']);
    expect(said).toEqual([
      'warning: previews of pull requests that are closed stay for now: the token needs `pull-requests: read`',
    ]);
  });

  test('asks no forge where there are no previews', async () => {
    await sweep(forge({ 7: false }));
    expect(asked).toBe(0);
  });

  test('is no matter of a run of some steps, nor of one without a token', async () => {
    putPreview(api, 7);
    await sweep(forge({ 7: false }), { steps: [step('train', { skip: 'not selected' })] });
    await sweep({ connect: 'there is no token' });
    expect(api.calls).toEqual([]);
    expect(said).toEqual([]);
  });

  test('is not waited for without an end when the run is over', async () => {
    // Somebody deploys there, and goes on to.
    putPreview(api, 7, {}, 'you');
    const sweeping = new PreviewSweep(50);
    const whole = plan([step('train')], { environment: 'production' });
    const told = { say: () => undefined, warn: (sentence: string) => void said.push(sentence) };
    const { connect } = forge({ 7: false });
    sweeping.begin({ api, owner, plan: whole, forge: { connect } }, told, worldOf({ now: () => 0 }));
    await sweeping.close();
    expect(left()).toEqual(['pr-7']);
    expect(said).toEqual([]);
  });
});
