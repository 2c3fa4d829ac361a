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
