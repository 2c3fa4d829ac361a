import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AutomlError } from '../../../src/errors.ts';
import type { ForgeComment } from '../../../src/forges/context.ts';
import type { Forge, ForgeApi, PullState, Reaction } from '../../../src/forges/forge.ts';
import { marked, markerOf, nameOfNoRun } from '../../../src/publishing/marker.ts';
import type { CommandedJob, Deeds } from '../../../src/slash-commands/deeds.ts';
import { slashCommand } from '../../../src/slash-commands/slash-command.ts';
import { runGit } from '../../../src/source/git.ts';
import { worldOf } from '../commands/world.ts';
import { FakeComments } from '../publishing/fake-comments.ts';
import { Paper } from '../report/scene.ts';

let folder = '';
let origin = '';
let checkout = '';
/** Newest commit of the pull request. */
let head = '';

const git = (place: string, ...args: string[]): Promise<string> =>
  runGit(['-C', place, '-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args]);

async function push(change: () => Promise<void>): Promise<string> {
  await change();
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--message=change');
  return (await git(origin, 'rev-parse', 'HEAD')).trim();
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-slash-')));
  [origin, checkout] = [path.join(folder, 'origin'), path.join(folder, 'checkout')];
  await mkdir(path.join(origin, 'ml'), { recursive: true });
  await mkdir(path.join(folder, 'tmp'));
  await git(origin, 'init', '--quiet', '--initial-branch=main');
  await push(() => writeFile(path.join(origin, 'ml', 'automl.yaml'), 'old'));
  await runGit(['clone', '--quiet', '--depth=1', `file://${origin}`, checkout]);
  await git(origin, 'switch', '--quiet', '--create', 'better');
  head = await push(() => writeFile(path.join(origin, 'ml', 'automl.yaml'), 'new'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Job {
  readonly code: number | string;
  /** What was done, in order. */
  readonly done: readonly string[];
  readonly jobs: readonly CommandedJob[];
  readonly reactions: readonly Reaction[];
  /** Notes of ours, without their hidden lines. */
  readonly notes: readonly string[];
  readonly calls: number;
  readonly err: string;
}

interface Scene {
  readonly author?: string;
  readonly kind?: Forge['kind'];
  readonly pull?: Partial<PullState>;
  /** Commit that our report showed in time; null: none. */
  readonly shown?: string | null;
  readonly comments?: FakeComments;
  readonly deeds?: Partial<Deeds>;
  readonly connect?: string;
  readonly failing?: 'answers' | 'questions';
  readonly target?: string;
}

const refused = new AutomlError('FORGE', 'the token needs `issues: write`');

/** A job that this comment started. */
async function commanded(body: string, scene: Scene = {}): Promise<Job> {
  const { author = 'ada', kind = 'github', failing, comments = new FakeComments() } = scene;
  const shown = scene.shown === undefined ? head : scene.shown;
  if (shown !== null && comments.all.length === 0) {
    const state = { run: 'r1', sequence: 1, started: 1, shown: [{ commit: shown, since: 1 }] };
    comments.add(marked(markerOf({ file: 'ml/automl.yaml', environment: null, key: null }), state, 'a report'), true);
  }
  const comment: ForgeComment = { id: 99, pull: 7, body, author, createdAt: 1000 };
  const [done, reactions, jobs]: [string[], Reaction[], CommandedJob[]] = [[], [], []];
  const before = comments.all.length;
  let calls = 0;
  const ask = <T>(answer: T): Promise<T> => {
    calls += 1;
    return failing === 'questions' ? Promise.reject(refused) : Promise.resolve(answer);
  };
  const api: ForgeApi = {
    comments: () => comments,
    pull: () => ask({ number: 7, isOpen: true, head, branch: 'better', base: 'main', isFork: false, ...scene.pull }),
    mayWrite: (user) => ask(user === 'ada'),
    react: (_, reaction) => {
      calls += 1;
      reactions.push(reaction);
      return failing === 'answers' ? Promise.reject(refused) : Promise.resolve();
    },
    setStatus: () => Promise.reject(new Error('not here')),
    openPulls: () => Promise.reject(new Error('not here')),
    deployments: null,
    close: () => Promise.resolve(done.push('closed')).then(() => undefined),
  };
  const forge: Forge = {
    kind,
    context: {
      trigger: { event: kind === 'gitlab' ? 'note' : 'issue_comment', branch: null, tag: null, defaultBranch: 'main' },
      head: null,
      merge: null,
      fork: false,
      repository: { forge: 'github.com', id: '1' },
      folder: checkout,
      schedule: null,
      pull: { number: 7, base: null, baseHead: null, isClosed: false },
      inputs: {},
      comment,
      sequence: 12,
    },
    links: () => ({}),
    limits: { commentBytes: 60_000, mermaidLength: 1000 },
    connect: scene.connect ?? (() => Promise.resolve(api)),
  };
  const deeds: Deeds = {
    run: (job) => {
      jobs.push(job);
      done.push(`run ${job.params.join(' ')}`.trim());
      return Promise.resolve(0);
    },
    plan: (job) => {
      jobs.push(job);
      done.push('plan');
      return Promise.resolve('train  runs\n');
    },
    cancel: (pull, reason) => {
      done.push(`cancel ${pull}: ${reason}`);
      return Promise.resolve(['r1', 'r2']);
    },
    paramsOf: (run) => Promise.resolve(run === 'r1' ? { alpha: 0.7, note: 'two words' } : null),
    ...scene.deeds,
  };
  const err = new Paper();
  const world = worldOf({ cwd: checkout, env: { ...process.env, RUNNER_TEMP: path.join(folder, 'tmp') }, err });
  const request = { forge, target: scene.target ?? 'ml', key: null, token: null };
  const code = await slashCommand(request, deeds, world).catch((error: unknown) => String(error));
  const notes = comments.ours
    .slice(before)
    .map((note) => note.body.replace(/^<!-- automl-answer 99 [0-9a-f]{8} -->\n\n/, ''));
  return { code, done, jobs, reactions, notes, calls, err: err.text };
}

test('a comment that is not for us costs no call', async () => {
  for (const [body, author] of [
    ['looks good', 'ada'],
    ['> /automl run', 'ada'],
    ['/automl run', 'helper[bot]'],
    ['<!-- automl-answer 1 00000000 -->\n/automl run', 'ada'],
  ] as const) {
    const job = await commanded(body, { author, connect: 'there is no token' });
    expect(job).toMatchObject({ code: 0, calls: 0, done: [], notes: [], err: '' });
  }
});

test('without a token nobody can be asked who wrote it', async () => {
  const job = await commanded('/automl run', { connect: 'there is no token' });
  expect(job.code).toMatch(/who wrote a command has to be asked for: there is no token/);
});

describe('/automl run', () => {
  test('runs the newest commit as a push to the pull request would, without another word', async () => {
    let text = '';
    let place = '';
    const run: Deeds['run'] = async (job) => {
      place = job.checkout;
      text = await readFile(path.join(job.checkout, job.target, 'automl.yaml'), 'utf8');
      expect(job).toMatchObject({ target: 'ml', params: ['alpha=0.5', 'note=$(touch pwned)'], how: 'whole' });
      expect(job.forge.context).toMatchObject({
        trigger: { event: 'pull_request', branch: 'better', tag: null, defaultBranch: 'main' },
        head,
        merge: null,
        fork: false,
        folder: job.checkout,
        pull: { number: 7, base: 'main', isClosed: false },
        comment: null,
        sequence: 12,
      });
      return 1;
    };
    const job = await commanded('/automl run alpha=0.5 "note=$(touch pwned)"', { deeds: { run } });
    expect(job).toMatchObject({ code: 1, reactions: ['seen', 'done'], notes: [], done: ['closed'] });
    expect(text).toBe('new');
    expect(place.startsWith(path.join(folder, 'tmp'))).toBe(true);
    expect(existsSync(place)).toBe(false);
    expect(await readFile(path.join(checkout, 'ml', 'automl.yaml'), 'utf8')).toBe('old');
  });

  test('is not obeyed where somebody has pushed since, and says which commit to confirm', async () => {
    const before = head;
    head = await push(() => writeFile(path.join(origin, 'ml', 'evil.py'), ''));
    const job = await commanded('/automl run', { shown: before });
    expect(job).toMatchObject({ code: 0, reactions: ['seen', 'refused'], done: ['closed'] });
    expect(job.notes).toEqual([expect.stringContaining(`\`/automl run ${head}\``)]);
    const confirmed = await commanded(`/automl run ${head}`, { shown: before });
    expect(confirmed).toMatchObject({ code: 0, done: ['run', 'closed'], notes: [] });
  });

  test.each<[string, Scene, RegExp]>([
    ['a reader', { author: 'mallory' }, /only who may push to this repository/],
    ['a closed pull request', { pull: { isOpen: false } }, /closed or merged/],
    ['a fork', { pull: { isFork: true } }, /comes from a fork.*`\/automl plan [0-9a-f]{40}`/],
  ])('is refused for %s', async (_, scene, sentence) => {
    const job = await commanded('/automl run', scene);
    expect(job).toMatchObject({ code: 0, reactions: ['seen', 'refused'], done: ['closed'] });
    expect(job.notes).toEqual([expect.stringMatching(sentence)]);
  });

  test('of GitLab runs what the ref of the merge request has, and that only if it is the commit that was judged', async () => {
    await git(origin, 'update-ref', 'refs/merge-requests/7/head', head);
    const job = await commanded('/automl run', { kind: 'gitlab' });
    expect(job.done).toEqual(['run', 'closed']);
    expect(job.jobs[0]?.forge.context.trigger.event).toBe('merge_request_event');
    const missing = 'c'.repeat(40);
    const moved = await commanded('/automl run', { kind: 'gitlab', pull: { head: missing }, shown: missing });
    expect(moved.code).toMatch(/somebody has pushed meanwhile/);
    expect(moved).toMatchObject({ reactions: ['seen', 'refused'], done: ['closed'] });
  });

  test('that fails before it begins says why, and fails the job', async () => {
    const run: Deeds['run'] = () =>
      Promise.reject(new AutomlError('USAGE', '--param: the workflow has no param "aplha"'));
    const job = await commanded('/automl run aplha=1', { deeds: { run } });
    expect(job.code).toMatch(/no param "aplha"/);
    expect(job).toMatchObject({ reactions: ['seen', 'refused'], notes: [expect.stringContaining('no param "aplha"')] });
    expect(await readdir(path.join(folder, 'tmp'))).toEqual([]);
  });

  test('is done too where nothing can be answered, with one warning', async () => {
    const job = await commanded('/automl run', { failing: 'answers' });
    expect(job).toMatchObject({ code: 0, done: ['run', 'closed'] });
    expect(job.err).toBe('warning: the comment could not be answered: the token needs `issues: write`\n');
  });

  test('is not done where nobody can say who wrote it', async () => {
    const job = await commanded('/automl run', { failing: 'questions' });
    expect(job.code).toMatch(/issues: write/);
    expect(job.done).toEqual(['closed']);
  });

  test('of a file outside the checkout is refused', async () => {
    const job = await commanded('/automl run', { target: '../elsewhere' });
    expect(job.code).toMatch(/\.\.\/elsewhere is not in the checkout/);
  });
});

describe('/automl plan', () => {
  test('answers with what would happen', async () => {
    const job = await commanded('/automl plan');
    expect(job).toMatchObject({ code: 0, reactions: ['seen', 'done'], done: ['plan', 'closed'] });
    expect(job.notes).toEqual([expect.stringMatching(/^📋 [0-9a-f]{40}\n\n<details open>[^]*train {2}runs/)]);
  });

  test('of a fork looks at the file only, and follows no link', async () => {
    const fork = { pull: { isFork: true } };
    const job = await commanded(`/automl plan ${head}`, fork);
    expect(job.jobs).toMatchObject([{ how: 'offline', forge: { context: { fork: true } } }]);
    head = await push(() => symlink('/etc/passwd', path.join(origin, 'ml', 'link')));
    const linked = await commanded(`/automl plan ${head}`, fork);
    expect(linked).toMatchObject({ reactions: ['seen', 'refused'], done: ['closed'] });
    expect(linked.notes).toEqual([expect.stringContaining('symbolic links (ml/link)')]);
  });

  test('a job that is run again replaces its answer', async () => {
    const comments = new FakeComments();
    await commanded('/automl plan', { comments });
    await commanded('/automl plan', { comments, deeds: { plan: () => Promise.resolve('another plan') } });
    const notes = comments.ours.filter(({ body }) => body.startsWith('<!-- automl-answer'));
    expect(notes.map(({ body }) => body)).toEqual([expect.stringContaining('another plan')]);
  });
});

test('/automl retry runs the newest commit with the params of the run that the report shows', async () => {
  expect((await commanded('/automl retry')).done).toEqual(['run alpha=0.7 note=two words', 'closed']);
  const unknown = await commanded('/automl retry', { deeds: { paramsOf: () => Promise.resolve(null) } });
  expect(unknown.code).toMatch(/the params of run r1 are too long for its report/);
  const told = new FakeComments();
  const topic = markerOf({ file: 'ml/automl.yaml', environment: null, key: null });
  const state = { run: 'r2', sequence: 1, started: 1, shown: [{ commit: head, since: 1 }], params: { alpha: 0.9 } };
  told.add(marked(topic, state, 'a report'), true);
  expect((await commanded('/automl retry', { comments: told })).done).toEqual(['run alpha=0.9', 'closed']);
  const nothing = new FakeComments();
  nothing.add(marked(topic, { ...state, run: nameOfNoRun() }, 'the file has mistakes'), true);
  const none = await commanded('/automl retry', { comments: nothing });
  expect(none.code).toMatch(/no report shows a run of ml\/automl\.yaml/);
  const first = await commanded(`/automl retry ${head}`, { shown: null });
  expect(first.code).toMatch(/no report shows a run of ml\/automl\.yaml/);
});

test('/automl no-cache runs', async () => {
  expect((await commanded('/automl no-cache alpha=1')).done).toEqual(['run alpha=1', 'closed']);
});

test('/automl cancel cancels the runs of the pull request, whatever its newest commit', async () => {
  const job = await commanded('/automl cancel', { shown: null, pull: { isOpen: false } });
  expect(job).toMatchObject({ code: 0, done: ['cancel 7: ada asked for it in a comment', 'closed'] });
  expect(job.notes).toEqual(['Cancelled: `r1`, `r2`\n']);
  const none = await commanded('/automl cancel', { deeds: { cancel: () => Promise.resolve([]) } });
  expect(none.notes).toEqual([expect.stringContaining('No run of this request goes on')]);
});

test('/automl alone lists what there is', async () => {
  expect((await commanded('/automl')).notes).toEqual([expect.stringContaining('`/automl retry [COMMIT]`')]);
});

test('a mistake is told', async () => {
  const job = await commanded('/automl runn');
  expect(job).toMatchObject({ code: 0, reactions: ['seen', 'refused'], done: ['closed'] });
  expect(job.notes).toEqual([expect.stringMatching(/did you mean "run"\?.*`\/automl help`/)]);
});
