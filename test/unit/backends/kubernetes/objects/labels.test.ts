import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  labels,
  labelValue,
  lastingLabels,
  managed,
  ofOwner,
  ofProject,
  ofRun,
  ownLabels,
  serviceSelector,
  stepLabels,
  type Labels,
} from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { ownerId, projectId, runId } from '../../../../../src/backends/kubernetes/objects/owner.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { step } from '../../../engine/plans.ts';
import { facts, owner } from './facts.ts';

function selects(selector: string, object: Labels): boolean {
  return selector.split(',').every((part) => {
    const [name = '', value] = part.split('=');
    return object[name] === value;
  });
}

describe('ids of owners', () => {
  it('are short hashes, the same on every machine', () => {
    expect(ownerId(owner)).toBe(ownerId({ ...owner }));
    expect(ownerId(owner)).toMatch(/^[a-z2-7]{12}$/);
    expect(runId('github.com/4711/99#1')).toMatch(/^[a-z2-7]{12}$/);
    expect(runId('a')).not.toBe(runId('b'));
  });

  it('tell environments apart, which a project has in common', () => {
    const preview = { ...owner, environment: 'pr-1' };
    expect(ownerId(preview)).not.toBe(ownerId(owner));
    expect(projectId(preview)).toBe(projectId(owner));
    expect(projectId({ ...owner, repository: '4712' })).not.toBe(projectId(owner));
    expect(projectId({ ...owner, file: 'b.yaml' })).not.toBe(projectId(owner));
  });
});

describe('labels', () => {
  const run = facts();

  it('are found by run, owner, project and workflow', () => {
    const own = ownLabels(run);
    for (const selector of [
      ofRun('r1'),
      ofOwner(ownerId(owner)),
      ofProject(projectId(owner)),
      ofProject(projectId(owner), 'wine'),
      managed('wine'),
    ]) {
      expect(selects(selector, own)).toBe(true);
    }
    expect(selects(ofRun('r2'), own)).toBe(false);
    expect(selects(ofProject(projectId(owner), 'beer'), own)).toBe(false);
    expect(selects(managed('beer'), own)).toBe(false);
  });

  it('of what outlives a run are not found by the run', () => {
    expect(selects(ofRun('r1'), lastingLabels(run))).toBe(false);
    expect(selects(ofOwner(ownerId(owner)), lastingLabels(run))).toBe(true);
  });

  it('of a service let a Service find its pods in every run, and no pod of a Job', () => {
    const api = step('api', {
      service: { ...plainService, port: 1 },
    });
    const pod = (id: string, of: typeof api): Labels => ({ ...ownLabels({ ...run, id }), ...stepLabels(of) });
    const found = (object: Labels): boolean =>
      Object.entries(serviceSelector(run, 'api')).every(([name, value]) => object[name] === value);
    expect(found(pod('r1', api))).toBe(true);
    expect(found(pod('r2', api))).toBe(true);
    expect(found(pod('r2', step('api')))).toBe(false);
    expect(found({ ...pod('r2', api), [labels.workflow]: 'renamed' })).toBe(false);
  });

  it('say attempt and iteration of a task', () => {
    const found = stepLabels(step('train'), { attempt: 2, task: { step: 'train', iteration: 7 } });
    expect(found).toMatchObject({ [labels.step]: 'train', [labels.attempt]: '2', [labels.iteration]: '7' });
  });
});

describe('values of labels', () => {
  it.each(['wine', 'train_model', 'a.b', 'r1', ''])('%j is one as it stands', (text) => {
    expect(labelValue(text)).toBe(text);
  });

  it('are valid for any text, and differ for different ones', () => {
    const valid = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.string({ maxLength: 100 }), (one, other) => {
        expect(labelValue(one)).toMatch(valid);
        fc.pre(one !== other);
        expect(labelValue(one)).not.toBe(labelValue(other));
      }),
    );
    expect(labelValue('x'.repeat(64))).not.toBe(labelValue('x'.repeat(65)));
  });
});
