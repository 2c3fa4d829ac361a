/** A run is left to a driver of its own in the cluster: what this process gives that one. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { makeDriver } from '../backends/kubernetes/driving/driver-job.ts';
import type { RunFacts } from '../backends/kubernetes/objects/run-facts.ts';
import { driverImage } from '../backends/kubernetes/objects/runner-image.ts';
import type { Plan } from '../plan/plan.ts';
import { plainDriver } from '../workflow/driver.ts';
import type { World } from './world.ts';

export interface Submission {
  /** Nobody here waits for the end of the run. */
  readonly detach: boolean;
  /** Makes the driver, where there is none. @param api behind the fence @throws ApiError */
  readonly submit: (api: KubeApi, facts: RunFacts, plan: Plan) => Promise<void>;
}

export interface SubmissionRequest {
  readonly detach: boolean;
  /** An older commit may replace the services of a newer one. */
  readonly allowsOlder: boolean;
}

export function submissionOf({ detach, allowsOlder }: SubmissionRequest, { env, version }: World): Submission {
  const seconds = env['AUTOML_LEASE_SECONDS'];
  return {
    detach,
    submit: (api, facts, { driver, steps }) => {
      const pod = driver ?? plainDriver;
      return makeDriver(api, {
        facts,
        pod,
        image: driverImage(pod, { env, version }),
        imagePullSecrets: [...new Set(steps.flatMap((step) => step.pod.imagePullSecrets))],
        args: allowsOlder ? ['--allow-older'] : [],
        env: seconds ? { AUTOML_LEASE_SECONDS: seconds } : {},
      });
    },
  };
}
