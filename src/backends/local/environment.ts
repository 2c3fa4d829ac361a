/** The environment variables that the step agent is started with. */

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the CI gives to *this* program and a step has no business with: its inputs (secrets among them), its tokens, and
 * the files through which a job is steered.
 */
const notForSteps =
  /^(INPUT_|STATE_|ACTIONS_|AUTOML_|GITHUB_(TOKEN|ENTERPRISE_TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$|(GITLAB|GITEA|GH|GH_ENTERPRISE)_TOKEN$|CI_JOB_TOKEN$|CI_.*_(TOKEN|PASSWORD)$|NODE_OPTIONS$)/;

export function stepEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !notForSteps.test(name)) kept[name] = value;
  }
  return kept;
}
