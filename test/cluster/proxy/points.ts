/**
 * Names of calls that change something: the same in every run of the same workflow, so that one run tells at which points
 * the next one can be disturbed. `create Job wine-split-RUN-a1`, and ` #2` behind it for the second such call.
 */
import type { Call } from './call.ts';

/** Before: the API server has not heard of it. After: it has answered, and the driver does not know yet. */
export type When = 'before' | 'after';
/** `drop`: the call, or its answer, gets nowhere; for drivers that are dead by then. */
export type Verdict = 'pass' | 'drop';
export type PointAction = () => Promise<Verdict>;

/** What ids of runs look like (src/backends/kubernetes/objects/digest.ts). */
const runNamed = /^automl-([a-z2-7]{12})(?=-|$)/;
/** Objects that outlive runs have a hash of their owner behind their name. */
const ownerHash = /-[a-z2-7]{6}$/;
const lasting = new Set(['Deployment', 'Service', 'Ingress']);

export class Points {
  readonly #counts = new Map<string, number>();
  readonly #actions = new Map<string, PointAction>();
  #run: string | null = null;

  /** To be asked once for each call that changes something, in their order. */
  nameOf({ verb, kind, name, subresource }: Call): string {
    this.#run ??= runNamed.exec(name ?? '')?.[1] ?? null;
    const object = this.#run === null ? (name ?? '') : (name ?? '').replaceAll(this.#run, 'RUN');
    const known = lasting.has(kind) ? object.replace(ownerHash, '-OWNER') : object;
    const place = subresource === null ? known : `${known}/${subresource}`;
    const point = [verb, kind, place].filter((word) => word !== '').join(' ');
    const count = (this.#counts.get(point) ?? 0) + 1;
    this.#counts.set(point, count);
    return count === 1 ? point : `${point} #${count}`;
  }

  at(point: string, when: When, action: PointAction): void {
    this.#actions.set(`${when} ${point}`, action);
  }

  async reach(point: string | null, when: When): Promise<Verdict> {
    return (await this.#actions.get(`${when} ${String(point)}`)?.()) ?? 'pass';
  }
}
