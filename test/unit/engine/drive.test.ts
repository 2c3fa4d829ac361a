import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { drive, type DriveEnd, type DriveOptions } from '../../../src/engine/drive.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { changed, FakeBackend, FakeClock, FakeJournal, type Script } from './fakes.ts';
import { failed, plan, step, succeeded } from './plans.ts';

const clock = new FakeClock();
const unhandled: unknown[] = [];
const note = (error: unknown): void => {
  unhandled.push(error);
};
beforeAll(() => {
  process.on('unhandledRejection', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
});
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
  expect(clock.timers.size).toBe(0);
});

interface Scene extends DriveEnd {
  readonly backend: FakeBackend;
  readonly journal: FakeJournal;
  readonly heard: readonly RunEvent[];
}

async function play(
  played: Plan,
  script: Script,
  change: (options: DriveOptions, backend: FakeBackend) => Partial<DriveOptions> = () => ({}),
): Promise<Scene> {
  const backend = new FakeBackend(script);
  const journal = new FakeJournal();
  const heard: RunEvent[] = [];
  const onEvent = (event: RunEvent): void => {
    heard.push(event);
  };
  const options: DriveOptions = { plan: played, backend, inbox: backend.inbox, journal, clock, onEvent };
  const end = await drive({ ...options, ...change(options, backend) });
  return { ...end, backend, journal, heard };
}

const chain = [step('a'), step('b', { behind: ['a'] })];
const good: Script = () => succeeded();

function said({ state }: DriveEnd, name: string): string {
  const seen = state.step(name);
  return [seen?.state, seen?.reason].filter((word) => typeof word === 'string').join(': ');
}

describe('a run', () => {
  test('is driven to its end, and then its backend is closed', async () => {
    const { state, backend, error } = await play(plan(chain), good);
    expect([state.state, error]).toEqual(['succeeded', undefined]);
    expect(backend.calls).toEqual(['start a/1', 'start b/1', 'close']);
  });

  test('is told to the journal and the listener, each event once and in order', async () => {
    const { journal, heard } = await play(plan(chain), good);
    expect(journal.events.map(({ type }) => type)).toEqual([
      'run-started',
      'started',
      'ended',
      'started',
      'ended',
      'run-ended',
    ]);
    expect(heard).toEqual(journal.events);
  });

  test('waits for the next attempt', async () => {
    const begin = clock.time;
    const retries = { limit: 1, backoff: 60, maxBackoff: 60 };
    const { state, backend } = await play(plan([step('a', { retries })]), ({ attempt }) =>
      attempt === 1 ? failed() : succeeded(),
    );
    expect(state.state).toBe('succeeded');
    expect(backend.calls).toEqual(['start a/1', 'start a/2', 'close']);
    expect(clock.time - begin).toBe(60_000);
  });

  test('of 2,000 steps ends', async () => {
    const many = Array.from({ length: 2000 }, (_, number) =>
      step(`s${number}`, { behind: number === 0 ? [] : [`s${number - 1}`] }),
    );
    expect((await play(plan(many), good)).state.state).toBe('succeeded');
  });
});

describe('before it acts, the driver', () => {
  test('has what it starts in the journal', async () => {
    const stored: string[] = [];
    await play(plan(chain), good, ({ backend }) => ({
      journal: {
        append: async (event) => {
          await new Promise((resolve) => setTimeout(resolve, 2));
          if (event.type === 'started') stored.push(`start ${event.task.step}/${event.attempt}`);
        },
      },
      backend: changed(backend, {
        start: (order) => {
          expect(stored).toContain(`start ${order.task.step}/${order.attempt}`);
          backend.start(order);
        },
      }),
    }));
    expect(stored).toEqual(['start a/1', 'start b/1']);
  });
});

describe('a cancel', () => {
  const steps = [step('a'), step('b', { behind: ['a'] }), step('clean', { role: 'finally' })];

  /** Cancels when that step has started. */
  function cancelAt(...names: readonly string[]) {
    return ({ onEvent }: DriveOptions, { inbox }: FakeBackend): Partial<DriveOptions> => ({
      onEvent: (event, state) => {
        onEvent(event, state);
        if (event.type === 'started') for (const name of names) if (name === event.task.step) inbox.cancel('Ctrl-C');
      },
    });
  }

  test('stops the tasks, runs the finally steps, and is the state of the run', async () => {
    const scene = await play(plan(steps), ({ task }) => (task.step === 'a' ? 'stays' : succeeded()), cancelAt('a'));
    expect(scene.backend.calls).toEqual(['start a/1', 'cancel a', 'start clean/1', 'close']);
    expect(scene.state.state).toBe('cancelled');
    expect(scene.state.cancelReason).toBe('Ctrl-C');
  });

  test('is asked of each task once', async () => {
    const both = plan([step('a'), step('b')]);
    const scene = await play(both, ({ task }) => (task.step === 'a' ? 'lingers' : 'stays'), cancelAt('b'));
    expect(scene.backend.calls).toEqual(['start a/1', 'start b/1', 'cancel a', 'cancel b', 'close']);
  });

  test('that comes twice stops the finally steps too', async () => {
    const scene = await play(
      plan(steps),
      ({ task }) => (task.step === 'clean' ? 'stays' : succeeded()),
      cancelAt('clean', 'clean'),
    );
    expect(said(scene, 'clean')).toBe('cancelled: the run was cancelled');
    expect(scene.state.state).toBe('cancelled');
  });

  test('that comes twice, or more often, ends the run even if a task does not listen', async () => {
    const scene = await play(plan(steps), () => 'deaf', cancelAt('a', 'a', 'a'));
    expect(said(scene, 'a')).toBe('cancelled: the run was cancelled');
    expect(said(scene, 'clean')).toBe('skipped: the run was cancelled');
    expect(scene.backend.calls.filter((call) => call === 'close')).toHaveLength(1);
    expect(scene.heard.filter(({ type }) => type === 'cancel-requested')).toHaveLength(2);
  });
});

describe('an exception ends the run as failed, with its message,', () => {
  function expectGivenUp(scene: Scene, message: string): void {
    expect([scene.state.state, scene.state.reason]).toEqual(['failed', message]);
    expect(scene.error).toMatchObject({ message });
    expect(scene.backend.calls.at(-1)).toBe('close');
    expect(scene.state.steps.map(({ state }) => state)).not.toContain('running');
  }

  const broken = (): never => {
    throw new Error('no more processes');
  };

  test('when the backend can not start a task', async () => {
    const scene = await play(plan(chain), broken);
    expectGivenUp(scene, 'no more processes');
    expect([said(scene, 'a'), said(scene, 'b')]).toEqual([
      'cancelled: stopped: no more processes',
      'skipped: stopped: no more processes',
    ]);
    expect(scene.journal.events.at(-1)).toMatchObject({
      type: 'run-ended',
      state: 'failed',
      reason: 'no more processes',
    });
  });

  test('when the journal can not be written', async () => {
    const append = (event: RunEvent): Promise<void> =>
      event.type === 'started' ? Promise.reject(new Error('no space left')) : Promise.resolve();
    const scene = await play(plan(chain), good, () => ({ journal: { append } }));
    expectGivenUp(scene, 'no space left');
    expect(scene.backend.calls).toEqual(['close']);
  });

  test('when the listener throws, every time', async () => {
    expectGivenUp(await play(plan(chain), good, () => ({ onEvent: broken })), 'no more processes');
  });

  test('when journal and listener fail at once', async () => {
    const append = (): Promise<void> => Promise.reject(new Error('no space left'));
    expectGivenUp(await play(plan(chain), good, () => ({ onEvent: broken, journal: { append } })), 'no more processes');
  });

  test('when nothing could ever go on', async () => {
    const circle = [step('a', { behind: ['b'] }), step('b', { behind: ['a'] })];
    expectGivenUp(await play(plan(circle), good), 'no step can start and none is running');
  });
});

test('a backend that closes badly is told, and does not change how the run ended', async () => {
  const close = (): Promise<void> => Promise.reject(new Error('left a process'));
  const scene = await play(plan(chain), good, (_, backend) => ({
    backend: changed(backend, { close }),
  }));
  expect(scene.error).toMatchObject({ message: 'left a process' });
  expect(scene.state.state).toBe('succeeded');
});

describe('a run whose driver died', () => {
  const events: readonly RunEvent[] = [
    { type: 'run-started', at: 0 },
    { type: 'started', at: 1, task: { step: 'a' }, attempt: 1 },
  ];

  test('goes on: what runs is ordered again, and not counted as another attempt', async () => {
    const scene = await play(plan(chain), good, () => ({ resume: { events, running: 'restart' } }));
    expect(scene.backend.calls).toEqual(['start a/1', 'start b/1', 'close']);
    expect(scene.state.state).toBe('succeeded');
    expect(scene.journal.events.map(({ type }) => type)).toEqual(['ended', 'started', 'ended', 'run-ended']);
  });

  test('goes on: what ran is lost, and retried where the step allows it', async () => {
    const retries = { limit: 1, backoff: 0, maxBackoff: 0 };
    const scene = await play(plan([step('a', { retries })]), good, () => ({ resume: { events, running: 'lost' } }));
    expect(scene.backend.calls).toEqual(['start a/2', 'close']);
    expect(scene.state.step('a')?.attempts[0]?.result?.reason).toBe('result lost: the driver ended while it ran');
  });

  test('has lost its services as well', async () => {
    const ready: RunEvent = { type: 'ended', at: 2, task: { step: 'a' }, attempt: 1, result: succeeded() };
    const service = plan([step('a', { kind: 'service' }), step('b', { behind: ['a'] })]);
    const scene = await play(service, good, () => ({ resume: { events: [...events, ready], running: 'lost' } }));
    expect(said(scene, 'b')).toBe('skipped: a failed');
  });

  test('starts anew from an empty journal, and does nothing after the end', async () => {
    const anew = await play(plan(chain), good, () => ({ resume: { events: [], running: 'lost' } }));
    expect(anew.state.state).toBe('succeeded');
    const over = await play(plan(chain), good, () => ({ resume: { events: anew.journal.events, running: 'restart' } }));
    expect(over.backend.calls).toEqual(['close']);
    expect(over.state.state).toBe('succeeded');
  });

  test.each([1, 2, 3, 4, 5])('comes to the same end after %d events', async (count) => {
    const whole = await play(plan(chain), good);
    const rest = await play(plan(chain), good, () => ({
      resume: { events: whole.journal.events.slice(0, count), running: 'restart' },
    }));
    expect(rest.journal.events.map(({ type }) => type)).toEqual(
      whole.journal.events.slice(count).map(({ type }) => type),
    );
  });
});
