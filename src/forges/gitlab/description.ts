/**
 * The description of a pipeline schedule of ours: people read it in GitLab, `sync` knows its schedules by it, and jobs read
 * in it which schedule they run for. No variable of the schedule says it: since GitLab 17.7 new groups let nobody set any.
 */

export interface Described {
  readonly workflow: string;
  /** Name of the schedule. */
  readonly name: string;
  /** Relative to the repository. */
  readonly file: string;
  /** The file says `suspend`; else it was a person who deactivated it. */
  readonly suspended: boolean;
}

const note = ', suspended in the file';

/** `automl wine/nightly (examples/wine/automl.yaml)` */
export function describeSchedule({ workflow, name, file, suspended }: Described): string {
  return `automl ${workflow}/${name} (${file})${suspended ? note : ''}`;
}

/** Null: not one of ours. */
export function readDescription(text: string): Described | null {
  const [, workflow, name, file, suspended] =
    /^automl (.+)\/([^/\s]+) \((.+?)\)(, suspended in the file)?$/.exec(text.trim()) ?? [];
  if (workflow === undefined || name === undefined || file === undefined) return null;
  return { workflow, name, file, suspended: suspended !== undefined };
}
