/** What a sync does to one file, for people. */
import type { ScheduleChange } from '../../../schedule/store.ts';
import type { ScheduleFile } from './schedule-files.ts';
import { writtenTimes } from './written-times.ts';

/** @param workflow its file, relative to the repository */
export function changeOf({ name, path, wanted, found, copied }: ScheduleFile, workflow: string): ScheduleChange {
  const alone =
    copied === null
      ? [
          `no job of the repository runs ${workflow}, so it runs on ubuntu-latest without secrets or a cluster: add one, of any event`,
        ]
      : [];
  if (wanted === null) return { name, action: 'delete', object: path, details: [] };
  if (found === null) return { name, action: 'create', object: path, details: alone };
  if (found === wanted) return { name, action: 'unchanged', object: path, details: [] };
  return { name, action: 'change', object: path, details: [...differences(found, wanted), ...alone] };
}

function differences(found: string, wanted: string): readonly string[] {
  const [was, is] = [writtenTimes(found), writtenTimes(wanted)];
  const told = [
    ...(was.cron === is.cron ? [] : [`cron "${is.cron}" was "${was.cron}"`]),
    ...(was.timezone === is.timezone ? [] : [`timezone ${is.timezone} was ${was.timezone}`]),
    ...(was.suspended === is.suspended ? [] : [is.suspended ? 'suspended' : 'no longer suspended']),
  ];
  return told.length > 0 ? told : ['its job or its settings'];
}
