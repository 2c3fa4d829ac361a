/** A service as a roll-out found it, and the way back: kept at the Deployment itself, for whoever has to go it. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { KubeApi } from '../client/api.ts';
import type { Deployment, Meta } from '../client/types.ts';
import { appliedFields } from '../objects/applied.ts';
import { labels } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { isOfOwner } from '../ownership.ts';
import { serviceKinds, unlessUnknown, type LiveService, type ServiceKind } from './live.ts';

/** Who applies (`fieldManager` of client/http-api.ts). */
export const manager = 'automl';

/** Annotations with names of what was made for the revisions of a service. */
const materialLists: ReadonlySet<string> = new Set([labels.secrets, labels.claims]);

interface Applied {
  readonly metadata?: Meta;
}

/** What was applied to each; absent: there was none. */
type Before = { readonly [Kind in ServiceKind]?: Kind extends 'Deployment' ? Partial<Deployment> : Applied };

export class WayBack {
  /** A driver of this run has begun to change it. */
  readonly isBegun: boolean;
  readonly #facts: RunFacts;
  readonly #name: string;
  readonly #before: Before;

  private constructor(facts: RunFacts, name: string, before: Before, isBegun: boolean) {
    this.#facts = facts;
    this.#name = name;
    this.#before = before;
    this.isBegun = isBegun;
  }

  /** To what serves now; while a roll-out is unfinished, whoever began it, to what served before that. */
  static from(live: LiveService, facts: RunFacts, name: string): WayBack {
    const annotations = live.Deployment?.metadata?.annotations ?? {};
    const unfinished = annotations[labels.before];
    const before = unfinished === undefined ? beforeOf(live) : unpacked(unfinished);
    return new WayBack(facts, name, before, unfinished !== undefined && annotations[labels.deployedBy] === facts.id);
  }

  /** Nothing served before. */
  get isNone(): boolean {
    return this.#before.Deployment === undefined;
  }

  /** The Deployment that replaces it, with the way back: both come to be in one call, or neither. */
  recordedIn(next: Deployment): Deployment {
    const before = withMaterialOf(next, this.#before);
    const annotations = { ...next.metadata?.annotations, [labels.before]: packed(before) };
    return { ...next, metadata: { ...next.metadata, annotations } };
  }

  /**
   * What was not there goes again; what was there gets back what was applied to it. Its pods are still there, unless the
   * roll-out was complete: it takes none away before there is another. @throws ApiError
   */
  async restore(api: KubeApi): Promise<void> {
    const failures: unknown[] = [];
    const note = (error: unknown): unknown => failures.push(error);
    for (const kind of serviceKinds.toReversed())
      if (kind !== 'Deployment') await this.#restore(api, kind, this.#before[kind]).catch(note);
    // The Deployment last: whoever finds the undo half done finds the way back there.
    await this.#deploymentToBe(api, failures.length === 0 ? 'whole' : 'partial')
      .then((before) => this.#restore(api, 'Deployment', before))
      .catch(note);
    if (failures.length > 0) throw failures[0];
  }

  async #deploymentToBe(api: KubeApi, undo: 'whole' | 'partial'): Promise<Partial<Deployment> | undefined> {
    const { Deployment: before, HorizontalPodAutoscaler: scaler } = this.#before;
    if (before === undefined) return undefined;
    // What scales it may have done so meanwhile, and goes on.
    const scaled = scaler === undefined ? before : scaledAs(before, await api.get('Deployment', this.#name));
    return undo === 'whole' ? scaled : this.recordedIn(scaled);
  }

  async #restore(api: KubeApi, kind: ServiceKind, before: Applied | undefined): Promise<void> {
    const name = this.#name;
    const now = await unlessUnknown(kind, null, api.get(kind, name));
    if (before === undefined) {
      // Gone without us, or never made: there is nothing to undo.
      if (now === null || !isOfOwner(now, this.#facts)) return;
      const { uid } = now.metadata ?? {};
      await api.delete(kind, name, uid === undefined ? {} : { uid });
      return;
    }
    if (now !== null && !isOfOwner(now, this.#facts)) return;
    // Somebody has deleted it meanwhile, and not for us to bring it back.
    if (now === null && kind === 'Deployment') return;
    // As an apply, since a patch would own the fields that it puts back, and no later apply could take them away.
    await api.apply(kind, { ...before, metadata: { ...before.metadata, name } }, { force: true });
  }
}

/** All annotations of an object together may be 256 KiB, and what its pods are told may be half of that. */
function packed(before: Before): string {
  return gzipSync(JSON.stringify(before), { level: 9 }).toString('base64');
}

/** Written by `packed`. */
export function unpacked(text: string): Before {
  return JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString()) as Before;
}

/** What was made for the next revision is known afterwards too, and swept when it is idle. */
function withMaterialOf({ metadata: next = {} }: Deployment, all: Before): Before {
  const { Deployment: deployment } = all;
  if (deployment === undefined) return all;
  const { metadata } = deployment;
  const lists = Object.entries(next.annotations ?? {}).filter(([name]) => materialLists.has(name));
  const annotations = { ...metadata?.annotations, ...Object.fromEntries(lists) };
  return { ...all, Deployment: { ...deployment, metadata: { ...metadata, annotations } } };
}

function beforeOf(live: LiveService): Before {
  const all: Before = Object.fromEntries(
    serviceKinds.flatMap((kind) => {
      const object = live[kind];
      return object === undefined ? [] : [[kind, applied(object)]];
    }),
  );
  const { Deployment: deployment } = live;
  // A number that somebody else has set is none that we have applied: without any, one replica would be left.
  return deployment === undefined ? all : { ...all, Deployment: scaledAs(applied(deployment), deployment) };
}

function scaledAs(deployment: Partial<Deployment>, model: Deployment | null): Partial<Deployment> {
  const replicas = model?.spec?.replicas;
  if (replicas === undefined) return deployment;
  return { ...deployment, spec: { ...deployment.spec, replicas } as Deployment['spec'] & object };
}

/** What whoever wants it back must apply: what we have applied to it, or all of it. */
export function applied<T extends { readonly metadata?: Meta; readonly spec?: unknown }>(object: T): Partial<T> {
  const { labels: own, annotations } = object.metadata ?? {};
  const whole = { metadata: { ...(own && { labels: own }), ...(annotations && { annotations }) }, spec: object.spec };
  return appliedFields(object, manager) ?? (whole as Partial<T>);
}
