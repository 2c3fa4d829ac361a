/** Somebody who watches a namespace: which attempts had a pod, and how many, and what there is. */
import type { Pod } from '../../../src/backends/kubernetes/client/types.ts';
import { connect } from '../kubectl.ts';
import { ApiServer } from '../simulated/api-server.ts';
import { specOf, type ChildrenMaps } from '../simulated/told.ts';
import { inventory } from './inventory.ts';

export class Witness {
  readonly #server: ApiServer;
  readonly #namespace: string;
  readonly #stop = new AbortController();
  readonly #maps: ChildrenMaps = new Map();
  readonly #seen = new Set<string>();
  /** By run. */
  readonly #begun = new Map<string, string[]>();

  private constructor(server: ApiServer, namespace: string) {
    this.#server = server;
    this.#namespace = namespace;
  }

  /** From now on. */
  static async watch(namespace: string): Promise<Witness> {
    const witness = new Witness(await ApiServer.open(connect().kubeconfig), namespace);
    void witness.#watch();
    return witness;
  }

  /** `forest.2 attempt 1`, once for each pod: each says by what it is told whose it is. */
  begun(run: string): readonly string[] {
    return (this.#begun.get(run) ?? []).toSorted();
  }

  /** `Kind/name` of what there is. @throws Refused */
  objects(): Promise<readonly string[]> {
    return inventory(this.#server, this.#namespace);
  }

  close(): void {
    this.#stop.abort();
    this.#server.close();
  }

  async #watch(): Promise<void> {
    const pods = this.#server.watch<Pod>(`/api/v1/namespaces/${this.#namespace}/pods`, '', this.#stop.signal);
    for await (const { object } of pods) {
      const { uid = '' } = object.metadata ?? {};
      if (this.#seen.has(uid)) continue;
      this.#seen.add(uid);
      await this.#see(object);
    }
  }

  async #see(pod: Pod): Promise<void> {
    // What it is told may have gone with the whole workflow.
    const spec = await specOf(this.#server, pod, this.#maps).catch(() => null);
    if (spec === null) return;
    const { run, step, iteration, attempt } = spec.identity;
    const task = iteration === null ? step : `${step}.${String(iteration)}`;
    this.#begun.set(run, [...(this.#begun.get(run) ?? []), `${task} attempt ${String(attempt)}`]);
  }
}
