/** A team that deploys the services of one repository to one namespace, with somebody who asks them all the time. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { kubectl } from '../kubectl.ts';
import { startRun, type RunEnded, type Running } from '../hostile/run.ts';
import { Asker, type Failure } from './asker.ts';
import type { Change, Repository } from './repository.ts';
import { snapshot, type Snapshot } from './snapshot.ts';

const pod = z.object({ metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }) });
const listed = z.object({ items: z.array(pod) });
type Pod = z.infer<typeof pod>;

const isGoing = ({ metadata }: Pod): boolean => metadata.deletionTimestamp !== undefined;

export class Deployer {
  readonly namespace: string;
  readonly repository: Repository;
  #asker: Asker | null = null;
  /** What was going on, and since when. */
  readonly #scenes: { readonly name: string; readonly since: number }[] = [];

  constructor(namespace: string, repository: Repository) {
    this.namespace = namespace;
    this.repository = repository;
  }

  /** What begins is named in the list of the requests that failed. */
  scene(name: string): void {
    this.#scenes.push({ name, since: Date.now() });
  }

  /** A run of what the folder of the repository holds. */
  start(...args: readonly string[]): Running {
    return this.startIn(this.repository.folder, ...args);
  }

  startIn(folder: string, ...args: readonly string[]): Running {
    // That of a driver that is killed would be the one before.
    rmSync(path.join(folder, 'record.json'), { force: true });
    return startRun(folder, this.namespace, '--backend', 'kubernetes', ...args);
  }

  /** A commit and its run. */
  async deploy(scene: string, change: Change): Promise<RunEnded> {
    this.scene(scene);
    this.repository.commit(change);
    return this.start().ended;
  }

  /** From now on the service of the step is asked. @throws Error for a run that has not deployed it */
  async ask(run: RunEnded, step: string): Promise<void> {
    const { service, reason } = run.step(step);
    if (service === null) throw new Error(`${step} does not serve: ${reason ?? ''}\n${run.stderr}`);
    this.#asker = await Asker.start(this.namespace, service.url);
  }

  /** Names of the pods of a step that are not on their way out, sorted. @throws Error */
  async pods(step: string): Promise<readonly string[]> {
    const pods = await this.#pods(`automl-action/step=${step}`);
    return pods
      .filter((pod) => !isGoing(pod))
      .map(({ metadata }) => metadata.name)
      .toSorted();
  }

  /** Waits until no roll-out is under way. @throws Error after two minutes */
  async rolledOut(): Promise<void> {
    await kubectl(['rollout', 'status', 'deployments', '--timeout=120s'], this);
  }

  /** All objects of services, when no controller has anything to do with them any more. @throws Error after two minutes */
  async settled(): Promise<Snapshot> {
    await this.#gone();
    await this.rolledOut();
    await this.#gone();
    return snapshot(this.namespace, 'app.kubernetes.io/component in (service,revision)');
  }

  /** Waits for what is on its way out. */
  async #gone(): Promise<void> {
    const isAny = async (): Promise<boolean> => (await this.#pods('automl-action/step')).some(isGoing);
    for (let tries = 0; tries < 120 && (await isAny()); tries++) await sleep(500);
  }

  async #pods(selector: string): Promise<readonly Pod[]> {
    const selection = ['--selector', `${selector},app.kubernetes.io/component=service`];
    return listed.parse(JSON.parse(await kubectl(['get', 'pods', ...selection, '-o', 'json'], this))).items;
  }

  /** Waits for a pod of the step that is none of these. @throws Error after a minute */
  async newPod(step: string, before: readonly string[]): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if ((await this.pods(step)).some((name) => !before.includes(name))) return;
      await sleep(200);
    }
    throw new Error(`${step} has no new pod`);
  }

  /** What was answered, and each request that failed with what went on meanwhile. @throws Error where nobody asks */
  async report(): Promise<{ readonly answers: readonly string[]; readonly failures: readonly string[] }> {
    if (this.#asker === null) throw new Error('nobody asks');
    const { asked, excused, answers, failures } = await this.#asker.report();
    if (excused > asked / 10) throw new Error(`this machine is too busy: ${excused} of ${asked} requests tell nothing`);
    return { answers, failures: failures.map((failure) => this.#told(failure)) };
  }

  #told({ who, at, why }: Failure): string {
    const scene = this.#scenes.findLast(({ since }) => since <= at);
    const since = scene === undefined ? '' : ` ${scene.name} +${((at - scene.since) / 1000).toFixed(1)} s`;
    return `${new Date(at).toISOString()}${since}: ${who}: ${why}`;
  }
}
