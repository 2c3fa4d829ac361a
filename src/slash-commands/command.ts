/** What a person may ask for in a comment below a pull or merge request. */

export const verbs = ['run', 'plan', 'cancel', 'retry', 'no-cache', 'help'] as const;
export type Verb = (typeof verbs)[number];

export interface SlashCommand {
  readonly verb: Verb;
  /** `name=value` texts, in the order in which they were given. */
  readonly params: readonly string[];
  /** The commit that the person confirms, or at least seven digits of it, in lower case; null: none was named. */
  readonly commit: string | null;
}

/** What stands behind each verb. Backticks keep it from being obeyed where it is shown. */
export const usage: Readonly<Record<Verb, string>> = {
  run: '`/automl run [COMMIT] [name=value …]` runs the newest commit with these params',
  plan: '`/automl plan [COMMIT] [name=value …]` shows what a run would do, and does nothing',
  cancel: '`/automl cancel` cancels the runs of this request that go on in the cluster',
  retry: '`/automl retry [COMMIT]` runs the newest commit with the params of the last run',
  'no-cache': '`/automl no-cache [COMMIT] [name=value …]` runs every step anew, whatever is known of it',
  help: '`/automl help` shows this list',
};
