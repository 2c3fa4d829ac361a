/** `automl describe run`: all that is known of a run, for people. */
import { exitCode, type ExitCode } from '../errors.ts';
import { commitText } from '../report/headline.ts';
import { renderFacts, renderSection } from '../report/facts.ts';
import { renderValue, type Row, type ViewFormat } from '../report/listing.ts';
import { runTable } from '../report/run-table.ts';
import { duration, scalar, secondsBetween } from '../report/units.ts';
import type { RunRecord } from '../records/schema.ts';
import { shortTime } from './get.ts';
import { inPlaces, type PlacesRequest, type SeenRun } from './places.ts';
import type { World } from './world.ts';

export interface DescribeRunRequest extends PlacesRequest {
  /** Id, its beginning, `latest`, or a record file. */
  readonly run: string;
  readonly output: ViewFormat;
}

export async function describeRun({ run, output, ...request }: DescribeRunRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const seen = await places.find(run);
    const isValue = output === 'json' || output === 'yaml';
    const options = output === 'wide' ? { ...world, tty: false } : world;
    world.out.write(isValue ? renderValue(seen.record, output) : page(seen, options));
    return exitCode.ok;
  });
}

function page({ record, file, namespace, driver }: SeenRun, world: World): string {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  const params = Object.entries(record.params).map(([name, value]) => `${name}=${scalar(value)}`);
  const facts = {
    run: record.id,
    workflow: `${record.workflow} (${record.file})`,
    state: record.state,
    reason: record.reason,
    commit: commitText(record.commit),
    environment: record.environment,
    params: params.join(' '),
    event: record.event,
    'CI job': record.url,
    schedule: record.schedule === null ? null : `${record.schedule.name} for ${shortTime(record.schedule.at)}`,
    started: shortTime(record.started_at),
    ended: record.ended_at === null ? null : shortTime(record.ended_at),
    duration: seconds === null ? null : duration(seconds),
    'driven by': driver,
    host: record.host,
    'in the cluster': namespace === null ? null : `namespace ${namespace}`,
    'on this machine': file,
  };
  const steps = runTable(record, world);
  const parts = [
    renderFacts(facts, world),
    steps === '' ? '' : `\nsteps\n${steps}`,
    renderSection('outputs', outputRows(record), world),
    renderSection('attempts that failed', attemptRows(record), world),
    renderSection('warnings', warningRows(record), world),
    renderSection('notifications', notificationRows(record), world),
  ];
  return parts.join('');
}

function outputRows({ steps }: RunRecord): Row[] {
  return steps.flatMap(({ name, outputs }) =>
    Object.entries(outputs).map(([output, value]) => ({ step: name, output, value: scalar(value) })),
  );
}

function attemptRows({ steps }: RunRecord): Row[] {
  return steps.flatMap(({ name, attempts }) =>
    attempts
      .filter(({ state }) => state !== 'succeeded' && state !== 'running')
      .map(({ attempt, state, reason }) => ({ step: name, attempt: String(attempt), state, reason: reason ?? '' })),
  );
}

function notificationRows({ notifications }: RunRecord): Row[] {
  return notifications.map(({ reason, ...told }) => ({ ...told, reason: reason ?? '' }));
}

function warningRows({ steps }: RunRecord): Row[] {
  return steps.flatMap(({ name, warnings }) => warnings.map((warning) => ({ step: name, warning })));
}
