/** What the driver tells the step agent: one JSON file, `runner/agent` reads it. All paths absolute unless said otherwise. */
import type { Json, Output, ParamValue, Smoke } from '../workflow/model.ts';

export type AgentCode =
  | { readonly kind: 'python'; readonly file: string; readonly args: readonly string[] }
  | { readonly kind: 'notebook'; readonly file: string }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'shell'; readonly script: string };

export interface StepSpec {
  readonly version: 1;
  readonly identity: {
    readonly run: string;
    readonly workflow: string;
    readonly stage: string;
    readonly step: string;
    /** '' outside git */
    readonly commit: string;
    readonly iteration: number | null;
    readonly attempt: number;
  };
  /** Folder with the source, the step's own: it may write there. In a pod the agent unpacks it. */
  readonly root: string;
  /** Working directory, relative to `root`. */
  readonly directory: string;
  /** Folder of the agent for inputs, params, outputs, metrics, summary: empty, or not there yet. */
  readonly scratch: string;
  /** Folder that receives the artifacts, each under its output's name; null: the run keeps no files. */
  readonly store: string | null;
  /** Folder for environments kept between runs. */
  readonly cache: string;
  readonly code: AgentCode;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** The child's item of a `for_each`; absent otherwise. */
  readonly item?: Json;
  readonly env: Readonly<Record<string, string>>;
  /** Names of those of the agent's own environment variables that are secret: passed on and masked. */
  readonly secrets: readonly string[];
  readonly inputs: Readonly<Record<string, { readonly source: string; readonly sha256: string }>>;
  readonly outputs: Readonly<Record<string, Output>>;
  /** relative to `root` */
  readonly requirements: string | null;
  readonly python: {
    readonly index: string | null;
    readonly extra_index: readonly string[];
    /** relative to `root` */
    readonly ca: string | null;
    readonly proxy: string | null;
    readonly offline: boolean;
  };
  /** Seconds the code may run; for a service: has no meaning. */
  readonly timeout: number | null;
  /** Seconds for the install; for a service also until it is ready. */
  readonly start_timeout: number;
  /** Seconds between TERM and KILL. */
  readonly grace: number;
  readonly service: {
    readonly port: number;
    /** Who finds out whether it is ready: the agent, or the kubelet, and then nothing below matters. */
    readonly watch: 'agent' | 'kubelet';
    readonly health: string | null;
    /** Seconds it must stay up once it is ready: a server may open its port before it loads the code. */
    readonly min_ready: number;
    readonly smoke: Smoke | null;
  } | null;
  /** File in parts with the exact packages to install for `requirements`; absent: they are resolved. */
  readonly lock?: string;
  /** A .tgz in parts that holds what the sources of `inputs` are, and where it is unpacked; absent: they are in the store. */
  readonly packed?: { readonly archive: string; readonly folder: string };
  /** Do not run the code, but hand over what the pods of the service start from; absent: run it. */
  readonly preparation?: Preparation;
}

/** What is to be handed over. */
export interface Preparation {
  /** The exact packages of `requirements`. */
  readonly lock: boolean;
  /** Bytes that the archive of the inputs may have; null: none is wanted. */
  readonly inputs: number | null;
}
