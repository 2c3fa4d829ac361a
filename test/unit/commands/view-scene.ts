/** A project on this machine and a namespace of a cluster, which the command line looks at. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunRecord } from '../../../src/records/schema.ts';
import type { World } from '../../../src/commands/world.ts';
import { runsFolder } from '../../../src/records/file-store.ts';
import { stepJob } from '../../../src/backends/kubernetes/objects/job.ts';
import { kubeconfigOf, serveObjects } from '../backends/kubernetes/client/object-server.ts';
import type { ApiServer } from '../backends/kubernetes/client/server.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { train } from '../backends/kubernetes/inventory/scene.ts';
import { facts, order } from '../backends/kubernetes/objects/facts.ts';
import { ended, lastWord, success } from '../backends/kubernetes/pods.ts';
import { plan } from '../engine/plans.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { automl, type WordsEnded } from './words.ts';

export class ViewScene {
  readonly api: FakeApi;
  readonly folder: string;
  readonly #server: ApiServer;

  private constructor(api: FakeApi, server: ApiServer, folder: string) {
    this.api = api;
    this.#server = server;
    this.folder = folder;
  }

  static async open(): Promise<ViewScene> {
    const api = new FakeApi();
    return new ViewScene(api, await serveObjects(api), await mkdtemp(path.join(tmpdir(), 'automl-views-')));
  }

  /** Of a machine where the cluster is configured. */
  get env(): Readonly<Record<string, string>> {
    return { KUBECONFIG: kubeconfigOf(this.#server) };
  }

  /** Words of a command line that have no spaces, where a cluster is configured. */
  there(line: string, fields: Partial<World> = {}): Promise<WordsEnded> {
    return this.#automl(line, { env: this.env, ...fields });
  }

  /** The same where none is. */
  here(line: string): Promise<WordsEnded> {
    return this.#automl(line, { env: {} });
  }

  #automl(line: string, fields: Partial<World>): Promise<WordsEnded> {
    return automl(line.split(' '), { cwd: this.folder, now: Date.now, isAlive: () => false, ...fields });
  }

  /** A run of this machine. Gives its folder. */
  async record(id: string, fields: Partial<RunRecord> = {}): Promise<string> {
    const folder = path.join(runsFolder(this.folder), id);
    await mkdir(path.join(folder, 'logs'), { recursive: true });
    const record = recordOf([stepOf('main/train')], { id, ...fields });
    await writeFile(path.join(folder, 'record.json'), JSON.stringify(record));
    return folder;
  }

  async write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** The pod of the first attempt of the run's step, which has printed these lines. */
  pod(...lines: readonly string[]): void {
    const job = stepJob(facts(), plan([train]), train, order(train));
    const name = `${job.metadata?.name ?? ''}-x`;
    const own = { ...job.metadata?.labels, 'batch.kubernetes.io/job-name': job.metadata?.name ?? '' };
    this.api.put('Job', job);
    this.api.put('Pod', ended(lastWord(success()), {}, { name, uid: name, labels: own }));
    const stamped = lines.map((line, at) => `2026-01-01T00:00:0${at}.000000001Z ${line}`);
    this.api
      .log(name)
      .say(...stamped)
      .end();
  }

  async close(): Promise<void> {
    await this.#server.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
