/** `automl status`: how a run is, on one screen, and as an exit code. */
import { exitCode, type ExitCode } from '../errors.ts';
import type { RunRecord } from '../records/schema.ts';
import { renderFacts } from '../report/facts.ts';
import { renderValue, type ViewFormat } from '../report/listing.ts';
import { runTable } from '../report/run-table.ts';
import { duration } from '../report/units.ts';
import { shortTime } from './get.ts';
import { inPlaces, type PlacesRequest, type SeenRun } from './places.ts';
import type { World } from './world.ts';

export interface StatusRequest extends PlacesRequest {
  /** Id, its beginning, `latest`, or a record file. */
  readonly run: string;
  readonly output: ViewFormat;
}

export async function status({ run, output, ...request }: StatusRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const seen = await places.find(run);
    const isValue = output === 'json' || output === 'yaml';
    const options = output === 'wide' ? { ...world, tty: false } : world;
    world.out.write(isValue ? renderValue({ driver: seen.driver, ...seen.record }, output) : screen(seen, options));
    return exitCodeOfState(seen.record.state);
  });
}

function screen({ record, driver }: SeenRun, world: World): string {
  const { id, workflow, state, reason } = record;
  const facts = { run: `${id} of ${workflow}`, state, reason, since: since(record, world.now()), 'driven by': driver };
  const steps = runTable(record, world);
  return `${renderFacts(facts, world)}${steps === '' ? '' : `\n${steps}`}`;
}

/** When it came to the state that it is in. */
function since({ started_at, ended_at }: RunRecord, now: number): string {
  const from = ended_at ?? started_at;
  return `${shortTime(from)} (${duration(Math.max(0, (now - Date.parse(from)) / 1000))})`;
}

/** For scripts that wait: only a run that goes on is worth another look. */
function exitCodeOfState(state: RunRecord['state']): ExitCode {
  switch (state) {
    case 'succeeded':
      return exitCode.ok;
    case 'failed':
      return exitCode.failed;
    case 'cancelled':
      return exitCode.cancelled;
    case 'pending':
    case 'running':
      return exitCode.detached;
  }
}
