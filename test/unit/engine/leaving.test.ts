import { describe, expect, test } from '@jest/globals';
import { drive, type DriveEnd, type DriveOptions } from '../../../src/engine/drive.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { changed, FakeBackend, FakeClock, FakeJournal, type Script } from './fakes.ts';
import { plan, step, succeeded } from './plans.ts';

const steps = [step('a'), step('b', { behind: ['a'] }), step('clean', { role: 'finally' })];
const begun: readonly RunEvent[] = [
  { type: 'run-started', at: 0 },
  { type: 'started', at: 1, task: { step: 'a' }, attempt: 1 },
];
const wish: RunEvent = { type: 'cancel-requested', at: 2, reason: 'Ctrl-C' };

interface Scene extends DriveEnd {
  readonly backend: FakeBackend;
  readonly types: readonly string[];
}

async function play(
  script: Script,
  change: (backend: FakeBackend) => Partial<DriveOptions> = () => ({}),
  played: Plan = plan(steps),
): Promise<Scene> {
  const backend = new FakeBackend(script);
  const journal = new FakeJournal();
  const clock = new FakeClock();
  const options: DriveOptions = {
    plan: played,
    backend,
    inbox: backend.inbox,
    journal,
    clock,
    onEvent: () => undefined,
  };
  const end = await drive({ ...options, ...change(backend) });
  expect(clock.timers.size).toBe(0);
  return { ...end, backend, types: journal.events.map(({ type }) => type) };
}

describe('a driver that leaves', () => {
  const leaveAt = (type: RunEvent['type'], backend: FakeBackend): Partial<DriveOptions> => ({
    onEvent: (event) => {
      if (event.type === type) backend.inbox.leave();
    },
  });

  test('has not ended the run, and closes nothing', async () => {
    const scene = await play(
      () => 'stays',
      (backend) => leaveAt('started', backend),
    );
    expect([scene.left, scene.state.endedAt, scene.types]).toEqual([true, null, ['run-started', 'started']]);
    expect(scene.backend.calls).toEqual(['start a/1', 'leave']);
  });

  test('does so while it waits for something to happen', async () => {
    const scene = await play(
      () => 'stays',
      (backend) => {
        setTimeout(() => {
          backend.inbox.leave();
        }, 20);
        return {};
      },
    );
    expect([scene.left, scene.backend.calls]).toEqual([true, ['start a/1', 'leave']]);
  });

  test('decides nothing about what ended meanwhile', async () => {
    const scene = await play(
      () => succeeded(),
      (backend) => ({
        backend: changed(backend, {
          start: (order) => {
            backend.end(order, succeeded());
            backend.inbox.leave();
          },
        }),
      }),
    );
    expect(scene.types).toEqual(['run-started', 'started']);
  });

  test('gives up nothing when something fails on the way', async () => {
    const scene = await play(
      () => 'stays',
      (backend) => ({
        journal: {
          append: (event) => {
            if (event.type !== 'started') return Promise.resolve();
            backend.inbox.leave();
            return Promise.reject(new Error('another driver has taken the run over'));
          },
        },
      }),
    );
    expect([scene.left, scene.error, scene.state.endedAt, scene.backend.calls]).toEqual([
      true,
      undefined,
      null,
      ['leave'],
    ]);
  });
});

describe('a cancel that was asked for before the first decision', () => {
  test('starts no step', async () => {
    const scene = await play(
      () => succeeded(),
      (backend) => {
        backend.inbox.cancel('Ctrl-C');
        return {};
      },
    );
    expect(scene.backend.calls.filter((call) => /^start [ab]/.test(call))).toEqual([]);
    expect([scene.state.state, scene.state.cancelReason]).toEqual(['cancelled', 'Ctrl-C']);
    expect(scene.types.slice(0, 2)).toEqual(['run-started', 'cancel-requested']);
  });

  test('by the driver before finds what runs, and begins nothing', async () => {
    const resume = { events: [...begun, wish], running: 'restart' } as const;
    const scene = await play(
      () => succeeded(),
      () => ({ resume }),
    );
    expect(scene.backend.calls.slice(0, 1)).toEqual(['find a/1']);
    expect(scene.backend.calls.filter((call) => /^start [ab]/.test(call))).toEqual([]);
    expect([scene.state.step('a')?.state, scene.state.state]).toEqual(['cancelled', 'cancelled']);
  });

  test('by who takes over finds what runs, too', async () => {
    const scene = await play(
      () => succeeded(),
      (backend) => {
        backend.inbox.cancel('Ctrl-C');
        return { resume: { events: begun, running: 'restart' } };
      },
    );
    expect(scene.backend.calls).toContain('find a/1');
    expect(scene.backend.calls.filter((call) => /^start [ab]/.test(call))).toEqual([]);
    expect(scene.state.state).toBe('cancelled');
  });

  test('does not keep a finally step that runs from going on', async () => {
    const cleaning: readonly RunEvent[] = [
      { type: 'run-started', at: 0 },
      wish,
      { type: 'skipped', at: 2, step: 'a', reason: 'the run was cancelled', cause: 'cancelled' },
      { type: 'skipped', at: 2, step: 'b', reason: 'the run was cancelled', cause: 'cancelled' },
      { type: 'started', at: 3, task: { step: 'clean' }, attempt: 1 },
    ];
    const scene = await play(
      () => succeeded(),
      () => ({ resume: { events: cleaning, running: 'restart' } }),
    );
    expect(scene.backend.calls).toEqual(['start clean/1', 'close']);
    expect(scene.state.step('clean')?.state).toBe('succeeded');
  });
});
