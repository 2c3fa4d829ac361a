/** What differs between the schedules of a workflow file and the pipeline schedules that GitLab has: no I/O. */
import { portable } from '../../workflow/cron.ts';
import type { Schedule } from '../../workflow/model.ts';
import type { ScheduleChange } from '../../schedule/store.ts';
import { describeSchedule, readDescription, type Described } from './description.ts';
import type { PipelineSchedule, ScheduleFields } from './pipeline-schedules.ts';

/** Whose schedules: `file` is relative to the repository. */
export interface ScheduleScope {
  readonly workflow: string;
  readonly file: string;
}

/** A pipeline schedule that an earlier sync made for this file. */
export interface Ours {
  readonly schedule: PipelineSchedule;
  readonly described: Described;
}

export type Step =
  | { readonly kind: 'create'; readonly change: ScheduleChange; readonly fields: ScheduleFields }
  | {
      readonly kind: 'change';
      readonly change: ScheduleChange;
      readonly schedule: PipelineSchedule;
      readonly fields: Partial<ScheduleFields>;
    }
  | { readonly kind: 'delete'; readonly change: ScheduleChange; readonly schedule: PipelineSchedule }
  | { readonly kind: 'unchanged'; readonly change: ScheduleChange };

/** The oldest first; all others of the project are somebody else's. */
export function oursAmong(schedules: readonly PipelineSchedule[], { file }: ScheduleScope): readonly Ours[] {
  return schedules
    .flatMap((schedule) => {
      const described = readDescription(schedule.description);
      return described?.file === file ? [{ schedule, described }] : [];
    })
    .sort((a, b) => a.schedule.id - b.schedule.id);
}

export function stepsBetween(
  wanted: readonly Schedule[],
  found: readonly Ours[],
  scope: ScheduleScope,
  defaultBranch: string,
): readonly Step[] {
  const kept = new Set<Ours>();
  const steps = wanted.map((schedule): Step => {
    // A name has a second one where two syncs ran at the same time.
    const one = found.find(({ described }) => described.name === schedule.name);
    if (one !== undefined) kept.add(one);
    const fields = fieldsOf(schedule, one, scope, defaultBranch);
    return one === undefined ? creation(schedule, fields) : changeOf(one, fields);
  });
  const gone = found.filter((one) => !kept.has(one)).map(deletion);
  return [...steps, ...gone];
}

function fieldsOf(
  { name, cron, timezone, suspend, ref }: Schedule,
  found: Ours | undefined,
  scope: ScheduleScope,
  defaultBranch: string,
): ScheduleFields {
  // What a person has deactivated stays so; what the file did, the file takes back.
  const isOffByPerson = found !== undefined && !found.schedule.active && !found.described.suspended;
  return {
    description: describeSchedule({ ...scope, name, suspended: suspend }),
    ref: fullRef(ref ?? defaultBranch),
    cron: portable(cron),
    cron_timezone: timezone,
    active: !suspend && !isOffByPerson,
  };
}

/** GitLab refuses a short one that may be a branch or a tag. */
function fullRef(ref: string): string {
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
}

function creation(schedule: Schedule, fields: ScheduleFields): Step {
  const { cron, cron_timezone: zone, ref } = fields;
  const details = [`cron "${cron}" in ${zone} on ${ref}`, ...(schedule.suspend ? ['suspended in the file'] : [])];
  const change = { name: schedule.name, action: 'create', object: 'pipeline schedule', details } as const;
  return { kind: 'create', change, fields };
}

function changeOf({ schedule, described }: Ours, wanted: ScheduleFields): Step {
  const is: ScheduleFields = { ...schedule, ref: fullRef(schedule.ref ?? '') };
  const keys = (['description', 'cron', 'cron_timezone', 'ref', 'active'] as const).filter(
    (key) => is[key] !== wanted[key],
  );
  const about = { name: described.name, object: objectOf(schedule) };
  if (keys.length === 0) {
    const isOff = !wanted.active && !described.suspended;
    const details = isOff ? [`a person has deactivated it: automl resume ${described.name} activates it`] : [];
    return { kind: 'unchanged', change: { ...about, action: 'unchanged', details } };
  }
  const details = keys.map(
    (key) => `${key.replace('_', ' ')} ${JSON.stringify(wanted[key])} was ${JSON.stringify(is[key])}`,
  );
  const fields = Object.fromEntries(keys.map((key) => [key, wanted[key]]));
  return { kind: 'change', change: { ...about, action: 'change', details }, schedule, fields };
}

function deletion({ schedule, described }: Ours): Step {
  const details = [`${described.file} names it no more`];
  const change = { name: described.name, action: 'delete', object: objectOf(schedule), details } as const;
  return { kind: 'delete', change, schedule };
}

function objectOf({ id }: PipelineSchedule): string {
  return `pipeline schedule ${id}`;
}
