/** The Job that drives a run: its pod goes on with the run as `automl attach` does, and is made anew until the run is over. */
import type { DriverPod } from '../../../workflow/model.ts';
import { kinds, type Job } from '../client/types.ts';
import { driverJobSpec } from './driver-pod.ts';
import { componentLabels } from './labels.ts';
import { ownedMeta } from './metadata.ts';
import { driverName } from './names.ts';
import type { RunFacts } from './run-facts.ts';

export { driverAccount, driverExit } from './driver-pod.ts';

export interface DriverOptions {
  readonly facts: Pick<RunFacts, 'id' | 'owner' | 'workflow' | 'anchor' | 'assignsUsers'>;
  readonly pod: DriverPod;
  readonly image: string;
  /** Names of Secrets. */
  readonly imagePullSecrets: readonly string[];
  /** Besides `drive RUN`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Seconds that it stays, for `kubectl logs`. */
const stays = 24 * 3600;

export function driverJob({ facts, args, env, ...rest }: DriverOptions): Job {
  return {
    apiVersion: kinds.Job.apiVersion,
    kind: 'Job',
    metadata: ownedMeta(facts, driverName(facts.id), 'driver'),
    spec: {
      ...driverJobSpec({
        ...rest,
        facts,
        labels: componentLabels(facts, 'driver'),
        args: ['drive', facts.id, ...args],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        volumes: [],
        volumeMounts: [],
      }),
      ttlSecondsAfterFinished: stays,
    },
  };
}
