/** Pods and Jobs as the controllers leave them, for tests of what is made of them. */
import { createHash } from 'node:crypto';
import type { StepResult } from '../../../../src/backends/result.ts';
import type { Job, Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { resultWithoutAgent } from '../../../../src/backends/result.ts';

type State = NonNullable<NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number]['state']>;
type Terminated = NonNullable<State['terminated']>;

const ids = { name: 'pod-1', uid: 'pod-uid' };

export function pod(status: Pod['status'] & object, metadata: Pod['metadata'] & object = {}): Pod {
  return { metadata: { ...ids, ...metadata }, spec: { containers: [{ name: 'step' }] }, status };
}

function withState(phase: string, state: State, metadata: Pod['metadata'] & object = {}): Pod {
  const container = { name: 'step', image: 'i', imageID: '', ready: false, restartCount: 0, state };
  return pod(
    { phase, containerStatuses: [container], conditions: [{ type: 'PodScheduled', status: 'True' }] },
    metadata,
  );
}

export function pending(metadata: Pod['metadata'] & object = {}): Pod {
  return pod({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] }, metadata);
}

export function running(metadata: Pod['metadata'] & object = {}): Pod {
  return withState('Running', { running: { startedAt: '2026-01-01T00:00:00Z' } }, metadata);
}

/** @param message what the container wrote to its termination message */
export function ended(
  message: string,
  terminated: Partial<Terminated> = {},
  metadata: Pod['metadata'] & object = {},
): Pod {
  const { exitCode = 0 } = terminated;
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  const whole = { exitCode, reason, message, finishedAt: '2026-01-01T00:01:00Z', ...terminated };
  return withState(exitCode === 0 ? 'Succeeded' : 'Failed', { terminated: whole }, metadata);
}

/** A step whose node does not have the image. */
export function withoutImage(): Pod {
  const message = 'rpc error: code = NotFound desc = failed to pull and unpack image "nothing:1": not found';
  return withState('Pending', { waiting: { reason: 'ErrImagePull', message } });
}

export function job(status: Job['status'] & object = {}, name = 'job-1'): Job {
  return { metadata: { name, uid: `${name}-uid` }, spec: { parallelism: 1, template: {} }, status };
}

export const failedJob = (): Job =>
  job({ conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] });

/** The agent's last message, as JSON. @param iteration of the child, where several share the pod */
export function resultFrame(result: StepResult, iteration?: number): string {
  return JSON.stringify({ event: 'result', ...(iteration === undefined ? {} : { iteration }), result });
}

/** The termination message of a pod whose children said so, by iteration. */
export function lastWordOfShared(results: Readonly<Record<number, StepResult>>): string {
  const hashes = Object.entries(results).map(([iteration, result]) => {
    return [iteration, sha256Of(resultFrame(result, Number(iteration)))];
  });
  return JSON.stringify({ automl: 1, children: Object.fromEntries(hashes) as unknown });
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The termination message that goes with it. @param whole the document fits */
export function lastWord(result: StepResult, whole = true): string {
  const sha256 = sha256Of(resultFrame(result));
  const { state, exit_code } = result;
  return JSON.stringify({ automl: 1, sha256, state, exit_code, ...(whole ? { document: result } : {}) });
}

export function success(fields: Partial<StepResult> = {}): StepResult {
  return { ...resultWithoutAgent('succeeded', ''), reason: null, exit_code: 0, ...fields };
}
