import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  anchorName,
  childrenJobName,
  claimName,
  injectedName,
  jobName,
  pageName,
  planName,
  recordName,
  secretName,
  serviceName,
} from '../../../../../src/backends/kubernetes/objects/names.ts';
import { owner } from './facts.ts';

const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const run = { id: 'r1', workflow: 'wine' };

/** What the file lets through as a name, with all its traps near each other. */
const name = fc.stringMatching(/^[ab]([ab_-]{0,70}[ab])?$/).filter((text) => text.length <= 63);
const shortName = fc.stringMatching(/^[ab1]([ab1_-]{0,4}[ab1])?$/);
const id = fc.stringMatching(/^[a-z0-9]{4,20}$/);
const number = fc.integer({ min: 1, max: 99_999 });

describe('names of Jobs', () => {
  it.each([
    ['wine-split-r1-a1', jobName(run, { step: 'split' }, 1)],
    ['wine-split-7-r1-a2', jobName(run, { step: 'split', iteration: 7 }, 2)],
    ['wine-split-r1-a1-c7', childrenJobName(run, 'split', 1, 7)],
  ])('%s says workflow, step, iteration, run, attempt and first child', (expected, found) => {
    expect(found).toBe(expected);
  });

  it('have a hash where a dash leaves open what is what', () => {
    const one = jobName({ id: 'r1', workflow: 'a-b' }, { step: 'c' }, 1);
    const other = jobName({ id: 'r1', workflow: 'a' }, { step: 'b-c' }, 1);
    expect([one, other]).toEqual([expect.stringMatching(/^a-b-c-r1-a1-h/), expect.stringMatching(/^a-b-c-r1-a1-h/)]);
    expect(one).not.toBe(other);
    expect(jobName(run, { step: 'a_b' }, 1)).not.toBe(jobName(run, { step: 'a-b' }, 1));
  });

  it('keep something of the step behind a long name of a workflow', () => {
    const long = jobName({ id: 'r1', workflow: 'w'.repeat(63) }, { step: 'train' }, 1);
    expect(long).toMatch(/^w+-train-r1-a1-h[a-z2-7]{6}$/);
  });

  it('are labels, with room for what the controllers put behind them', () => {
    fc.assert(
      fc.property(
        name,
        name,
        id,
        number,
        fc.integer({ min: 1, max: 21 }),
        (workflow, step, run, iteration, attempt) => {
          const one = jobName({ id: run, workflow }, { step, iteration }, attempt);
          const many = childrenJobName({ id: run, workflow }, step, attempt, iteration);
          expect(one).toMatch(label);
          expect(many).toMatch(label);
          expect(`${one}-x7k2p`.length).toBeLessThanOrEqual(63);
          expect(`${many}-99999-x7k2p`.length).toBeLessThanOrEqual(63);
        },
      ),
    );
  });

  it('differ for different tasks', () => {
    const iteration = fc.option(fc.integer({ min: 1, max: 3 }), { nil: null });
    const what = fc.tuple(shortName, shortName, iteration, fc.integer({ min: 1, max: 2 }), fc.boolean());
    fc.assert(
      fc.property(what, what, (one, other) => {
        const nameOf = ([workflow, step, iteration, attempt, isFirst]: typeof one): string => {
          if (isFirst) return childrenJobName({ id: 'r1', workflow }, step, attempt, iteration ?? 0);
          return jobName({ id: 'r1', workflow }, { step, ...(iteration === null ? {} : { iteration }) }, attempt);
        };
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(nameOf(one)).not.toBe(nameOf(other));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names of services', () => {
  it('begin as people call them and end with a hash', () => {
    expect(serviceName('wine', 'api', owner)).toMatch(/^wine-api-[a-z2-7]{6}$/);
    expect(serviceName('2024_wine', 'api', owner)).toMatch(/^w-2024-wine-api-[a-z2-7]{6}$/);
  });

  it('differ for two repositories, two environments, and names that look alike', () => {
    const names = [
      serviceName('wine', 'api', owner),
      serviceName('wine', 'api', { ...owner, repository: '4712' }),
      serviceName('wine', 'api', { ...owner, environment: 'pr-1' }),
      serviceName('a-b', 'c', owner),
      serviceName('a', 'b-c', owner),
      serviceName('a', 'b_c', owner),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('are names of Services, with room for a ReplicaSet and its pods', () => {
    fc.assert(
      fc.property(name, name, (workflow, step) => {
        const found = serviceName(workflow, step, owner);
        expect(found).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
        expect(`${found}-5d8f7c9b6f-x7k2p`.length).toBeLessThanOrEqual(63);
      }),
    );
  });
});

describe('names of secrets', () => {
  it('say which run and secret', () => {
    expect(secretName('r1', 'aws-secret')).toBe('automl-r1-aws-secret');
    expect(secretName('r1', 'a.b')).toBe('automl-r1-a.b');
  });

  it('are labels for any name', () => {
    expect(secretName('r1', 'AWS_Secret')).toMatch(/^automl-r1-aws-secret-h[a-z2-7]{6}$/);
    expect(secretName('r1', '__')).toMatch(/^automl-r1-h[a-z2-7]{6}$/);
    const long = secretName('r1', 'x'.repeat(200));
    expect(long).toMatch(label);
    expect(long.length).toBeLessThanOrEqual(63);
    expect(long).not.toBe(secretName('r1', 'x'.repeat(201)));
  });
});

it('gives all other objects of a run names of their own', () => {
  const names = [
    anchorName('r1'),
    planName('r1', 0),
    planName('r1', 1),
    pageName('r1', 1),
    recordName('r1'),
    injectedName('r1', 0),
    claimName('r1'),
    anchorName('r2'),
  ];
  expect(new Set(names).size).toBe(names.length);
  for (const each of names) expect(each).toMatch(label);
});
