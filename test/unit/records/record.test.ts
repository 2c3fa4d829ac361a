import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { initialState } from '../../../src/engine/state.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { canonical } from '../../../src/records/canonical.ts';
import { toRecord, type RecordAbout } from '../../../src/records/record.ts';
import { runRecord, type RunRecord } from '../../../src/records/schema.ts';
import { cancelled, failed, file, lost, plan, step, succeeded } from '../engine/plans.ts';
import { Rehearsal } from '../engine/rehearsal.ts';
import { anyOutcomes, anyPlan, simulate } from '../engine/simulation.ts';

const about: RecordAbout = {
  backend: 'local',
  version: '0.1.0',
  host: 'laptop',
  log: (task, attempt) => `logs/${task.step}-a${attempt}.log`,
};

function record(run: Rehearsal): RunRecord {
  return toRecord(run.plan, run.state, about);
}

describe('a record', () => {
  test('keeps to its schema after every event', () => {
    fc.assert(
      fc.property(
        anyPlan,
        anyOutcomes,
        fc.array(fc.nat(20), { minLength: 1 }),
        fc.nat(20),
        (made, outcomes, picks, cancel) => {
          const check = (_: unknown, state: Parameters<typeof toRecord>[1]): void => {
            const seen = toRecord(made, state, about);
            expect(runRecord.strict().parse(seen)).toEqual(seen);
          };
          simulate(made, { outcomes, picks, cancels: [cancel], deaths: true }, { after: check });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('knows no attempt of a child that waits for its turn', () => {
    const sweep = { params: { alpha: [1, 2] } };
    const run = new Rehearsal(plan([step('a', { sweep })], { parallel: 1 }), () => true);
    run.wait(500).begin('a#2');
    expect(record(run).steps[0]?.children).toMatchObject([
      { state: 'pending', attempts: [], started_at: null },
      { state: 'running', attempts: [{ started_at: '1970-01-01T00:00:01.500Z' }] },
    ]);
  });

  test('shows a run while it goes on', () => {
    const run = new Rehearsal(
      plan([step('a', { retries: { limit: 1, backoff: 1, maxBackoff: 1 } }), step('b', { behind: ['a'] })]),
    );
    run.end('a', failed()).wait(1000);
    expect(record(run)).toMatchObject({
      state: 'running',
      reason: null,
      started_at: '1970-01-01T00:00:01.000Z',
      ended_at: null,
      steps: [
        {
          state: 'running',
          attempts: [
            { attempt: 1, state: 'failed', reason: 'exit 3', exit_code: 3 },
            { attempt: 2, state: 'running', reason: null, ended_at: null },
          ],
          log: 'logs/a-a2.log',
        },
        { state: 'pending', attempts: [], queued_at: null, started_at: null, log: null },
      ],
    });
  });

  test('tells lost attempts, and what they lost', () => {
    const run = new Rehearsal(plan([step('a')])).end('a', lost).wait(2000).end('a', succeeded());
    expect(record(run).steps[0]?.attempts).toMatchObject([
      { state: 'failed', reason: 'was evicted', lost: true },
      { state: 'succeeded' },
    ]);
    expect(record(run).steps[0]?.attempts[1]).not.toHaveProperty('lost');
    const calm = new Rehearsal(plan([step('a')])).end('a', succeeded());
    expect(canonical(record(run))).toBe(canonical(record(calm)));
  });

  test('shows what a step left behind', () => {
    const result = succeeded({
      metrics: { rmse: 0.5 },
      outputs: { rows: 7 },
      artifacts: { model: file('sha') },
      labels: { framework: 'sklearn' },
      summary: '# page',
      warnings: ['odd'],
      install_seconds: 2,
      code_seconds: 3,
    });
    const { metrics, outputs, artifacts, labels, summary, warnings } = result;
    const run = new Rehearsal(plan([step('a', { gates: [{ metric: 'rmse', max: 0.9 }] })])).end('a', result);
    expect(record(run).steps[0]).toMatchObject({
      ...{ state: 'succeeded', exit_code: 0, metrics, outputs, artifacts, labels, summary, warnings },
      gates: [{ metric: 'rmse', min: null, max: 0.9, value: 0.5, passed: true }],
      attempts: [{ install_seconds: 2, code_seconds: 3 }],
    });
  });

  test('shows the children of a sweep, and the best', () => {
    const sweep = { params: { alpha: [1, 2] }, select: { order: 'min', metric: 'rmse' } } as const;
    const run = new Rehearsal(plan([step('a', { sweep })]));
    run.end('a#1', succeeded({ metrics: { rmse: 2 } })).end('a#2', succeeded({ metrics: { rmse: 1 } }));
    expect(record(run).steps[0]).toMatchObject({
      best: 2,
      metrics: { rmse: 1 },
      children: [
        { iteration: 1, params: { alpha: 1 }, state: 'succeeded' },
        { iteration: 2, params: { alpha: 2 }, state: 'succeeded' },
      ],
    });
  });

  test('shows the items of a for_each', () => {
    const run = new Rehearsal(plan([step('list'), step('a', { forEach: 'steps.list.outputs.l', needs: ['list'] })]));
    run.end('list', succeeded({ outputs: { l: ['x', null] } }));
    expect(record(run).steps[1]?.children?.map(({ item, params }) => [item, params])).toEqual([
      ['x', {}],
      [null, {}],
    ]);
  });

  test('can not be made before the run has started', () => {
    const made = plan([step('a')]);
    expect(() => toRecord(made, initialState(made), about)).toThrow('has not started');
  });
});

describe("a run's reason", () => {
  const two = [step('a'), step('b')];

  test.each<[string, Plan, (run: Rehearsal) => Rehearsal, string | null]>([
    ['is absent when all went well', plan(two), (run) => run.end('a', succeeded()).end('b', succeeded()), null],
    [
      'is the first failure in the plan',
      plan(two),
      (run) => run.end('b', failed('exit 1')).end('a', failed()),
      'a: exit 3',
    ],
    [
      'with fail_fast is what failed, not what was stopped',
      plan(two, { failFast: true }),
      (run) => run.end('b', failed('exit 1')).end('a', cancelled),
      'b: exit 1',
    ],
    ['is the cancel', plan(two), (run) => run.end('a', failed()).cancel().end('b', cancelled), 'cancelled: Ctrl-C'],
    [
      'is what the driver stumbled over',
      plan(two),
      (run) => run.happen({ type: 'run-ended', at: 1, state: 'failed', reason: 'no space left' }),
      'no space left',
    ],
  ])('%s', (_, made, happen, reason) => {
    expect(record(happen(new Rehearsal(made))).reason).toBe(reason);
  });
});
