/** Where things are in a step's container: what the pod's volumes and the code in `runner/pod/` agree on. */

export const layout = {
  /** Read-only: `boot.py`, `boot.sh`, `answers.py`, `runner.json.gz` and the parts `source.tgz.000`, `source.tgz.001` ... */
  injected: '/automl/injected',
  /** An emptyDir, all that may be written: HOME, TMPDIR, source, scratch, cache. */
  work: '/automl/work',
  /** The run's store; below it a folder named by the run. Absent where the run has none. */
  store: '/automl/store',
  /** One folder for each secret of the step, a file for each of its keys. */
  secrets: '/automl/secrets',
  /** In the pod of a schedule, read-only: the parts of the project, `source.tgz.000` ... */
  scheduled: '/automl/scheduled',
  /** In the same, one folder for each Secret with a login for the repository. */
  logins: '/automl/logins',
  /** For a pod of an Indexed Job: `specs.<first index>.gz`, a line of JSON for each index from there on. */
  children: '/automl/children',
} as const;

/** Files in parts (`inputs.tgz.000` ...) among what is injected into the pods of a service. */
export const preparedFiles = { lock: 'requirements.lock', inputs: 'inputs.tgz' } as const;

/** The container that runs the step; others are injected by somebody else. */
export const stepContainer = 'step';
