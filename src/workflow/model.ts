/**
 * The one workflow model. Every dialect produces it; nothing past `workflow/` knows which one did.
 * All paths are relative to the project root (the folder of the workflow file) and use forward slashes.
 * Strings marked "template" may hold `${{ expression }}` parts, already checked, rendered when a step starts.
 */
import type { Position } from './diagnostic.ts';
import type { DriverPod } from './driver.ts';
import type { Notice } from './notify.ts';
import type { Schedule } from './schedule.ts';
import type { Service } from './service.ts';

export type { DriverPod } from './driver.ts';
export type { Notice } from './notify.ts';
export type { Schedule, ScheduleBackend } from './schedule.ts';
export type { Autoscaling, Probe, Service, ServiceIngress } from './service.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type ParamType = 'int' | 'float' | 'str' | 'bool';
export type ParamValue = number | string | boolean;

export interface Param {
  readonly type: ParamType;
  /** Absent: the run must be given a value. */
  readonly default?: ParamValue;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly ParamValue[];
  readonly description?: string;
}

/** What a step executes. */
export type Code =
  | { readonly kind: 'python'; readonly file: string; /** templates */ readonly args: readonly string[] }
  | { readonly kind: 'notebook'; readonly file: string }
  | { readonly kind: 'command'; /** templates */ readonly argv: readonly string[] }
  | { readonly kind: 'shell'; /** template, run by `sh -c` */ readonly script: string }
  /** The image brings its own code: no source and no requirements; `args` replace the image's CMD. */
  | { readonly kind: 'image'; readonly args: readonly string[] };

export type ScalarType = 'int' | 'float' | 'str' | 'bool' | 'json';

export type Output =
  | { readonly kind: 'artifact'; /** file or folder, relative to the step's working directory */ readonly path: string }
  | { readonly kind: 'scalar'; readonly type: ScalarType };

export interface Input {
  readonly step: string;
  readonly output: string;
}

export interface Gate {
  readonly metric: string;
  readonly min?: number;
  readonly max?: number;
}

export interface Retries {
  /** Further attempts after the first, 0-20. */
  readonly limit: number;
  /** Seconds before the first further attempt; doubles each time, up to `maxBackoff`. */
  readonly backoff: number;
  readonly maxBackoff: number;
}

export interface Resources {
  /** cores */
  readonly cpu?: number;
  /** bytes; also the limit, unless `limits` says otherwise */
  readonly memory?: number;
  /** Devices by their resource name (`nvidia.com/gpu`), whole numbers. */
  readonly devices?: Readonly<Record<string, number>>;
  /** Memory null: no limit. `limitsOf` in resources.ts tells what holds. */
  readonly limits?: { readonly cpu?: number; readonly memory?: number | null };
}

/** A variable whose value stands in an object of the cluster; locally only those of secrets can be read. */
export interface VariableSource {
  readonly kind: 'secret' | 'config-map';
  readonly name: string;
  readonly key: string;
}

export interface Toleration {
  readonly key?: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  /** Seconds that a NoExecute taint is tolerated. */
  readonly seconds?: number;
}

export type VolumeSource =
  | { readonly kind: 'claim' | 'config-map' | 'secret'; readonly name: string }
  | { readonly kind: 'empty-dir'; /** bytes */ readonly size?: number; readonly memory: boolean };

export interface Volume {
  /** absolute path in the container */
  readonly mount: string;
  readonly source: VolumeSource;
  readonly readOnly: boolean;
  /** below the volume's root */
  readonly subPath?: string;
}

/** What only matters where steps run in pods. */
export interface PodSettings {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  readonly priorityClass?: string;
  /** bytes of /dev/shm */
  readonly shmSize?: number;
  readonly volumes: readonly Volume[];
  readonly imagePullSecrets: readonly string[];
  readonly serviceAccount?: string;
  /** A part of a PodSpec as Kubernetes names it, merged over ours at the very end; null: none. */
  readonly patch: { readonly [key: string]: Json } | null;
}

/** Where a run in the cluster keeps the files between its steps. */
export interface Store {
  /** Bytes that are claimed. */
  readonly size: number;
  /** Absent: the cluster's default. */
  readonly storageClass?: string;
  readonly accessMode: 'ReadWriteOnce' | 'ReadWriteMany';
  /** A claim that exists, to use a folder of in place of a claim of the run's own. */
  readonly claim?: string;
}

export interface Sweep {
  /** A grid: every combination; the first key varies fastest. */
  readonly params: Readonly<Record<string, readonly ParamValue[]>>;
  readonly select?: { readonly order: 'min' | 'max'; readonly metric: string };
  /** Children at the same time; absent: the run's own limit. */
  readonly parallel?: number;
}

export interface Smoke {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: Json;
  readonly status: number;
  /** The answer's text must contain this. */
  readonly contains?: string;
}

/** What follows when the pod or the result of an attempt is lost, which is not the code's fault. */
export type OnLost = 'rerun' | 'fail';

export interface Step {
  readonly name: string;
  readonly at: Position;
  readonly code: Code;
  readonly image?: string;
  /** requirements.txt, relative to the root */
  readonly requirements?: string;
  /** relative to the root; '.' is the root */
  readonly workingDirectory: string;
  /** values are templates */
  readonly env: Readonly<Record<string, string>>;
  /** Variables whose values come from elsewhere; none of them is in `env`. */
  readonly envFrom: Readonly<Record<string, VariableSource>>;
  /** names of Secrets, each a set of environment variables */
  readonly secrets: readonly string[];
  /** Undefined: the whole previous stage. */
  readonly needs?: readonly string[];
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, Output>>;
  /** expression */
  readonly when?: string;
  /** expression that yields a JSON list */
  readonly forEach?: string;
  readonly sweep?: Sweep;
  readonly gates: readonly Gate[];
  readonly retries: Retries;
  readonly onLost: OnLost;
  readonly resources: Resources;
  readonly pod: PodSettings;
  /** Seconds the code may run; absent: no limit. */
  readonly timeout?: number;
  /** Seconds for queue, pull and install. */
  readonly startTimeout: number;
  readonly service?: Service;
  /** A `finally` step that runs only when the run failed. */
  readonly onFailure: boolean;
}

export interface Stage {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Which refs a person's `environments:` entry covers. */
export type EnvironmentRule = 'default-branch' | 'tag' | 'schedule' | 'pull-request' | { readonly branch: string };

export interface Environment {
  readonly name: string;
  readonly when: readonly EnvironmentRule[];
}

export interface Python {
  /** interpreter for local runs, e.g. `python3.12` */
  readonly executable?: string;
  readonly index?: string;
  readonly extraIndex: readonly string[];
  /** CA bundle, relative to the root */
  readonly ca?: string;
  readonly proxy?: string;
  readonly offline: boolean;
  /** Name of a Secret with `username` and `password` for `index`. */
  readonly credentials?: string;
}

/** What a run does about an unfinished run of the same workflow and ref: waits for it, cancels it, or takes no notice. */
export type Concurrency = 'queue' | 'replace' | 'allow';

/** What a signal to the process that drives a run does to the run. */
export type OnInterrupt = 'cancel' | 'detach';

export interface Workflow {
  readonly name: string;
  readonly params: Readonly<Record<string, Param>>;
  readonly stages: readonly Stage[];
  readonly finally: readonly Step[];
  readonly schedules: readonly Schedule[];
  readonly environments: readonly Environment[];
  /** Services of a pull request are deployed to an environment of its own, unless a rule of `environments` covers it. */
  readonly preview: boolean;
  readonly python: Python;
  readonly store: Store;
  /** Steps at the same time; absent: what the backend can do. */
  readonly parallel?: number;
  readonly failFast: boolean;
  readonly concurrency: Concurrency;
  /** Absent: it depends on where the driver is, see plan/build.ts. */
  readonly onInterrupt?: OnInterrupt;
  /** Null: the process that begins a run drives it. */
  readonly driver: DriverPod | null;
  readonly notify: readonly Notice[];
}
