/** The runner image: this command line in a container, as `runner/Dockerfile` makes it. */

import type { DriverPod } from '../../../workflow/model.ts';

const repository = 'ghcr.io/automl-action/runner';

/** The published image of a version, so that what a run's own pods do is what began it. @param version of this program */
export function runnerImage(version: string): string {
  return `${repository}:${version}`;
}

interface Here {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
}

/** Of the pods that drive: what the file names, else what the environment does, else the published one. */
export function driverImage({ image }: Pick<DriverPod, 'image'>, { env, version }: Here): string {
  return image ?? (env['AUTOML_RUNNER_IMAGE'] || runnerImage(version));
}
