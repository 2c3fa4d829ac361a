/** The workflow file by which GitHub starts the runs of one schedule. */
import { Document, isMap, isNode, isSeq, parseDocument, Scalar, YAMLMap, type YAMLSeq } from 'yaml';
import type { Schedule } from '../../../workflow/model.ts';
import type { ActionJob } from './action-job.ts';
import { markOf } from './made-file.ts';
import { restingLine } from './written-times.ts';

export interface WorkflowFacts {
  /** The workflow file, relative to the repository. */
  readonly file: string;
  readonly forge: 'github' | 'gitea';
  /** What is copied; null: nothing runs this file yet. */
  readonly job: ActionJob | null;
  /** Versions to use where no job says any: what was made before, where they may have been raised. */
  readonly pins: string | null;
}

/** The same for the same facts, to the byte. */
export function scheduleWorkflow(schedule: Schedule, facts: WorkflowFacts): string {
  const { job } = facts;
  const document = new Document({
    name: `automl-${schedule.name}`,
    on: triggers(schedule, facts.forge),
    permissions: {},
    ...(schedule.concurrency === 'allow' ? {} : { concurrency: concurrency(schedule) }),
  });
  for (const key of ['env', 'defaults']) {
    const inherited = job?.workflow.get(key, true);
    if (inherited !== undefined) document.set(key, inherited);
  }
  const jobs = new YAMLMap();
  jobs.set(job?.name ?? 'run', job === null ? ownJob(schedule, facts) : copiedJob(schedule, job));
  document.set('jobs', jobs);
  return `${head(schedule, facts)}\n${document.toString({ lineWidth: 0 })}`;
}

function head(schedule: Schedule, { file, job }: WorkflowFacts): string {
  const from = job === null ? [] : [`# The job is a copy of "${job.name}" in ${job.file}.`];
  const still = schedule.suspend ? [restingLine(schedule.cron, schedule.timezone)] : [];
  return [markOf(file), ...from, ...still].join('\n');
}

/** Where nothing in the repository names it. */
export const action = 'automl-action/automl-action';
export const actionVersion = 'v1';

/**
 * `timezone` since March 2026: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onschedule
 * Gitea takes the zone in front of the fields: https://pkg.go.dev/github.com/robfig/cron/v3#hdr-Time_zones
 */
function triggers({ cron, timezone, suspend }: Schedule, forge: WorkflowFacts['forge']): object {
  const utc = timezone === 'UTC';
  const entry =
    forge === 'gitea'
      ? { cron: quoted(utc ? cron : `TZ=${timezone} ${cron}`) }
      : { cron: quoted(cron), ...(utc ? {} : { timezone }) };
  const description =
    'Time that the run stands for, like 2026-03-01T03:00:00Z; empty is when it should have fired last';
  return {
    ...(suspend ? {} : { schedule: [entry] }),
    workflow_dispatch: { inputs: { scheduled_at: { description, type: 'string', default: quoted('') } } },
  };
}

function concurrency(schedule: Schedule): object {
  return { group: `automl-schedule-${schedule.name}`, 'cancel-in-progress': schedule.concurrency === 'replace' };
}

/** What ties a job to other jobs and events: a schedule runs it always, and alone. */
const ties = new Set(['name', 'needs', 'if', 'strategy', 'outputs', 'concurrency']);

function copiedJob(schedule: Schedule, { workflow, job, step }: ActionJob): YAMLMap {
  const copy = new YAMLMap();
  for (const { key, value } of job.items) {
    if (!ties.has(String(key))) copy.set(key, isNode(value) ? value.clone() : value);
  }
  if (!copy.has('permissions')) {
    const inherited = workflow.get('permissions', true) ?? workflow.createNode({ contents: 'read' });
    copy.items.unshift(workflow.createPair('permissions', inherited));
  }
  const steps = copy.get('steps');
  if (!isSeq(steps)) return copy;
  const action = steps.items[step];
  if (isMap(action)) {
    action.delete('if');
    setInputs(action, schedule);
  }
  if (schedule.ref !== undefined) {
    const checkout = steps.items.find(
      (each) => isMap(each) && String(each.get('uses')).startsWith('actions/checkout@'),
    );
    if (isMap(checkout)) inputsOf(checkout).set('ref', schedule.ref);
  }
  return copy;
}

/** What the workflow file says about the schedule holds, not what a push is told. */
function setInputs(action: YAMLMap, { name }: Schedule): void {
  const inputs = inputsOf(action);
  for (const input of ['command', 'params', 'params-file', 'steps']) inputs.delete(input);
  inputs.set('schedule', name);
  inputs.set('scheduled-at', '${{ inputs.scheduled_at }}');
}

function inputsOf(step: YAMLMap): YAMLMap {
  const inputs = step.get('with');
  if (isMap(inputs)) return inputs;
  const fresh = new YAMLMap();
  step.set('with', fresh);
  return fresh;
}

/** What is used where nothing else says which version. */
const usual: Readonly<Record<string, string>> = {
  'actions/checkout': 'de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2',
  [action]: actionVersion,
};

function ownJob(schedule: Schedule, { file, pins }: WorkflowFacts): YAMLMap {
  const pinned = (name: string): string => {
    const [, kept] = new RegExp(`uses: ${name}@(.+)`).exec(pins ?? '') ?? [];
    return `uses: ${name}@${kept ?? usual[name] ?? ''}`;
  };
  const job = parseDocument(`runs-on: ubuntu-latest
permissions:
  contents: read
steps:
  - ${pinned('actions/checkout')}
    with:
      persist-credentials: false
  - ${pinned(action)}
`).contents as YAMLMap;
  const [checkout, step] = (job.get('steps') as YAMLSeq<YAMLMap>).items;
  if (checkout !== undefined && schedule.ref !== undefined) inputsOf(checkout).set('ref', schedule.ref);
  if (step !== undefined) {
    inputsOf(step).set('file', file);
    setInputs(step, schedule);
  }
  return job;
}

function quoted(text: string): Scalar<string> {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}
