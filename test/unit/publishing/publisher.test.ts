import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../../src/backends/result.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import { apply, initialState } from '../../../src/engine/state.ts';
import { AutomlError } from '../../../src/errors.ts';
import type { CommitStatus, Forge, ForgeApi, NewDeployment } from '../../../src/forges/forge.ts';
import { isAborted } from '../../../src/http/backoff.ts';
import { taskKey, type Plan } from '../../../src/plan/plan.ts';
import { Publisher } from '../../../src/publishing/publisher.ts';
import { toRecord } from '../../../src/records/record.ts';
import { planOf, planStepOf, resultOf } from '../report/fixtures.ts';
import { FakeComments, VirtualTime } from './fake-comments.ts';

const about = { backend: 'kubernetes', version: '1.0.0', host: 'here' } as const;

class Scene {
  readonly comments = new FakeComments();
  readonly time = new VirtualTime();
  readonly statuses: CommitStatus[] = [];
  readonly deployments: string[] = [];
  readonly warnings: string[] = [];
  readonly notes: string[] = [];
  readonly publisher: Publisher;
  readonly #plan: Plan;
  readonly #state;
  /** What connecting gives in place of the forge. */
  connect: Forge['connect'];
  isClosed = false;
  hasDeployments = true;

  constructor(plan: Plan, { pull = 7, connect }: { pull?: number | null; connect?: Forge['connect'] } = {}) {
    this.#plan = plan;
    this.#state = initialState(plan);
    this.connect = connect ?? (() => Promise.resolve(this.#api()));
    const { now, sleep } = this.time;
    const forge = {
      kind: 'github',
      context: { sequence: 4 },
      links: () => ({ run: 'https://github.com/acme/models/actions/runs/9' }),
      limits: { commentBytes: 60_000, mermaidLength: 40_000 },
      connect: this.connect,
    } as unknown as Forge;
    const audience = {
      forge,
      pull,
      key: null,
      listens: false,
      now,
      sleep,
      warn: (sentence: string) => this.warnings.push(sentence),
      note: (sentence: string) => this.notes.push(sentence),
    };
    this.publisher = new Publisher(audience, { plan, about, folder: '/nowhere', baseline: Promise.resolve(null) });
  }

  tell(...events: readonly RunEvent[]): void {
    for (const event of events) {
      apply(this.#state, event);
      this.publisher.runEvent(event, this.#state);
    }
  }

  start(step: string): void {
    this.tell({ type: 'started', at: this.time.now(), task: { step }, attempt: 1 });
  }

  end(step: string, result: StepResult = resultOf('succeeded')): void {
    this.tell({ type: 'ended', at: this.time.now(), task: { step }, attempt: 1, result });
  }

  /** The run ends, and everything of it is told. */
  async over(state: 'succeeded' | 'failed' | 'cancelled' = 'succeeded'): Promise<void> {
    this.tell({ type: 'run-ended', at: this.time.now(), state });
    await this.publisher.end(toRecord(this.#plan, this.#state, about));
    await this.settle();
  }

  async settle(): Promise<void> {
    const done = new AbortController();
    const settled = this.publisher.settled().then(() => {
      done.abort();
    });
    // Logs are read from the disk, which takes its own time.
    while (!isAborted(done.signal)) {
      await this.time.run();
      await setImmediate();
    }
    await settled;
  }

  get body(): string {
    return this.comments.ours[0]?.body ?? '';
  }

  #api(): ForgeApi {
    const tell = (said: string): Promise<void> => {
      this.deployments.push(said);
      return Promise.resolve();
    };
    const begin = async ({ environment, isProduction, isTransient }: NewDeployment) => {
      await tell(`begin ${environment} ${isProduction ? 'production' : isTransient ? 'transient' : 'plain'}`);
      return {
        succeeded: (url: string | null) => tell(`succeeded ${url ?? 'nowhere'}`),
        failed: (why: string) => tell(`failed ${why}`),
      };
    };
    return {
      comments: () => this.comments,
      setStatus: (status: CommitStatus) => {
        this.statuses.push(status);
        return Promise.resolve();
      },
      deployments: this.hasDeployments ? { begin } : null,
      close: () => {
        this.isClosed = true;
        return Promise.resolve();
      },
    } as unknown as ForgeApi;
  }
}

const two = planOf([planStepOf('train/a'), planStepOf('train/b')]);
const begun: RunEvent = { type: 'run-started', at: 0 };

describe('publisher', () => {
  test('tells the start, what happened meanwhile not more often than every ten seconds, and the end at once', async () => {
    const scene = new Scene(two);
    scene.tell(begun);
    scene.start('a');
    await scene.time.run(0);
    expect(scene.body).toContain('7hq2');
    scene.end('a');
    scene.start('b');
    const writes = (): number => scene.comments.calls.filter((call) => call === 'create' || call === 'update').length;
    await scene.time.run(9_000);
    expect(writes()).toBe(1);
    await scene.time.run(1_500);
    expect(writes()).toBe(2);
    scene.end('b');
    await scene.over();
    expect(writes()).toBe(3);
    expect(scene.comments.ours).toHaveLength(1);
    expect(scene.body).toContain('succeeded');
    expect(scene.statuses.map(({ state }) => state)).toEqual(['pending', 'success']);
    expect(scene.statuses[0]).toMatchObject({ context: 'automl / wine (dev)', commit: two.commit.head });
    expect(scene.warnings).toEqual([]);
    expect(scene.isClosed).toBe(true);
  });

  test('says what a task waits for, once', async () => {
    const scene = new Scene(two);
    scene.tell(begun);
    await scene.time.run(0);
    scene.start('a');
    const message = 'no node has 4 GPUs free';
    const phase = { type: 'phase', task: { step: 'a' }, attempt: 1, message } as const;
    scene.publisher.output(phase);
    await scene.time.run(11_000);
    expect(scene.body).toContain(message);
    const before = scene.comments.calls.length;
    scene.publisher.output(phase);
    await scene.time.run(60_000);
    expect(scene.comments.calls).toHaveLength(before);
    scene.end('a');
    await scene.over('failed');
    expect(scene.body).not.toContain(message);
    expect(taskKey({ step: 'a' })).toBe('a');
  });

  test('what the forge refuses is one warning at the end, whatever else it kept from being told', async () => {
    const scene = new Scene(two, {
      connect: () =>
        Promise.reject(new AutomlError('FORGE', 'POST /comments answered 403: the token needs `x: write`')),
    });
    scene.tell(begun);
    await scene.time.run(60_000);
    expect(scene.warnings).toEqual([]);
    await scene.over();
    expect(scene.warnings).toEqual([
      'the commit status and the comment could not be brought up to date: POST /comments answered 403: the token needs `x: write`',
    ]);
  });

  test.each(['403 forbidden', '404', '422', '429 slow down', '500', '<html>'])(
    'a comment that failed at first and worked at the end is no warning (%s)',
    async (message) => {
      const scene = new Scene(two);
      scene.comments.failure = new AutomlError('FORGE', message);
      scene.tell(begun);
      await scene.time.run(0);
      scene.comments.failure = null;
      await scene.over();
      expect(scene.warnings).toEqual([]);
      expect(scene.comments.ours).toHaveLength(1);
    },
  );

  test.each([
    ['ended', 'succeeded', 30_000, '30 s'],
    ['interrupted', 'cancelled', 5000, '5 s'],
  ] as const)(
    'a forge that does not answer holds up a run that was %s no longer than its limit',
    async (_, state, limit, words) => {
      const scene = new Scene(two, { connect: () => new Promise(() => undefined) });
      scene.tell(begun);
      const from = scene.time.now();
      await scene.over(state);
      expect(scene.time.now() - from).toBe(limit);
      expect(scene.warnings).toEqual([
        `the commit status and the comment could not be brought up to date: given up after ${words}`,
      ]);
    },
  );

  test('with no token it says so where a comment was to be expected, and is silent elsewhere', async () => {
    const [pull, push] = [new Scene(two, { connect: 'no token' }), new Scene(two, { connect: 'no token', pull: null })];
    for (const scene of [pull, push]) {
      scene.tell(begun);
      await scene.over();
      expect(scene.warnings).toEqual([]);
    }
    expect(pull.notes).toEqual(['no token']);
    expect(push.notes).toEqual([]);
  });

  test('with no pull request there is a status and no comment', async () => {
    const scene = new Scene(two, { pull: null });
    scene.tell(begun);
    await scene.over('cancelled');
    expect(scene.comments.calls).toEqual([]);
    expect(scene.statuses.map(({ state }) => state)).toEqual(['pending', 'error']);
  });

  test('a run that goes on without this job keeps its status, and the comment says how to follow it', async () => {
    const scene = new Scene(two);
    scene.tell(begun);
    await scene.time.run(0);
    scene.publisher.left({ note: null, follow: 'automl attach 7hq2' });
    await scene.settle();
    expect(scene.body).toContain('`automl attach 7hq2`');
    expect(scene.statuses.map(({ state }) => state)).toEqual(['pending']);
  });

  test('a run that never began to be told leaves no timer behind', async () => {
    const scene = new Scene(two);
    await scene.settle();
    expect(scene.comments.calls).toEqual([]);
  });

  describe('deployments', () => {
    const service = { port: 80 } as NonNullable<Plan['steps'][number]['service']>;
    const api = planStepOf('serve/api', { kind: 'service', service });
    const ui = planStepOf('serve/ui', { kind: 'service', service });
    const endpoint = { url: 'http://api.ml:80', external_url: 'https://api.example.org', smoke: null };
    const answered = resultOf('succeeded', { service: endpoint });

    test('begin once, and have succeeded when all services answer', async () => {
      const scene = new Scene(planOf([api, ui], { environment: 'production' }));
      scene.tell(begun);
      scene.start('api');
      scene.start('ui');
      scene.end('api', answered);
      await scene.time.run(0);
      expect(scene.deployments).toEqual(['begin production production']);
      scene.end('ui', answered);
      await scene.over();
      expect(scene.deployments).toEqual(['begin production production', 'succeeded https://api.example.org']);
    });

    test('have failed when one service did not answer, or the run ended before', async () => {
      const failing = new Scene(planOf([api, ui], { environment: 'pr-7' }));
      failing.tell(begun);
      failing.start('api');
      failing.end('api', resultOf('failed', { reason: 'the smoke test got 500' }));
      await failing.over('failed');
      expect(failing.deployments).toEqual(['begin pr-7 transient', 'failed api: the smoke test got 500']);
      const cancelled = new Scene(planOf([api], { environment: 'dev' }));
      cancelled.tell(begun);
      cancelled.start('api');
      await cancelled.over('cancelled');
      expect(cancelled.deployments.at(0)).toBe('begin dev plain');
      expect(cancelled.deployments.at(1)).toMatch(/^failed /);
    });

    test('that the forge has none of are said to be left out, once', async () => {
      const scene = new Scene(planOf([api, ui], { environment: 'production' }));
      scene.hasDeployments = false;
      scene.tell(begun);
      scene.start('api');
      scene.start('ui');
      await scene.over();
      expect(scene.notes).toEqual([expect.stringMatching(/^environment production is not shown by this forge/)]);
      expect(scene.warnings).toEqual([]);
    });

    test('there are none where services are left out', async () => {
      const scene = new Scene(planOf([{ ...api, skip: 'not a deploying ref' }], { environment: null }));
      scene.tell(begun);
      await scene.over();
      expect(scene.deployments).toEqual([]);
    });
  });
});
