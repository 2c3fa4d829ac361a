/** The part of the model about services, and what one is like that says no more than its port. */
import type { Smoke } from './model.ts';

/** What the kubelet asks, and how often. */
export interface Probe {
  /** HTTP path that answers 2xx; absent: the port accepts a connection. */
  readonly path?: string;
  /** Seconds between two questions, for an answer: whole numbers, 1 or more. */
  readonly period: number;
  readonly timeout: number;
  /** Questions in a row without an answer before it counts. */
  readonly failures: number;
}

export interface Autoscaling {
  /** Replicas. */
  readonly min: number;
  readonly max: number;
  /** Percent of the CPU that is asked for: the average that replicas are added or taken away for. */
  readonly cpu: number;
}

/** The way in from outside the cluster. */
export interface ServiceIngress {
  /** `*.example.com` too; absent: every name. */
  readonly host?: string;
  /** Begins, and but for the root does not end, with a slash; the code does not see it. Absent: the root of `host`, else a path of the service's own. */
  readonly path?: string;
  /** Of an IngressClass; absent: the cluster's own. */
  readonly class?: string;
  /** Name of a Secret with the certificate of the host. */
  readonly tls?: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** An HTTPRoute to this Gateway in place of an Ingress. */
  readonly gateway?: { /** absent: that of the run */ readonly namespace?: string; readonly name: string };
}

export interface Service {
  readonly port: number;
  readonly replicas: number | Autoscaling;
  /** Null: none. */
  readonly ingress: ServiceIngress | null;
  /** Whether it is ready; null: once it has answered something, whenever its port accepts a connection. */
  readonly health: Probe | null;
  /** Whether it still lives, or is started anew; null: nobody asks. */
  readonly liveness: Probe | null;
  /** Seconds between the end of a replica and its signal, in which requests still on their way are answered. */
  readonly drain: number;
  readonly smoke?: Smoke;
  /** Seconds a new replica must stay ready. */
  readonly minReadySeconds: number;
  readonly revisionHistoryLimit: number;
}

export const plainHealth: Probe = Object.freeze({ period: 2, timeout: 2, failures: 3 });

/** Slower than a server that is only busy: a replica that is started anew answers nobody. */
export const plainLiveness: Probe = Object.freeze({ period: 10, timeout: 2, failures: 6 });

export const plainService: Omit<Service, 'port'> = Object.freeze({
  replicas: 1,
  ingress: null,
  health: null,
  liveness: plainLiveness,
  drain: 5,
  minReadySeconds: 0,
  revisionHistoryLimit: 2,
});

/** The ingress that says nothing of itself. */
export const plainIngress = Object.freeze({ annotations: Object.freeze({}) });
