import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ForgeApi } from '../../../../src/forges/forge.ts';
import { forgeApi } from '../../../../src/forges/github/api.ts';
import { clientOf } from '../../../github/client.ts';
import { FakeGitHub, faults } from '../../../github/fake.ts';

const commit = 'a'.repeat(40);

let fake: FakeGitHub;
beforeEach(() => {
  fake = new FakeGitHub();
  fake.openPull({ number: 7, head: 'topic', sha: commit });
});

const as = (token: string, run: string | null = '900'): ForgeApi =>
  forgeApi({
    client: clientOf(fake, token),
    repo: { owner: 'acme', repo: 'models' },
    isGitea: fake.isGitea,
    token,
    run,
  });
const job = (run?: string | null): ForgeApi => as(fake.token, run);

const deployment = { commit, logUrl: 'https://github.com/acme/models/actions/runs/900' };
const production = { ...deployment, environment: 'production', isProduction: true, isTransient: false };
const preview = { ...deployment, environment: 'pr-7', isProduction: false, isTransient: true };

describe('comments', () => {
  test('are written, read, changed and removed', async () => {
    const comments = job().comments(7);
    const made = await comments.create('first');
    expect(made).toMatchObject({ body: 'first', isOurs: true, url: expect.stringContaining('/pull/7#issuecomment-') });
    expect(await comments.update(made.id, 'second')).toMatchObject({ id: made.id, body: 'second', isOurs: true });
    expect(await comments.read(made.id)).toMatchObject({ body: 'second' });
    await comments.remove(made.id);
    expect(fake.comments.below(7)).toEqual([]);
  });

  test('that are gone are no error', async () => {
    const comments = job().comments(7);
    expect(await comments.read(99)).toBeNull();
    expect(await comments.update(99, 'text')).toBeNull();
    await comments.remove(99);
  });

  test.each([false, true])('are found through all pages, oldest first; on Gitea: %s', async (isGitea) => {
    fake.isGitea = isGitea;
    const alice = fake.people.add('alice', 'read');
    for (let number = 1; number <= 301; number += 1) fake.comments.add(7, `comment ${number}`, alice);
    const ours = fake.comments.add(7, 'ours', fake.bot);
    const found = await job().comments(7).list();
    expect(found.map(({ id }) => id)).toEqual(fake.comments.below(7).map(({ id }) => id));
    expect(found.filter(({ isOurs }) => isOurs).map(({ id }) => id)).toEqual([ours.id]);
  });

  test.each([100, 200])('of %s, a full last page, are all of them', async (count) => {
    for (let number = 1; number <= count; number += 1) fake.comments.add(7, 'text', fake.bot);
    expect(await job().comments(7).list()).toHaveLength(count);
  });

  test('of a job are those of jobs, whoever copies them', async () => {
    const copied = 'what we have said';
    fake.comments.add(7, copied, fake.people.add('mallory', 'none'));
    fake.comments.add(7, copied, { id: 5, login: 'echo[bot]', type: 'Bot' });
    fake.comments.add(7, copied, { id: 6, login: 'github-actions[bot]', type: 'User' });
    fake.comments.add(7, copied, fake.bot);
    expect((await job().comments(7).list()).map(({ isOurs }) => isOurs)).toEqual([false, false, false, true]);
  });

  test("of a person's token are that person's", async () => {
    const robot = fake.people.add('robot', 'write', 'ghp_robot');
    fake.comments.add(7, 'by a job', fake.bot);
    fake.comments.add(7, 'by the robot', robot);
    expect((await as('ghp_robot').comments(7).list()).map(({ isOurs }) => isOurs)).toEqual([false, true]);
  });

  test.each(['written one', 'reacted to one'])('of an app are known once it has %s', async (deed) => {
    const forge = job();
    const comments = forge.comments(7);
    const app = { id: 77, login: 'acme-models[bot]', type: 'Bot' } as const;
    Object.defineProperty(fake, 'bot', { value: app });
    const { id } = fake.comments.add(7, 'earlier', app);
    expect(await comments.list()).toMatchObject([{ isOurs: false }]);
    if (deed === 'written one') await comments.create('now');
    else await forge.react({ id, pull: 7, body: '', author: 'alice', createdAt: 0 }, 'seen');
    expect((await comments.list())[0]).toMatchObject({ isOurs: true });
  });

  test('whose author can not be told are no reason to take a stranger for us', async () => {
    fake.comments.add(7, 'text', fake.bot);
    fake.faults.push({ calls: /^GET \/user/, answer: faults.broken, times: 1 });
    const comments = job().comments(7);
    await expect(comments.list()).rejects.toMatchObject({ code: 'FORGE' });
    expect(await comments.list()).toMatchObject([{ isOurs: true }]);
  });

  test('on Gitea are those of its jobs', async () => {
    fake.isGitea = true;
    fake.comments.add(7, 'copied', fake.people.add('github-actions', 'none'));
    expect(await job().comments(7).create('ours')).toMatchObject({ isOurs: true });
    expect((await job().comments(7).list()).map(({ isOurs }) => isOurs)).toEqual([false, true]);
  });

  test('name the permission that is missing', async () => {
    fake.readOnly = true;
    await expect(job().comments(7).create('text')).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringContaining('permissions: {pull-requests: write}'),
    });
  });

  test('are answered by a reaction, once', async () => {
    const alice = fake.people.add('alice', 'write');
    const { id, reactions } = fake.comments.add(7, '/automl run', alice);
    const comment = { id, pull: 7, body: '', author: 'alice', createdAt: 0 };
    for (const reaction of ['seen', 'seen', 'done', 'refused'] as const) await job().react(comment, reaction);
    expect(reactions.map(({ content }) => content)).toEqual(['eyes', 'rocket', '-1']);
  });
});

describe('a commit status', () => {
  test('is one line that GitHub takes', async () => {
    const description = `failed: ${'é😀 '.repeat(100)}\nand more`;
    await job().setStatus({ commit, context: 'automl / wine', state: 'failure', description, url: null });
    const [status] = fake.statuses.all;
    expect(status).toMatchObject({ sha: commit, context: 'automl / wine', state: 'failure', target_url: null });
    expect(status?.description).toMatch(/^failed: é😀 [^\n]*…$/u);
  });

  test('leads to the page of the job', async () => {
    const url = 'https://github.com/acme/models/actions/runs/900';
    await job().setStatus({ commit, context: 'automl / wine', state: 'pending', description: 'runs', url });
    expect(fake.statuses.all).toMatchObject([{ target_url: url, description: 'runs' }]);
  });
});

describe('pull requests', () => {
  test('are told with their newest commit', async () => {
    expect(await job().pull(7)).toEqual({
      number: 7,
      isOpen: true,
      head: commit,
      branch: 'topic',
      base: 'main',
      isFork: false,
    });
  });

  test('of another repository are of a fork, also when that one is gone', async () => {
    fake.openPull({ number: 8, from: 'stranger/models' });
    expect(await job().pull(8)).toMatchObject({ isFork: true });
    const gone = {
      number: 8,
      state: 'open',
      head: { sha: commit, ref: 'topic', repo: null },
      base: { ref: 'main', repo: { full_name: 'acme/models' } },
    };
    fake.faults.push({ calls: /^GET \/pulls\/8$/, answer: { status: 200, body: gone } });
    expect(await job().pull(8)).toMatchObject({ isFork: true });
  });

  test.each([false, true])('that are open are found through all pages; on Gitea: %s', async (isGitea) => {
    fake.isGitea = isGitea;
    for (let number = 8; number <= 140; number += 1)
      fake.openPull({ number, head: `b${number}`, state: number % 10 === 0 ? 'closed' : 'open' });
    const open = fake.pulls.filter(({ state }) => state === 'open').map(({ number }) => number);
    expect(await job().openPulls()).toEqual(open);
  });
});

test.each([
  ['admin', true],
  ['maintain', true],
  ['write', true],
  ['triage', false],
  ['read', false],
  ['none', false],
] as const)('who has the role %s may write: %s', async (role, may) => {
  fake.people.add('alice', role);
  expect(await job().mayWrite('alice')).toBe(may);
});

test('a role of an organisation counts by what it stands for, however it is called', async () => {
  const body = { permission: 'read', role_name: 'owner', user: null };
  fake.faults.push({ calls: /^GET \/collaborators/, answer: { status: 200, body } });
  expect(await job().mayWrite('alice')).toBe(false);
});

test('nobody may write whom GitHub does not know', async () => {
  expect(await job().mayWrite('../../../user')).toBe(false);
});

describe('deployments', () => {
  test('lead to the service when it answers', async () => {
    const begun = await job().deployments?.begin(production);
    expect(fake.deployments.all).toMatchObject([
      {
        environment: 'production',
        ref: commit,
        production: true,
        transient: false,
        statuses: [{ state: 'in_progress' }],
      },
    ]);
    await begun?.succeeded('https://wine.example');
    expect(fake.deployments.all[0]?.statuses.at(-1)).toMatchObject({
      state: 'success',
      environment_url: 'https://wine.example',
      log_url: 'https://github.com/acme/models/actions/runs/900',
    });
  });

  test.each([null, 'wine.ml.svc:80', 'javascript:alert(1)'])('lead nowhere by %s', async (url) => {
    const begun = await job().deployments?.begin(production);
    await begun?.succeeded(url);
    expect(fake.deployments.all[0]?.statuses.at(-1)).toMatchObject({ state: 'success', environment_url: '' });
  });

  test('that fail say why', async () => {
    const begun = await job().deployments?.begin(production);
    await begun?.failed(`api: ${'no pod got ready '.repeat(20)}`);
    expect(fake.deployments.all[0]?.statuses.at(-1)).toMatchObject({
      state: 'failure',
      description: expect.stringMatching(/^api: no pod got ready/),
    });
  });

  test('of an environment that is gone are inactive, and those of others are not', async () => {
    const deployments = job().deployments;
    await (await deployments?.begin(preview))?.succeeded(null);
    await (await deployments?.begin(preview))?.failed('no pod got ready');
    await deployments?.begin(preview);
    await (await deployments?.begin(production))?.succeeded(null);
    await deployments?.end('pr-7');
    await deployments?.end('pr-7');
    expect(fake.deployments.all.map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'inactive',
      'failure',
      'inactive',
      'success',
    ]);
    expect(fake.deployments.all.map(({ statuses }) => statuses.length)).toEqual([3, 2, 2, 2]);
    expect(fake.deployments.standing('production')).toHaveLength(1);
    await deployments?.end('never-there');
  });

  test.each([preview, production])(
    'of $environment stand alone, as GitHub does not see to that',
    async (deployment) => {
      const deployments = job().deployments;
      for (let pushed = 0; pushed < 3; pushed += 1) await (await deployments?.begin(deployment))?.succeeded(null);
      expect(fake.deployments.standing(deployment.environment).map(({ id }) => id)).toEqual([3]);
      expect(fake.deployments.all.map(({ statuses }) => statuses.length)).toEqual([3, 3, 2]);
    },
  );

  test('that a newer run has made are left alone', async () => {
    const [older, newer] = [await job().deployments?.begin(production), await job().deployments?.begin(production)];
    await newer?.succeeded(null);
    await older?.succeeded(null);
    expect(fake.deployments.standing('production').map(({ id }) => id)).toContain(2);
  });

  test('of an environment with a long past are not all asked for', async () => {
    for (let pushed = 0; pushed < 100; pushed += 1) {
      const made = await job().deployments?.begin({ ...preview, isTransient: false });
      if (pushed < 10) await made?.succeeded(null);
    }
    await job().deployments?.end('pr-7');
    expect(fake.deployments.standing('pr-7')).toHaveLength(100 - 9 - 30);
  });

  test('are none on Gitea', () => {
    fake.isGitea = true;
    expect(job().deployments).toBeNull();
  });
});

describe('an environment', () => {
  const held = (run?: string | null): Promise<string | null> | undefined =>
    job(run).deployments?.heldBack('production');

  test('that nobody has set up holds nothing back', async () => {
    expect(await held()).toBeNull();
  });

  test('without reviewers holds nothing back', async () => {
    fake.deployments.environments.set('production', 'open');
    expect(await held()).toBeNull();
  });

  test('with reviewers holds back until one of them agrees to it in this run', async () => {
    const sentence = 'environment production wants a review: run this in a job with `environment: production`';
    fake.deployments.environments.set('production', 'reviewed');
    fake.deployments.approvals.push(
      { run: 900, environment: 'staging', state: 'approved' },
      { run: 900, environment: 'production', state: 'rejected' },
      { run: 899, environment: 'production', state: 'approved' },
    );
    expect(await held()).toBe(sentence);
    expect(await held(null)).toBe(sentence);
    fake.deployments.approvals.push({ run: 900, environment: 'Production', state: 'approved' });
    expect(await held()).toBeNull();
  });

  test('that can not be asked for says what is missing', async () => {
    fake.faults.push({ calls: /^GET \/environments/, answer: faults.refused });
    await expect(held()).rejects.toMatchObject({ message: expect.stringContaining('`actions: read`') });
  });
});
