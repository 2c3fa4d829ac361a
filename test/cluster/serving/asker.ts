/** A pod that asks a service all the time from inside the cluster, and what it was answered. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { strangePodSpec } from '../hostile/strange-pod.ts';
import { apply, kubectl } from '../kubectl.ts';

export interface Failure {
  /** `fresh`, `kept` or `slow`: see asker.py. */
  readonly who: string;
  /** Milliseconds since 1970, by the clock of the pod's node, when it began to ask. */
  readonly at: number;
  readonly why: string;
}

/** What it was answered since the last report. */
export interface Report {
  readonly asked: number;
  /** Requests that failed while the machine did not even run the asker. */
  readonly excused: number;
  /** The answers, in the order in which each was first seen. */
  readonly answers: readonly string[];
  readonly failures: readonly Failure[];
}

const told = z.object({
  answers: z.record(z.string(), z.record(z.string(), z.number())),
  failures: z.array(z.object({ who: z.string(), at: z.number(), took: z.number(), why: z.string() })),
  excused: z.number(),
});

const script = readFileSync(path.join(import.meta.dirname, 'asker.py'), 'utf8');

export class Asker {
  readonly #namespace: string;
  readonly #name: string;
  /** Lines of its log that were in a report. */
  #read = 0;

  private constructor(namespace: string, name: string) {
    this.#namespace = namespace;
    this.#name = name;
  }

  /** Begins to ask the service at `http://NAME.NAMESPACE:PORT`. @throws Error */
  static async start(namespace: string, url: string): Promise<Asker> {
    const { hostname, port } = new URL(url);
    const [service = ''] = hostname.split('.');
    const name = `asker-${service}-${port}`;
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'asker.py': script } };
    const words = ['/asker/asker.py', `${service}.${namespace}.svc.cluster.local.`, port];
    const { containers, ...spec } = strangePodSpec(['python3', ...words], { requests: { cpu: '50m' } });
    const mounts = [{ name: 'script', mountPath: '/asker' }];
    const pod = {
      ...spec,
      containers: containers.map((container) => ({ ...container, volumeMounts: mounts })),
      volumes: [{ name: 'script', configMap: { name } }],
    };
    await apply(namespace, map, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: pod });
    await kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '--timeout=60s'], { namespace });
    return new Asker(namespace, name);
  }

  /** Of everything that was asked before it was called, and was answered or given up. @throws Error */
  async report(): Promise<Report> {
    // What takes longest: three seconds for a slow answer, and two until it is told.
    await sleep(5000);
    const lines = await this.#lines();
    this.#read += lines.length;
    const counts = lines.flatMap(({ answers }) =>
      Object.values(answers).flatMap((byAnswer) => Object.entries(byAnswer)),
    );
    const failures = lines.flatMap((line) => line.failures);
    const excused = lines.reduce((sum, line) => sum + line.excused, 0);
    return {
      asked: counts.reduce((sum, [, count]) => sum + count, failures.length + excused),
      excused,
      answers: [...new Set(counts.map(([answer]) => answer))],
      failures: failures.map(({ who, at, took, why }) => {
        return { who, at: at * 1000, why: `${why} after ${String(took)} s` };
      }),
    };
  }

  async #lines(): Promise<readonly z.infer<typeof told>[]> {
    const log = await kubectl(['logs', this.#name], { namespace: this.#namespace });
    const lines = log.trimEnd().split('\n').slice(this.#read);
    return lines.filter((line) => line !== '').map((line) => told.parse(JSON.parse(line)));
  }
}
