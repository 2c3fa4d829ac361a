/** What all objects of one run have in common: who owns them, and where its shared objects are. */

/** Whose objects these are: two repositories with a workflow of the same name in one namespace never meet. */
export interface Owner {
  /** Host of the forge, or `local` for a folder without one. */
  readonly forge: string;
  /** The forge's id of the repository where CI tells it, else its path; for a folder without a forge: host and path. */
  readonly repository: string;
  /** The repository as people know it, where that is not its id: it may change, and so tells nothing apart. */
  readonly name?: string;
  /** The workflow file, relative to the repository. */
  readonly file: string;
  readonly environment: string | null;
  /** The name that a person gave the workflow, where it is not the file's: one file may be there under several. */
  readonly alias?: string;
}

export interface RunFacts {
  /** Run id: a-z and 0-9, at most 20 characters. */
  readonly id: string;
  readonly owner: Owner;
  readonly workflow: string;
  /** The ConfigMap that owns everything of the run: deleting it leaves nothing behind. */
  readonly anchor: { readonly name: string; readonly uid: string };
  /** The namespace gives each pod a user (OpenShift): ours must not name one. */
  readonly assignsUsers: boolean;
  /** Names of the ConfigMaps with what is injected (`layout.injected`), in order. */
  readonly injected: readonly string[];
  /** sha256 of the project's files; null: no service of the run is told apart by it. */
  readonly source: string | null;
  /** What else is injected into the pods of a service; absent: nothing. */
  readonly packed?: {
    /** `requirements.lock`: exactly what its requirements are. */
    readonly lock: boolean;
    /** `inputs.tgz`: its inputs, so that it needs no store. */
    readonly inputs: boolean;
  };
  /** Null: no step of the run has files to keep. */
  readonly store: {
    readonly claim: string;
    /** Only one node may mount it: pods of the run that are up at the same time must share that node. */
    readonly sharesNode: boolean;
  } | null;
  /** Secrets made for this run, by the name that steps use; a name that is not here is a Secret that exists. */
  readonly ownSecrets: ReadonlyMap<string, string>;
  /** Seconds between TERM and KILL. */
  readonly grace: number;
  /** Installers say all they have to say. */
  readonly verbose: boolean;
}
