/**
 * Every code that a diagnostic may carry, with what docs/errors.md says about it. A code, once released, keeps its
 * meaning. `node scripts/errors.ts` writes the page.
 */
export interface CodeText {
  /** One sentence: what is wrong. */
  readonly problem: string;
  /** One sentence: what to do. */
  readonly fix: string;
}

const text = (problem: string, fix: string): CodeText => ({ problem, fix });

export const codes = {
  // The file as a whole.
  FILE_NOT_FOUND: text(
    'A file or folder that is named does not exist.',
    'Correct the path: it counts from the folder of the workflow file.',
  ),
  NOT_A_FILE: text('A folder, or something without text, stands where a file is needed.', 'Name a file.'),
  NOT_A_FOLDER: text('A file stands where a folder is needed.', 'Name a folder.'),
  PATH_OUTSIDE: text(
    'A path leaves the folder of the workflow file, by `..`, as an absolute path or through a link.',
    'Move the file inside; a run sees nothing else.',
  ),
  UNREADABLE: text('The file exists and can not be read.', 'Check its permissions.'),
  FILE_TOO_LARGE: text(
    'The file is larger than 4 MiB.',
    'Use `sweep` or `for_each` in place of steps that are written out.',
  ),
  EMPTY_FILE: text(
    'The file is empty or holds only comments.',
    'Write at least `name` and `stages`, or run `automl init`.',
  ),
  NOT_UTF8: text('The file is not UTF-8 text.', 'Save it as UTF-8 in your editor.'),

  // YAML.
  BAD_YAML: text('The file is not valid YAML.', 'Mend the line that is named; what is in the file was not checked.'),
  TAB_INDENT: text('A line is indented with a tab.', 'Use spaces: YAML does not allow tabs there.'),
  DUPLICATE_KEY: text('A key stands twice in one map.', 'Keep one of them; the line of the first is named.'),
  BAD_KEY: text(
    'A key can not be used: it is a list or a map, or the name `__proto__`.',
    'Write a plain word; put it in quotes if it has brackets.',
  ),
  UNKNOWN_ALIAS: text(
    'An alias `*name` has no anchor `&name` above it.',
    'Define the anchor first, or correct the name.',
  ),
  UNKNOWN_TAG: text('A YAML tag such as `!Ref` is not known; it was ignored.', 'Take the tag out.'),
  ALIAS_BOMB: text('Aliases of aliases make the file explode when it is read.', 'Write the parts out.'),
  TOO_DEEP: text('Lists and maps are nested more than 100 levels deep.', 'Look for a bracket that is left open.'),
  MULTIPLE_DOCUMENTS: text('The file holds several YAML documents.', 'Keep one: take out the `---` in the middle.'),

  // Keys and values.
  NOT_A_MAP: text('The top level of the file is not a map.', 'Start with `name: ...` and `stages:`.'),
  UNKNOWN_KEY: text('A key is not known at this place.', 'Correct its name, or take it out.'),
  NOT_AVAILABLE: text(
    'A key is planned, and this version does not read it yet.',
    'Take it out, or use a later version.',
  ),
  NO_EFFECT: text(
    'A key or value of an older file does nothing, and never did.',
    'Take it out, or use what the message names in its place.',
  ),
  MISSING_KEY: text('A key that must be there is missing.', 'Add it.'),
  EMPTY_VALUE: text('A key has nothing behind its colon; it was ignored.', 'Give it a value, or take it out.'),
  WRONG_TYPE: text(
    'A value is of the wrong kind: a text in place of a list, a list in place of a map.',
    'Write what the message asks for.',
  ),
  BAD_VALUE: text('A value is of the right kind, but not allowed.', 'Write what the message asks for.'),
  CONFLICT: text('Two keys that stand together exclude each other.', 'Keep one of them.'),
  BAD_DURATION: text('A duration can not be read.', 'Write seconds, or a text like `90s`, `10m`, `1h30m`, `2d`.'),
  LONG_TIMEOUT: text('A timeout is longer than a week.', 'Check its unit: a plain number is seconds.'),
  BAD_CPU: text('An amount of CPU can not be read.', 'Write cores (`0.5`) or thousandths (`500m`).'),
  BAD_MEMORY: text('An amount of memory or storage can not be read.', 'Write a number with a unit: `500Mi`, `2G`.'),
  SHM_ABOVE_MEMORY: text(
    'Shared memory is larger than the memory of which it is a part: the cluster gives less, without a word.',
    'Raise `resources.memory`, or lower `shm_size`.',
  ),
  PLAIN_BYTES: text('Memory without a unit is bytes, which is rarely meant.', 'Write the unit: `500Mi`.'),
  BAD_CRON: text('A schedule is not a cron expression, or never comes.', 'Write five fields: `0 3 * * 1`.'),
  CRON_DAYS: text(
    'A schedule names both days of the month and days of the week: it fires on a day that fits either of them.',
    'Give one of the two a `*`; a step over all days is a list in some systems and a `*` in others, so write its range.',
  ),
  TOO_OFTEN: text(
    'A schedule comes more often than the CI of GitHub or GitLab starts anything.',
    'Leave five minutes or more between two times, or use `backend: cluster`.',
  ),
  LATE_MINUTE: text(
    'A schedule of the CI comes at the full hour, when most others do: GitHub starts such runs late, or not at all.',
    'Take another minute.',
  ),
  DST_GAP: text(
    'The clocks of a time zone skip a time of a schedule when they are put forward.',
    'Take a time that they show every day, or `timezone: UTC`.',
  ),
  DST_REPEAT: text(
    'The clocks of a time zone show a time of a schedule twice when they are put back.',
    'Take a time that they show once a day, or `timezone: UTC`; or see to it that two runs do no harm.',
  ),
  SLOW_RUNS: text(
    'The last runs took longer than the time between two runs of a schedule.',
    'Let it come less often, or see `concurrency` of the schedule.',
  ),
  CLUSTER_ONLY: text(
    'A key of a schedule counts in a cluster alone, and the CI starts this one.',
    'Take it out, or use `backend: cluster`.',
  ),
  PARAM_NEEDED: text(
    'A schedule gives no value to a param that has no default, so its runs could not begin.',
    'Set it under `params` of the schedule, or give it a default.',
  ),
  BAD_TIMEZONE: text('A time zone is not known.', 'Use an IANA name, like `Europe/Berlin`.'),
  SCHEDULE_DRIFT: text(
    'A workflow file of GitHub that starts a schedule is missing, is left over, or is not what the schedule says.',
    'Call `automl schedule sync` and commit what it has written.',
  ),
  PASSWORD_IN_FILE: text(
    'An address in the file holds a password.',
    'Keep it in a Secret, and name that under `secrets`, or for an index under `python.credentials`.',
  ),

  // Names.
  BAD_NAME: text(
    'A name has characters that Kubernetes, expressions or variables do not allow.',
    'Use the name that the message proposes.',
  ),
  DUPLICATE_NAME: text('Two steps, stages or schedules have the same name.', 'Rename one: names are unique in a file.'),
  NAME_COLLISION: text('Two names would be the same on a cluster or as variables.', 'Rename one of them.'),

  // Steps.
  NO_STEPS: text('There are no stages, or a stage has no steps.', 'Add a step, or take the stage out.'),
  NO_CODE: text('A step has nothing to execute.', 'Add `run` or `command`.'),
  BAD_SCRIPT: text('`run` names a file that is neither `.py` nor `.ipynb`.', 'Use `command` for other programs.'),
  UNKNOWN_NEED: text('A step needs one that does not exist.', 'Correct the name.'),
  UNKNOWN_STEP: text('An input or expression names a step that does not exist.', 'Correct the name.'),
  UNKNOWN_OUTPUT: text(
    'An input or expression names an output that its step does not have.',
    'Correct the name, or declare the output.',
  ),
  UNKNOWN_PARAM: text(
    'An expression or a sweep names a param that is not declared.',
    'Correct the name, or add it to `params`.',
  ),
  SELF_REFERENCE: text('A step needs or reads itself.', 'Take the reference out.'),
  LATER_STEP: text('A step needs or reads one of a later stage.', 'Move one of the two to another stage.'),
  FINALLY_NEED: text(
    '`finally` steps run at the very end: they take no `needs`, and nobody can wait for them.',
    'Take the reference out.',
  ),
  CYCLE: text('Steps wait for each other in a circle.', 'Break the circle that the message names.'),
  BAD_INPUT: text('An input is not of the form `step.output`.', 'Write the step and its output: `split.train`.'),
  SCALAR_INPUT: text('An input is wired to a value; inputs are files.', 'Use an expression in `args` or `env`.'),
  BAD_DEFAULT: text(
    'The default of a param does not fit its type, range or choices.',
    'Correct the default or the limits.',
  ),
  MIN_OVER_MAX: text(
    'A `min` is above its `max`, or what a step asks for is above its limit.',
    'Correct one of the two.',
  ),
  EMPTY_GATE: text('A gate has neither `min` nor `max`.', 'Add a limit, or take the gate out.'),
  BAD_SELECT: text('`select` is not `min.` or `max.` and a metric.', 'Write `min.rmse` or `max.accuracy`.'),
  NEVER_DEPLOYED: text(
    'There is a service, and no environment that any run deploys to.',
    'Add a rule under `environments`.',
  ),
  NO_SERVICE: text('There are to be previews, and no service.', 'Take `preview` out.'),
  RESERVED_NAME: text(
    'An environment has a name that previews of pull requests have.',
    'Give it another one: not `pr-` and a number.',
  ),
  UNKNOWN_ENVIRONMENT: text(
    'A notice is about runs in an environment that the file does not have.',
    "Correct the name; `dev` is the one of a person's command line.",
  ),

  // Expressions.
  BAD_EXPRESSION: text('An expression can not be read, or can not work.', 'Correct it at the column that is named.'),
  EXPRESSION_EXPECTED: text('`when` or `for_each` is not an expression.', 'Write `${{ ... }}` around it.'),
  EXPRESSION_NOT_HERE: text(
    '`${{ }}` stands where it is not rendered.',
    'Use it in `args`, `command`, `env`, `when`, `for_each`.',
  ),

  // The policy of an organisation (docs/policy.md).
  POLICY_INSIDE: text(
    'The policy that `AUTOML_POLICY` names is a file of the repository that it is for.',
    'Keep it where only who answers for it can change it.',
  ),
  POLICY_IMAGE: text(
    'The policy of your organisation does not allow the registry of an image.',
    'Use an image from one of the registries that the message names.',
  ),
  POLICY_RESOURCES: text(
    'A step asks for more than the policy of your organisation allows.',
    'Lower it to what the message names.',
  ),
  POLICY_POD: text(
    'The policy of your organisation does not allow a field under `pod`.',
    'Take the field out, or use the key of the file that does the same.',
  ),
  POLICY_SERVICE_ACCOUNT: text(
    'The policy of your organisation does not allow a service account.',
    'Use one of those that the message names.',
  ),
  POLICY_REPLICAS: text(
    'A service has more replicas than the policy of your organisation allows.',
    'Lower `replicas` to what the message names.',
  ),
  POLICY_INGRESS: text(
    'The policy of your organisation does not allow a service to be reached from outside in this way.',
    'Use what the message names, or take `ingress` out.',
  ),
} as const satisfies Record<string, CodeText>;

export type DiagnosticCode = keyof typeof codes;
