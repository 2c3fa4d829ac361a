/** One pod on a simulated node, from the news that it is bound to the word that it is gone. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from '../../../src/backends/kubernetes/client/types.ts';
import { stepContainer } from '../../../src/backends/kubernetes/layout.ts';
import type { StepSpec } from '../../../src/backends/spec.ts';
import type { ApiServer } from './api-server.ts';
import { ContainerLog } from './container-log.ts';
import type { Act, Deed } from './deed.ts';
import { lastWord, running, stoppedWord, type LastWord } from './last-word.ts';
import { removePod, unlessGone } from './node.ts';
import { endedStatus, runningStatus } from './pod-status.ts';
import { specOf, type ChildrenMaps } from './told.ts';

export interface LifeWorld {
  readonly server: ApiServer;
  readonly act: Act;
  readonly maps: ChildrenMaps;
  /** Something that no kubelet would meet. */
  readonly complain: (error: unknown) => void;
}

/** Milliseconds until a container runs; the kubelet needs some hundred. */
const startTime = 20;
/** Milliseconds in which code hears a TERM and ends. */
const stopTime = 20;

export class PodLife {
  readonly #world: LifeWorld;
  readonly #pod: Pod;
  readonly #stop = new AbortController();
  readonly #ended: Promise<void>;
  #log: ContainerLog | null = null;
  #leaving = false;

  constructor(pod: Pod, world: LifeWorld) {
    this.#pod = pod;
    this.#world = world;
    // What ended before we came has nothing more to do, and one that is to go need not begin.
    const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    this.#ended = isOver ? Promise.resolve() : this.#live().catch(world.complain);
    this.see(pod);
  }

  /** Null: it has not started. */
  logOf(container: string): ContainerLog | null {
    return container === stepContainer ? this.#log : null;
  }

  see({ metadata }: Pod): void {
    if (metadata?.deletionTimestamp === undefined || this.#leaving) return;
    this.#leaving = true;
    this.#stop.abort();
    void this.#ended.then(() => removePod(this.#world.server, this.#pod)).catch(this.#world.complain);
  }

  async #live(): Promise<void> {
    const { server, maps, act } = this.#world;
    const spec = await specOf(server, this.#pod, maps);
    const deed = act(spec);
    await this.#pause(startTime);
    if (this.#stop.signal.aborted) {
      await this.#tell(endedStatus(this.#pod, stoppedWord(null), null, time()));
      return;
    }
    const startedAt = time();
    const log = new ContainerLog();
    this.#log = log;
    await this.#tell(runningStatus(this.#pod, startedAt));
    const word = await this.#run(spec, deed, log);
    if (word.line !== null) log.write(word.line);
    log.end();
    await this.#tell(endedStatus(this.#pod, word, startedAt, time()));
  }

  async #run(spec: StepSpec | null, deed: Deed, log: ContainerLog): Promise<LastWord> {
    if (spec !== null) log.write(running);
    for (const line of deed.lines) log.write(line);
    // What is to be restarted lasts until somebody deletes it.
    if (this.#pod.spec?.restartPolicy === 'Always') await this.#deletion();
    else await this.#pause(deed.seconds * 1000);
    if (!this.#stop.signal.aborted) return lastWord(spec, deed);
    await sleep(stopTime);
    return stoppedWord(spec);
  }

  #deletion(): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  /** Ends early when it is told to stop. */
  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stop;
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }

  async #tell(status: NonNullable<Pod['status']>): Promise<void> {
    const { namespace = '', name = '', uid } = this.#pod.metadata ?? {};
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    const body = { metadata: { uid }, status };
    await unlessGone(this.#world.server.ask('PATCH', path, { body, type: 'application/strategic-merge-patch+json' }));
  }
}

function time(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
