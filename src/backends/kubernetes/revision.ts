/** A service as a roll-out found it, and the way back: kept at the Deployment itself, for whoever has to go it. */
import type { KubeApi } from './client/api.ts';
import type { Deployment, Meta, Service } from './client/types.ts';
import { appliedFields } from './objects/applied.ts';
import { labels } from './objects/labels.ts';
import type { RunFacts } from './objects/run-facts.ts';
import { isOfOwner, NotOurs } from './ownership.ts';

/** Who applies (`fieldManager` of client/http-api.ts). */
const manager = 'automl';

/** What was applied to them; null: there was none. */
interface Before {
  readonly deployment: Partial<Deployment> | null;
  readonly service: Partial<Service> | null;
}

export class Revision {
  /** A driver of this run has begun to change it. */
  readonly isBegun: boolean;
  readonly #api: KubeApi;
  readonly #facts: RunFacts;
  readonly #name: string;
  readonly #before: Before;

  private constructor(api: KubeApi, facts: RunFacts, name: string, begun: Before | null, before: Before) {
    this.#api = api;
    this.#facts = facts;
    this.#name = name;
    this.isBegun = begun !== null;
    this.#before = begun ?? before;
  }

  /** What is there under the name, or was there before this run. @throws ApiError @throws NotOurs */
  static async read(api: KubeApi, facts: RunFacts, name: string): Promise<Revision> {
    const [deployment, service] = await Promise.all([api.get('Deployment', name), api.get('Service', name)]);
    if (deployment !== null && !isOfOwner(deployment, facts))
      throw new NotOurs('Deployment', name, api.namespace, 'workflow');
    if (service !== null && !isOfOwner(service, facts)) throw new NotOurs('Service', name, api.namespace, 'workflow');
    const before = { deployment: applied(deployment), service: applied(service) };
    return new Revision(api, facts, name, begunBy(facts, deployment), before);
  }

  /** Nothing served before. */
  get isNone(): boolean {
    return this.#before.deployment === null;
  }

  /** The Deployment that replaces it, with the way back: both come to be in one call, or neither. */
  recordedIn(next: Deployment): Deployment {
    const annotations = { ...next.metadata?.annotations, [labels.before]: JSON.stringify(this.#before) };
    return { ...next, metadata: { ...next.metadata, annotations } };
  }

  /**
   * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, unless the
   * roll-out was complete: it takes none away before there is another. @throws ApiError
   */
  async restore(): Promise<void> {
    const service = await this.#restore('Service', this.#before.service).then(() => null, asError);
    // Last: whoever finds the undo half done finds the way back here.
    await this.#restore('Deployment', this.#before.deployment);
    if (service !== null) throw service;
  }

  async #restore(kind: 'Deployment' | 'Service', before: Partial<Deployment> | Partial<Service> | null): Promise<void> {
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
    await this.#api.apply(kind, { ...before, metadata: { ...before.metadata, name } }, { force: true });
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Null: the Deployment is of an earlier run, or there is none. */
function begunBy({ id }: RunFacts, deployment: Deployment | null): Before | null {
  const annotations = deployment?.metadata?.annotations ?? {};
  const text = annotations[labels.before];
  if (annotations[labels.deployedBy] !== id || text === undefined) return null;
  // Written by `recordedIn`.
  return JSON.parse(text) as Before;
}

/** What whoever wants it back must apply: what we have applied to it, or all of it. */
function applied<T extends Deployment | Service>(object: T | null): Partial<T> | null {
  if (object === null) return null;
  const { labels: own, annotations } = object.metadata ?? {};
  const whole = { metadata: { ...(own && { labels: own }), ...(annotations && { annotations }) }, spec: object.spec };
  const fields = appliedFields(object, manager) ?? (whole as Partial<T>);
  return { ...fields, ...(fields.metadata && { metadata: withoutWayBack(fields.metadata) }) };
}

/** The way back from the revision before has been gone, or is not wanted any more. */
function withoutWayBack({ annotations = {}, ...meta }: Meta): Meta {
  const kept = Object.entries(annotations).filter(([name]) => name !== labels.before);
  return { ...meta, ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }) };
}
