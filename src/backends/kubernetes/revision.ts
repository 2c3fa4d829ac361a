/** A service as a roll-out found it, and the way back. */
import type { KubeApi } from './client/api.ts';
import type { Deployment, Service } from './client/types.ts';
import { appliedFields } from './objects/applied.ts';
import type { RunFacts } from './objects/run-facts.ts';
import { isOfOwner, NotOurs } from './ownership.ts';

/** Who applies (`fieldManager` of client/http-api.ts). */
const manager = 'automl';

export class Revision {
  readonly #api: KubeApi;
  readonly #facts: RunFacts;
  readonly #name: string;
  readonly #deployment: Deployment | null;
  readonly #service: Service | null;

  private constructor(api: KubeApi, facts: RunFacts, name: string, found: [Deployment | null, Service | null]) {
    this.#api = api;
    this.#facts = facts;
    this.#name = name;
    [this.#deployment, this.#service] = found;
  }

  /** What is there under the name. @throws ApiError @throws NotOurs */
  static async read(api: KubeApi, facts: RunFacts, name: string): Promise<Revision> {
    const [deployment, service] = await Promise.all([api.get('Deployment', name), api.get('Service', name)]);
    if (deployment !== null && !isOfOwner(deployment, facts))
      throw new NotOurs('Deployment', name, api.namespace, 'workflow');
    if (service !== null && !isOfOwner(service, facts)) throw new NotOurs('Service', name, api.namespace, 'workflow');
    return new Revision(api, facts, name, [deployment, service]);
  }

  /** Nothing served before. */
  get isNone(): boolean {
    return this.#deployment === null;
  }

  /**
   * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, since a
   * roll-out takes none away before there is another. @throws ApiError
   */
  async restore(): Promise<void> {
    const results = await Promise.allSettled([
      this.#restore('Service', this.#service),
      this.#restore('Deployment', this.#deployment),
    ]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  async #restore(kind: 'Deployment' | 'Service', before: Deployment | Service | null): Promise<void> {
    const name = this.#name;
    const now = await this.#api.get(kind, name);
    // Gone without us, or never made: there is nothing to undo.
    if (now === null || !isOfOwner(now, this.#facts)) return;
    if (before === null) {
      const { uid } = now.metadata ?? {};
      await this.#api.delete(kind, name, uid === undefined ? {} : { uid });
      return;
    }
    // As an apply, since a patch would own the fields that it puts back, and no later apply could take them away.
    const { labels, annotations } = before.metadata ?? {};
    const whole = { metadata: { ...(labels && { labels }), ...(annotations && { annotations }) }, spec: before.spec };
    const { metadata, ...rest } = appliedFields(before, manager) ?? (whole as Partial<typeof before>);
    await this.#api.apply(kind, { ...rest, metadata: { ...metadata, name } }, { force: true });
  }
}
