/** Where the driver of a run lives. */
import type { Resources } from './model.ts';

/** A Job of its own in the cluster, which outlives the process that began the run. */
export interface DriverPod {
  /** The runner image; absent: the one of this version. */
  readonly image?: string;
  /** Absent: the account that `automl rbac` prints. */
  readonly serviceAccount?: string;
  readonly resources: Resources;
}

/**
 * What a driver needs that nobody has measured: 60 MB for small runs, and more with each child of a wide sweep, hence a
 * limit above what is asked for.
 */
const resources: Resources = Object.freeze({
  cpu: 0.1,
  memory: 256 * 1024 ** 2,
  limits: { memory: 1024 ** 3 },
});

/** `driver: cluster`. */
export const plainDriver: DriverPod = Object.freeze({ resources });
