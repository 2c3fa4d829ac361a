/** What became of a task that ended without its agent's word. Never a success. */
import type { PlanStep } from '../../../plan/plan.ts';
import { resultWithoutAgent, type StepResult } from '../../result.ts';
import type { ContainerStatus, Event, Job, Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { amountOf } from './amount.ts';
import { containerOf } from './container.ts';
import { disruptionOf, excessOf, preemptionSentence, rejectionOf } from './disruption.ts';
import { exitSentence } from './exit.ts';
import { isComplete } from './interruption.ts';
import { latest } from './recent-events.ts';
import { startTrouble, unknownStartTrouble } from './start.ts';
import { clause } from './trouble.ts';
import { troubleOfJob, troubleOfPod } from './waiting.ts';

export interface Loss {
  /** As it was last seen; null: it never was, or is gone. */
  readonly pod: Pod | null;
  readonly job: Job | null;
  readonly events: readonly Event[];
  /** The Job is gone, or on its way; not by us. */
  readonly isJobDeleted?: boolean;
  /** Its agent was told to stop, and did: the code has not finished. */
  readonly isInterrupted?: boolean;
  /** What the agent said last that it was doing. */
  readonly phase?: 'installing' | 'running';
  readonly step?: Pick<PlanStep, 'code'>;
  /** Of a child that shared the pod with others: whose turn it was when the pod ended is another's affair. */
  readonly turn?: 'to-come' | 'over';
}

/** The reason starts with "result lost: " only where the code may well have finished. */
export function lossOf(loss: Loss): StepResult {
  const { pod, job, turn } = loss;
  if (turn !== undefined) return lost(turnSentences[turn]);
  if (pod?.status?.reason === 'DeadlineExceeded') {
    return resultWithoutAgent('timed-out', deadlineSentence(pod.spec?.activeDeadlineSeconds));
  }
  const late = job?.status?.conditions?.some(
    ({ reason, status }) => reason === 'DeadlineExceeded' && status === 'True',
  );
  if (late === true) return resultWithoutAgent('timed-out', deadlineSentence(job?.spec?.activeDeadlineSeconds));
  return pod === null ? withoutPod(loss) : withPod(loss, pod);
}

const turnSentences = {
  'to-come': 'its pod ended before its turn had come',
  over: 'result lost: its log did not hold the whole result',
} as const;

function deadlineSentence(seconds: number | undefined): string {
  const limit = seconds === undefined ? '' : ` ${seconds} s`;
  return `did not end within the${limit} that start_timeout and timeout allow together (activeDeadlineSeconds)`;
}

function failed(reason: string, exitCode: number | null = null): StepResult {
  return { ...resultWithoutAgent('failed', reason), exit_code: exitCode };
}

/** Ended from outside, or unreadable: the same code may well come to its end another time. */
function lost(reason: string): StepResult {
  return { ...failed(reason), lost: true };
}

function withoutPod({ job, events }: Loss): StepResult {
  if (job === null) return lost('result lost: its Job was deleted by somebody else');
  const trouble = isComplete(job) ? null : troubleOfJob(job, events);
  if (trouble !== null) return failed(trouble.sentence);
  const gone = latest(events, ['Preempted', 'Evicted', 'TaintManagerEviction']);
  if (gone?.reason === 'Preempted') return lost(preemptionSentence);
  if (gone !== null) return lost('was evicted from its node while it ran');
  return lost('result lost: its pod was deleted before its result could be read');
}

function withPod(loss: Loss, pod: Pod): StepResult {
  const disruption = disruptionOf(pod);
  const refusal = excessOf(pod) ?? rejectionOf(pod);
  const status = pod.status?.containerStatuses?.find(({ name }) => name === stepContainer);
  const { terminated } = status?.state ?? {};
  if (disruption !== null) return lost(disruption);
  if (refusal !== null) return failed(refusal);
  if (status !== undefined && terminated !== undefined) return ofContainer(loss, pod, status, terminated);
  const before = failedBefore(pod);
  if (before !== null) return failed(before);
  const started = status?.state?.running !== undefined;
  if (loss.isJobDeleted === true) return lost(deletionSentence(loss, started));
  const trouble = started ? null : troubleOfPod(pod, loss.events);
  if (trouble !== null) return trouble.permanent ? failed(trouble.sentence) : lost(trouble.sentence);
  if (loss.isInterrupted === true && pod.metadata?.deletionTimestamp !== undefined)
    return lost(deletionSentence(loss, true));
  if (started) return lost('result lost: its pod was deleted while it ran (kubectl delete, or a controller)');
  const said = pod.status?.phase === 'Failed' ? (pod.status.message ?? pod.status.reason ?? '') : '';
  if (said !== '') return failed(`its node refused to run it: ${clause(said)}`);
  return lost(deletionSentence(loss, false));
}

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

function ofContainer(loss: Loss, pod: Pod, status: ContainerStatus, terminated: Terminated): StepResult {
  const { exitCode, reason = '', message = '' } = terminated;
  const container = containerOf(pod, status.name);
  const image = container?.image ?? status.image;
  if (reason === 'StartError' || reason === 'ContainerCannotRun') {
    return failed((startTrouble(message, image) ?? unknownStartTrouble(message)).sentence);
  }
  if (reason === 'ContainerStatusUnknown') return lost('result lost: its node does not know how its container ended');
  const limit = container?.resources?.limits?.['memory'];
  if (reason === 'OOMKilled') return failed(memorySentence(loss.phase, limit), exitCode);
  const lastLine = message.trim().split('\n').pop() ?? '';
  // Written by the runtime in the container's name, so it is no start error.
  if (/^exec \S+: exec format error$/.test(lastLine)) {
    return failed((startTrouble(lastLine, image) ?? unknownStartTrouble(lastLine)).sentence);
  }
  const deleted = pod.metadata?.deletionTimestamp !== undefined;
  if (deleted && (exitCode !== 0 || loss.step?.code.kind === 'image')) return lost(deletionSentence(loss, true));
  if (exitCode > 128) return failed(exitSentence(exitCode), exitCode);
  if (loss.step?.code.kind === 'image') return failed(exitSentence(exitCode), exitCode);
  if (lastLine.startsWith('{"automl":')) return lost('result lost: its log did not hold the whole result');
  const said = lastLine === '' ? '' : `: ${clause(lastLine)}`;
  return failed(`result lost: the step agent ended with ${exitCode} and no result${said}`, null);
}

function memorySentence(phase: Loss['phase'], limit: string | undefined): string {
  const most = limit === undefined ? '' : ` of ${amountOf('memory', limit).replace(' of memory', '')}`;
  const when = phase === 'installing' ? ' while its requirements were installed' : '';
  return `ran out of memory${when}: it needs more than its limit${most}; raise resources.memory`;
}

/** Without the exit code of what was killed: it depends on who was quicker. */
function deletionSentence({ isJobDeleted = false }: Loss, started: boolean): string {
  return `its ${isJobDeleted ? 'Job' : 'pod'} was deleted ${started ? 'while it ran' : 'before it started'} (kubectl delete, or a controller)`;
}

/** A container that had to end well before the step's could start. */
function failedBefore(pod: Pod): string | null {
  for (const { name, state } of pod.status?.initContainerStatuses ?? []) {
    if (state?.terminated === undefined || state.terminated.exitCode === 0) continue;
    const { exitCode, reason, message = '' } = state.terminated;
    const lastLine = message.trim().split('\n').pop() ?? '';
    const how = reason === 'OOMKilled' ? 'ran out of memory' : exitSentence(exitCode);
    return `its init container "${name}" failed (${how})${lastLine === '' ? '' : `: ${clause(lastLine)}`}`;
  }
  return null;
}
