import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  changeSchedules,
  keepsSchedules,
  tryToKeepSchedules,
  type KeptSchedules,
} from '../../../src/commands/keep-schedules.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { Source } from '../../../src/source/source.ts';
import type { Environment, Schedule, Workflow } from '../../../src/workflow/model.ts';
import { apiError, FakeApi } from '../backends/kubernetes/fake-api.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { commit, schedule } from '../backends/kubernetes/scheduling/schedules.ts';
import { plan, step } from '../engine/plans.ts';
import { worldOf } from './world.ts';

const production: Environment = { name: 'production', when: ['default-branch', 'schedule'] };
const fileWith = (schedules: readonly Schedule[], environments = [production]): Workflow =>
  ({ schedules, environments, stages: [], finally: [], driver: null }) as unknown as Workflow;
const whole = (fields: Partial<Plan> = {}): Plan =>
  plan([step('train')], { environment: 'production', commit: commit(), ...fields });

describe('the schedules of a file are seen to', () => {
  const file = fileWith([schedule()]);

  test('by a run that deploys where theirs do', () => {
    expect(keepsSchedules(whole(), file)).toBe(true);
  });

  test.each([
    ['deploys nowhere', { environment: null }],
    ['deploys elsewhere', { environment: 'dev' }],
    ['is of a preview', { environment: 'pr-7' }],
    ['is of a part of the file', { steps: [step('train'), step('serve', { skip: 'not selected' })] }],
    ['was started by one', { schedule: { name: 'nightly', at: '2026-01-01T00:00:00Z', concurrency: 'forbid' } }],
  ] as const)('and not by one that %s', (_, fields) => {
    expect(keepsSchedules(whole(fields), file)).toBe(false);
  });

  test('where they deploy does not depend on who asks', () => {
    const ofBranch = fileWith([schedule()], [{ name: 'staging', when: [{ branch: 'main' }] }, production]);
    expect(keepsSchedules(whole(), ofBranch)).toBe(true);
    expect(keepsSchedules(whole({ environment: 'staging' }), ofBranch)).toBe(false);
  });
});

describe('seeing to them', () => {
  let root = '';
  let api = new FakeApi();
  const said: string[] = [];
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'automl-keep-'));
    await writeFile(path.join(root, 'automl.yaml'), 'x');
    [api, said.length] = [new FakeApi(), 0];
    api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
  });
  afterEach(() => rm(root, { recursive: true }));

  const kept = (workflow: Workflow): KeptSchedules => {
    const source = { root, files: ['automl.yaml'] } as unknown as Source;
    return { api, owner, plan: whole(), workflow, source, assignsUsers: false, allowsOlder: false };
  };
  const keep = (workflow: Workflow): Promise<void> => {
    const tell = (how: string) => (sentence: string) => void said.push(`${how}: ${sentence}`);
    return tryToKeepSchedules(kept(workflow), { say: tell('say'), warn: tell('warn') }, worldOf());
  };

  test('makes them, says so once, and takes them away when the file has none any more', async () => {
    await keep(fileWith([schedule(), schedule({ name: 'ci', backend: 'ci' })]));
    expect(said).toEqual([expect.stringMatching(/^say: schedule nightly: cronjob\/wine-nightly-\S+ created$/)]);
    await keep(fileWith([schedule()]));
    expect(said).toHaveLength(1);
    await keep(fileWith([]));
    expect([api.all('CronJob'), said[1]]).toEqual([[], expect.stringMatching(/ deleted$/)]);
  });

  test('of a dry run changes nothing', async () => {
    const changes = await changeSchedules(kept(fileWith([schedule()])), { dryRun: true }, worldOf());
    expect(changes).toMatchObject([{ action: 'create', name: 'nightly' }]);
    expect([api.all('CronJob'), api.all('ConfigMap')]).toEqual([[], []]);
  });

  test('is no reason for the run to fail', async () => {
    api.fail('apply', 'CronJob', apiError(403, 'no cronjobs'));
    await keep(fileWith([schedule()]));
    expect(said).toEqual(['warn: the schedules in the cluster stay as they are: could not: no cronjobs']);
  });

  test('needs no right where there are none', async () => {
    api.fail('list', 'CronJob', apiError(403, 'no cronjobs'));
    await keep(fileWith([]));
    expect(said).toEqual([]);
  });
});
