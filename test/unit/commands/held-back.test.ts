import { beforeEach, expect, test } from '@jest/globals';
import { holdBack } from '../../../src/commands/held-back.ts';
import type { Forge } from '../../../src/forges/forge.ts';
import { forgeApi } from '../../../src/forges/github/api.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { clientOf } from '../../github/client.ts';
import { FakeGitHub, faults } from '../../github/fake.ts';
import { plan, step } from '../engine/plans.ts';

const steps = [step('train'), step('api', { kind: 'service' }), step('ui', { kind: 'service', skip: 'not selected' })];
const planned: Plan = { ...plan(steps), environment: 'production' };

let fake: FakeGitHub;
beforeEach(() => {
  fake = new FakeGitHub();
  fake.deployments.environments.set('production', 'reviewed');
});

const forge = (): Pick<Forge, 'connect'> => ({
  connect: () => {
    const place = { repo: { owner: 'acme', repo: 'models' }, isGitea: fake.isGitea, token: fake.token, run: '900' };
    return Promise.resolve(forgeApi({ client: clientOf(fake), ...place }));
  },
});

const skips = ({ steps: planned }: Plan): readonly (string | undefined)[] => planned.map(({ skip }) => skip);
const unchanged = [undefined, undefined, 'not selected'];

test('services wait for the review of their environment, and nothing else does', async () => {
  const held = await holdBack(planned, forge());
  const reason = 'environment production wants a review: run this in a job with `environment: production`';
  expect(held.warnings).toEqual([]);
  expect(skips(held.plan)).toEqual([undefined, reason, 'not selected']);
});

test('they are deployed when somebody has agreed', async () => {
  fake.deployments.approvals.push({ run: 900, environment: 'production', state: 'approved' });
  expect(skips((await holdBack(planned, forge())).plan)).toEqual(unchanged);
});

test('where it can not be asked they are deployed, and the permission is named', async () => {
  fake.faults.push({ calls: /^GET \/environments/, answer: faults.refused });
  const { plan: left, warnings } = await holdBack(planned, forge());
  expect(skips(left)).toEqual(unchanged);
  expect(warnings).toEqual([
    expect.stringMatching(/^whether environment production wants a review can't be asked: .*`actions: read`/),
  ]);
});

test('nobody is asked without a token, outside a job, and on Gitea', async () => {
  for (const connected of [undefined, { connect: 'there is no token' }])
    expect(skips((await holdBack(planned, connected)).plan)).toEqual(unchanged);
  fake.isGitea = true;
  expect(await holdBack(planned, forge())).toEqual({ plan: planned, warnings: [] });
});

test('nobody is asked for a run that deploys nothing', async () => {
  const connect = () => Promise.reject(new Error('nobody is to be asked'));
  for (const each of [
    { ...planned, environment: null },
    { ...planned, steps: [step('train')] },
  ])
    expect(await holdBack(each, { connect })).toEqual({ plan: each, warnings: [] });
});
