/** The schedules of a file in the model, and what only the whole file shows of them. */
import { checkNames } from '../../check/names.ts';
import type { Declared } from '../../check/references.ts';
import { shortestInterval } from '../../cron-calendar.ts';
import type { Schedule } from '../../model.ts';
import { cleanName } from '../../names.ts';
import { valueProblem } from '../../param-value.ts';
import type { Path } from '../../problems.ts';
import { explain, phrasesOnly } from '../../shape/explain.ts';
import { isMap } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';
import { didYouMean } from '../../suggestion.ts';
import { modelOf, one, schedule, type WrittenSchedule } from './schedule.ts';

/** Keys that a CI knows nothing like, and what it does in their place. */
const CLUSTER_ONLY = {
  catch_up: 'GitHub and GitLab leave out what they missed',
  retries: 'GitHub and GitLab run it once',
  jitter: 'GitHub and GitLab start it when they come to it',
  deadline: 'GitHub and GitLab start it however late they are',
} as const satisfies Partial<Record<keyof WrittenSchedule, string>>;

interface Placed {
  readonly written: WrittenSchedule;
  readonly schedule: Schedule;
  readonly path: Path;
}

/** @param data as it stands in the file: one schedule, or a list of them, of which a wrong one hides no other */
export function readSchedules(
  data: unknown,
  workflow: string,
  params: Declared,
  source: SourceFile,
): readonly Schedule[] {
  if (data === undefined) return [];
  if (data === null) {
    source.problems.warning('EMPTY_VALUE', ['schedule'], 'key', '"schedule" has no value');
    return [];
  }
  const isList = Array.isArray(data);
  const items: readonly unknown[] = isList ? data : [data];
  const read = items.flatMap((item, place) => {
    const path = isList ? ['schedule', place] : ['schedule'];
    const written = readEntry(item, isList ? one : schedule, path, source);
    return written === null ? [] : [{ written, path, place, cronPath: isMap(item) ? [...path, 'cron'] : path }];
  });
  const unnamed = items.filter((item) => !isMap(item) || item['name'] === undefined).length;
  const placed = read.map(({ written, path, place, cronPath }): Placed => {
    const name = unnamed === 1 ? cleanName(workflow) : `${cleanName(workflow)}-${place + 1}`;
    return { written, schedule: modelOf(written, name, source.at(cronPath)), path };
  });
  const named = placed.map(({ schedule: { name }, path }) => ({
    name,
    path: [...path, 'name'],
    part: 'value' as const,
  }));
  checkNames('schedule', named, source);
  for (const each of placed) {
    checkParams(each, params, source);
    checkWait(each, source);
    checkBackend(each, source);
  }
  return placed.map((each) => each.schedule);
}

/** Null: it is wrong, which was reported. */
function readEntry(
  item: unknown,
  form: typeof one | typeof schedule,
  path: Path,
  { problems }: SourceFile,
): WrittenSchedule | null {
  const result = form.safeParse(item, phrasesOnly);
  if (!result.success) {
    explain(result.error.issues, { schema: form, value: item, path }, problems);
    return null;
  }
  const [written = null] = Array.isArray(result.data) ? result.data : [result.data];
  return typeof written === 'string' ? { cron: written } : written;
}

function checkParams({ schedule, path }: Placed, params: Declared, { problems }: SourceFile): void {
  for (const [name, value] of Object.entries(schedule.params)) {
    const at = [...path, 'params', name];
    const param = params.get(name);
    if (param === undefined) {
      problems.error(
        'UNKNOWN_PARAM',
        at,
        'key',
        `there is no param "${name}" to set${didYouMean(name, params.keys())}`,
      );
    }
    const problem = param ? valueProblem(param, value) : null;
    if (problem !== null) problems.error('BAD_VALUE', at, 'value', `this value of "${name}" ${problem}`);
  }
  for (const [name, param] of params) {
    if (param === null || param.default !== undefined || Object.hasOwn(schedule.params, name)) continue;
    const message = `the schedule "${schedule.name}" gives no value to the param "${name}", which has no default`;
    problems.error('PARAM_NEEDED', path, 'value', message);
  }
}

/** Starts that are spread over more than the time between them would overtake each other. */
function checkWait({ schedule: { cron, jitter }, path }: Placed, { problems }: SourceFile): void {
  const shortest = shortestInterval(cron);
  if (shortest === null || jitter < shortest) return;
  const message = `jitter of ${jitter} s is not below the ${shortest} s that lie between two times of "${cron}"`;
  problems.error('BAD_VALUE', [...path, 'jitter'], 'value', message);
}

function checkBackend({ written, schedule, path }: Placed, { problems }: SourceFile): void {
  if (schedule.backend === 'cluster') return;
  for (const [key, instead] of Object.entries(CLUSTER_ONLY)) {
    if (!Object.hasOwn(written, key)) continue;
    const message = `"${key}" counts with "backend: cluster" alone; ${instead}`;
    problems.warning('CLUSTER_ONLY', [...path, key], 'key', message);
  }
}
