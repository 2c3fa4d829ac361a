/** When a workflow file of GitHub fires, as it stands there. */
import { parse } from 'yaml';
import { z } from 'zod';

export interface WrittenTimes {
  readonly cron: string;
  readonly timezone: string;
  /** It says when, and does not fire. */
  readonly suspended: boolean;
}

const made = z.object({
  on: z.object({ schedule: z.array(z.object({ cron: z.string(), timezone: z.string().optional() })).optional() }),
});
const resting = /^# Suspended: (.*) \((\S+)\)$/m;

/** The line that keeps the times of a schedule that does not fire. */
export function restingLine(cron: string, timezone: string): string {
  return `# Suspended: ${cron} (${timezone})`;
}

/** Of a file that we have made; what a person has broken there says nothing. */
export function writtenTimes(text: string): WrittenTimes {
  const [, restingCron, restingZone] = resting.exec(text) ?? [];
  if (restingCron !== undefined && restingZone !== undefined)
    return { cron: restingCron, timezone: restingZone, suspended: true };
  const [entry] = made.safeParse(yamlOf(text)).data?.on.schedule ?? [];
  // Gitea's way.
  const [, zone, fields] = /^TZ=(\S+) (.*)$/.exec(entry?.cron ?? '') ?? [];
  return { cron: fields ?? entry?.cron ?? '', timezone: zone ?? entry?.timezone ?? 'UTC', suspended: false };
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null; // as if it were empty
  }
}
