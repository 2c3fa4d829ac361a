/** The pods that are left of a run, by the attempts that ran in them: what these printed can be read again. */
import { taskKey, type Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { Pod } from '../client/types.ts';
import { PodAttempts, type PodAttempt } from '../driving/pod-attempts.ts';
import { madeAt } from '../known-runs.ts';
import { ofComponent } from '../objects/labels.ts';
import { OpenLogs, type Ordered } from '../open-logs.ts';

type Place = { readonly pod: Pod; readonly about: PodAttempt };
/** A promise means that the reader is behind. */
export type OnLine = (line: string) => Promise<void> | undefined;

export class RunPods {
  readonly #api: KubeApi;
  /** Oldest first: an attempt may have had several. */
  readonly #places: ReadonlyMap<string, readonly Place[]>;

  private constructor(api: KubeApi, places: ReadonlyMap<string, readonly Place[]>) {
    this.#api = api;
    this.#places = places;
  }

  /** @throws ApiError */
  static async read(api: KubeApi, plan: Plan): Promise<RunPods> {
    const { items } = await api.list('Pod', { labelSelector: ofComponent(plan.run.id, 'step') });
    const attempts = new PodAttempts(api, plan);
    const oldestFirst = [...items].sort((a, b) => madeAt(a.metadata ?? {}) - madeAt(b.metadata ?? {}));
    const all = await Promise.all(
      oldestFirst.map(async (pod) => (await attempts.allOf(pod)).map((about) => ({ pod, about }))),
    );
    const places = new Map<string, Place[]>();
    for (const place of all.flat()) places.set(keyOf(place.about), [...(places.get(keyOf(place.about)) ?? []), place]);
    return new RunPods(api, places);
  }

  has(attempt: Ordered): boolean {
    return this.#places.has(keyOf(attempt));
  }

  /** What it has printed until now. @param onTrouble what is wrong with its log, if anything is */
  async print(attempt: Ordered, onLine: OnLine, onTrouble: (sentence: string) => void): Promise<void> {
    for (const { pod, about } of this.#places.get(keyOf(attempt)) ?? []) {
      const logs = new OpenLogs({
        api: this.#api,
        logPath: () => null,
        onOutput: (event) => {
          if (event.type === 'log') return onLine(event.line);
          onTrouble(event.message);
          return undefined;
        },
      });
      const log = logs.follow(about, pod, about.step.code.kind === 'image' ? null : () => undefined);
      log.see(pod);
      log.finish();
      await log.ended;
    }
  }
}

function keyOf({ task, attempt }: Ordered): string {
  return `${taskKey(task)}/${attempt}`;
}
