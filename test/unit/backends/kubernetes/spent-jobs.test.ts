import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AttemptPlace } from '../../../../src/backends/kubernetes/attempt-world.ts';
import type { Job } from '../../../../src/backends/kubernetes/client/types.ts';
import { stepJob } from '../../../../src/backends/kubernetes/objects/job.ts';
import type { Ordered } from '../../../../src/backends/kubernetes/open-logs.ts';
import { OpenWork } from '../../../../src/backends/kubernetes/open-work.ts';
import { SpentJobs } from '../../../../src/backends/kubernetes/spent-jobs.ts';
import { taskKey, type PlanStep, type Task } from '../../../../src/plan/plan.ts';
import { plan, step } from '../../engine/plans.ts';
import { FakeApi } from './fake-api.ts';
import { facts, order } from './objects/facts.ts';

const condition = (type: string): Job['status'] & object => ({ conditions: [{ type, status: 'True' }] });

let api: FakeApi;
let work: OpenWork;
let spent: SpentJobs;
let stored: readonly Ordered[];
/** Tasks whose logs are still read. */
const reading = new Set<string>();

beforeEach(() => {
  api = new FakeApi();
  work = new OpenWork();
  stored = [];
  reading.clear();
  spent = new SpentJobs({
    api,
    facts: facts(),
    logs: { isOpen: ({ task }) => reading.has(taskKey(task)) },
    work,
    stored: (ended) => {
      stored = [...stored, ...ended];
      return Promise.resolve();
    },
  });
});

interface Place {
  readonly of?: PlanStep;
  readonly task?: Task;
  readonly attempt?: number;
}

/** Puts the Job of an attempt there, and gives the attempt's place. */
function made({ of = step('train'), task = { step: of.name }, attempt = 1 }: Place): AttemptPlace {
  const job = stepJob(facts(), plan([of]), of, order(of, { task, attempt }));
  api.put('Job', job);
  return { task, attempt, step: of, job: job.metadata?.name ?? '', index: null, rank: null, parallel: null };
}

function complete(place: AttemptPlace): void {
  spent.seeJob({ ...api.objects.get('Job', place.job), status: condition('Complete') });
}

async function succeed(...places: readonly AttemptPlace[]): Promise<void> {
  for (const place of places) {
    spent.add(place);
    complete(place);
  }
  await work.settled();
}

const steps = (count: number, first = 1): AttemptPlace[] =>
  Array.from({ length: count }, (_, index) => made({ of: step(`s${first + index}`) }));
const jobs = (): string[] => api.all('Job').map(({ metadata }) => metadata?.name ?? '');

describe('Jobs that succeeded', () => {
  test('stay while there are less than 500, then a hundred goes, the oldest first, by one call', async () => {
    const places = steps(500);
    await succeed(...places.slice(0, 499));
    expect(api.calls).toEqual([]);
    await succeed(...places.slice(499));
    expect(api.calls.map(({ verb, kind }) => `${verb} ${kind ?? ''}`)).toEqual(['deleteAll Job']);
    expect(jobs()).toEqual(places.slice(100).map(({ job }) => job));
  });

  test('go when their ends are stored, and not before', async () => {
    const places = steps(500);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    spent = new SpentJobs({ api, facts: facts(), logs: { isOpen: () => false }, work, stored: () => held });
    void succeed(...places);
    await Promise.resolve();
    expect(jobs()).toHaveLength(500);
    release();
    await work.settled();
    expect(jobs()).toHaveLength(400);
  });

  test('are told to the journal by their attempts', async () => {
    const places = steps(500);
    await succeed(...places);
    expect(stored).toEqual(places.slice(0, 100));
  });

  test('stay while their log is read', async () => {
    const places = steps(501);
    reading.add('s1');
    await succeed(...places);
    expect(jobs()).toHaveLength(401);
    expect(jobs()).toContain(places[0]?.job);
  });

  test('count when they are complete: until then their pod may go on', async () => {
    const places = steps(500);
    for (const place of places) spent.add(place);
    for (const place of places) spent.seeJob({ metadata: { name: place.job }, status: { active: 1 } });
    await work.settled();
    expect(api.calls).toEqual([]);
  });

  test('go also when the Job was known to be complete before the attempt had ended', async () => {
    const places = steps(500);
    for (const place of places) complete(place);
    for (const place of places) spent.add(place);
    await work.settled();
    expect(jobs()).toHaveLength(400);
  });

  test('stay where a gate judges them: the step may have failed', async () => {
    const gated = step('s1', { gates: [{ metric: 'rmse', max: 1 }] });
    const place = made({ of: gated });
    await succeed(place, ...steps(500, 2));
    expect(jobs()).toHaveLength(401);
    expect(jobs()).toContain(place.job);
  });

  test('go without the failed attempt before them, and without that of a step of another number', async () => {
    const retried = step('s1');
    const first = made({ of: retried });
    const second = made({ of: retried, attempt: 2 });
    await succeed(second, ...steps(499, 2));
    expect(jobs()).toHaveLength(401);
    expect(jobs()).toContain(first.job);
    expect(jobs()).not.toContain(second.job);
  });

  test('of children go by the number of the child', async () => {
    const child = (iteration: number): AttemptPlace => made({ task: { step: 'train', iteration } });
    const failed = child(1);
    await succeed(...Array.from({ length: 500 }, (_, index) => child(index + 2)));
    expect(jobs()).toHaveLength(401);
    expect(jobs()).toContain(failed.job);
  });
});
