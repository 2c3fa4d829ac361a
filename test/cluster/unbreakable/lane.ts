/** A namespace and a project in which the same run is made again and again, each time with something else in its way. */
import { afterAll } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigMap } from '../../../src/backends/kubernetes/client/types.ts';
import { documentOf } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { canonical } from '../../../src/records/canonical.ts';
import { automl, kubectl, makeFolder, makeNamespace } from '../cluster.ts';
import { startRun, type Running } from '../hostile/run.ts';
import type { NamespaceOptions } from '../namespace.ts';
import { makeProject } from './project.ts';
import { anonymous, settled, type Trace } from './trace.ts';
import { Witness } from './witness.ts';

/** One of the steps prints it. */
export const secret = 'a-token-of-24-characters';

const witnesses: Witness[] = [];

afterAll(() => {
  for (const witness of witnesses) witness.close();
});

export class Lane {
  readonly namespace: string;
  readonly folder: string;
  readonly #project: string;
  readonly #witness: Witness;
  readonly #secretFile: string;

  private constructor(namespace: string, project: string, witness: Witness) {
    this.namespace = namespace;
    this.folder = makeProject(project);
    this.#project = project;
    this.#witness = witness;
    // Not in the project, whose files all pods get.
    this.#secretFile = path.join(makeFolder(), 'mine.env');
    writeFileSync(this.#secretFile, `TOKEN=${secret}\n`);
  }

  /** @param project folder beside this file */
  static async make(project: string, options?: NamespaceOptions): Promise<Lane> {
    const namespace = await makeNamespace('unbreakable', options);
    const witness = await Witness.watch(namespace);
    witnesses.push(witness);
    return new Lane(namespace, project, witness);
  }

  /** The same, seen from another CI job. */
  twin(): Lane {
    return new Lane(this.namespace, this.#project, this.#witness);
  }

  /** The same key goes on with the same run. @param kubeconfig of a proxy; default: the API server itself */
  start(key: string, kubeconfig?: string, ...more: readonly string[]): Running {
    rmSync(path.join(this.folder, 'record.json'), { force: true });
    const way = kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig];
    // Ids of runs are made of their keys: that of another lane must not be the same.
    const named = ['--run-key', `${this.namespace} ${key}`, '--secret', `mine=${this.#secretFile}`];
    return startRun(this.folder, this.namespace, '--backend', 'kubernetes', ...named, ...way, ...more);
  }

  /** Attempts of a run that had a pod, each as often as it had one. */
  begun(run: string): readonly string[] {
    return this.#witness.begun(run);
  }

  /** Waits until what is on its way out is gone. @param expected what the run is to leave; null: nobody knows */
  async trace({ ended }: Running, expected: Trace | null): Promise<Trace> {
    const { code, record } = await ended;
    const left = await this.left((name) => anonymous(name, record.id), expected?.left ?? null);
    return { code, canonical: canonical(record), begun: this.begun(record.id), left };
  }

  /** Its record is stored, and nobody holds its Lease. */
  async isOver(run: string): Promise<boolean> {
    const there = await this.#witness.objects();
    return there.includes(`ConfigMap/automl-${run}-record`) && !there.includes(`Lease/automl-${run}`);
  }

  /** Of a run that is over, as the cluster has it. */
  async storedTrace(run: string, expected: Trace): Promise<Trace> {
    const left = await this.left((name) => anonymous(name, run), expected.left);
    const map = await kubectl(['get', 'configmap', `automl-${run}-record`, '--output', 'json'], this);
    const canonical = documentOf([JSON.parse(map) as ConfigMap], 'canonical.json.gz');
    return { code: expected.code, canonical, begun: this.begun(run), left };
  }

  /** Deletes the workflow; returns what is still there then. */
  async clear(): Promise<readonly string[]> {
    await automl(['delete', 'workflow', 'wine', '--namespace', this.namespace], { cwd: this.folder });
    return this.left((name) => name, []);
  }

  /** Names of the objects that are there, as `name` gives them, when they are what is expected, or will not be. */
  left(name: (object: string) => string, expected: readonly string[] | null): Promise<readonly string[]> {
    return settled(async () => (await this.#witness.objects()).map(name), expected);
  }
}
