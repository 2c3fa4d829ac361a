/** An attempt in a world that writes down what it is asked. */
import { jest } from '@jest/globals';
import type { AttemptWorld, Hear } from '../../../../src/backends/kubernetes/attempt-world.ts';
import { Attempt } from '../../../../src/backends/kubernetes/attempt.ts';
import type { StepLog } from '../../../../src/backends/kubernetes/step-log.ts';
import type { AgentMessage, StepResult } from '../../../../src/backends/result.ts';
import { step as planStep } from '../../engine/plans.ts';
import { resultFrame } from './pods.ts';

export class Notes {
  readonly results: StepResult[] = [];
  readonly said: string[] = [];
  beginnings = 0;
  removals = 0;
  readonly logs: string[] = [];
  logFinished = false;
  endLog: () => void = () => undefined;
  /** The agent of the pod whose log was opened last. */
  hear: Hear = () => undefined;

  attempt(
    fields: Parameters<typeof planStep>[1] = {},
    index: number | null = null,
    parallel: number | null = null,
    rank: number | null = null,
  ): Attempt {
    const step = planStep('train', fields);
    const logEnded = new Promise<null>((resolve) => {
      this.endLog = () => {
        resolve(null);
      };
    });
    const log = {
      ended: logEnded,
      see: () => undefined,
      stop: () => this.logs.push('stop'),
      finish: () => (this.logFinished = true),
      note: (text: string) => this.logs.push(`[${text}]`),
    };
    const world: AttemptWorld = {
      eventsOf: () => [],
      readEvents: () => Promise.resolve([]),
      openLog: (_attempt, pod, hear) => {
        this.hear = hear;
        this.logs.push(pod.metadata?.name ?? '');
        return log as unknown as StepLog;
      },
      say: (_attempt, message) => this.said.push(message),
      began: () => (this.beginnings += 1),
      ended: (_attempt, result) => this.results.push(result),
      remove: () => (this.removals += 1),
    };
    return new Attempt({ task: { step: 'train' }, attempt: 1, step, job: 'job-1', index, rank, parallel }, world);
  }

  get reasons(): (string | null)[] {
    return this.results.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));
  }
}

/** The last message of the agent, as `hear` takes it. */
export const result = (document: StepResult): [AgentMessage, string] => [
  { event: 'result', result: document },
  resultFrame(document),
];
export const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1000);
export const image = { code: { kind: 'image', args: [] }, image: 'tool:1' } as const;
