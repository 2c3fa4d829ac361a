/** A run in a cluster in memory, programs that drive or follow it, and another driver, of which only its objects are seen. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cluster } from '../../../src/backends/kubernetes/client/cluster.ts';
import { refusedNotices } from '../../../src/backends/kubernetes/driving/notices.ts';
import { anchorObject, pageObject, planObjects } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { stepJob } from '../../../src/backends/kubernetes/objects/job.ts';
import type { RunFacts } from '../../../src/backends/kubernetes/objects/run-facts.ts';
import { createAnchor } from '../../../src/backends/kubernetes/run-objects.ts';
import { ClusterRun, type ClusterRunOptions } from '../../../src/commands/cluster-run.ts';
import { Run, type RunAbout } from '../../../src/commands/run-turns.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { openRun } from '../../../src/records/file-store.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { current, held } from '../backends/kubernetes/driving/leases.ts';
import { facts, order, owner } from '../backends/kubernetes/objects/facts.ts';
import { ended, lastWord, success } from '../backends/kubernetes/pods.ts';
import { plan, step } from '../engine/plans.ts';
import { Paper } from '../report/scene.ts';
import { worldOf } from './world.ts';

export const train = step('train');
export const begun: readonly RunEvent[] = [
  { type: 'run-started', at: 1 },
  { type: 'started', at: 2, task: { step: 'train' }, attempt: 1 },
];
export const job = 'wine-train-r1-a1';

export interface Program {
  readonly record: Promise<RunRecord>;
  readonly out: Paper;
  readonly err: Paper;
  readonly interrupt: (signal: string) => void;
  /** What it told, as its journal has it. */
  readonly told: () => Promise<string[]>;
  /** The same, as it told programs (`output: json`). */
  readonly reported: () => string[];
}

export interface ProgramFields extends Partial<RunAbout>, Partial<Pick<ClusterRunOptions, 'begin' | 'submission'>> {
  readonly plan?: Plan;
  /** Seconds that the credential is good for. */
  readonly life?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export class ClusterScene {
  readonly api = new FakeApi();
  readonly folder: string;
  #programs = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<ClusterScene> {
    return new ClusterScene(await mkdtemp(path.join(tmpdir(), 'automl-cluster-')));
  }

  /** Started for the run. */
  async start(fields: ProgramFields = {}): Promise<Program> {
    const {
      plan: whole = plan([train]),
      life = null,
      env = {},
      begin = storePlan,
      submission = null,
      ...about
    } = fields;
    const { api } = this;
    const [out, err] = [new Paper(), new Paper()];
    let interrupt: Program['interrupt'] = () => undefined;
    const world = worldOf({
      pid: process.pid,
      now: Date.now,
      env: { AUTOML_LEASE_SECONDS: '3', ...env },
      out,
      err,
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => undefined;
      },
    });
    const run = new ClusterRun({
      cluster: this.cluster(life),
      world,
      anchor: (running) => createAnchor(api, running, owner),
      begin,
      end: () => Promise.resolve(),
      isBefore: () => Promise.resolve(null),
      allowsOlder: false,
      submission,
      note: () => undefined,
    });
    const notices = refusedNotices(api, new Map());
    const baseline = () => Promise.resolve(null);
    const prepared = { refused: new Map(), warnings: [], notices, baseline, open: run.open.bind(run) } as const;
    const runs = path.join(this.folder, String(this.#programs++));
    const writer = await openRun(runs, 'r1', { pid: process.pid, host: 'here', started: '2026-01-01T00:00:00Z' });
    const record = new Run({
      plan: whole,
      prepared,
      writer,
      about: {
        backend: 'kubernetes',
        place: 'kubernetes ml',
        output: 'text',
        logLevel: 'info',
        publisher: null,
        keepServices: false,
        cancel: null,
        detach: false,
        isNew: true,
        warnings: [],
        ...about,
      },
      world,
    })
      .execute()
      .finally(() => writer.close());
    // Who waits for it is told.
    record.catch(() => undefined);
    return {
      record,
      out,
      err,
      interrupt: (signal) => {
        interrupt(signal);
      },
      reported: () => {
        const events = out.lines.map((line) => (JSON.parse(line) as { readonly event: string }).event);
        return events.filter((event) => !['phase', 'log', 'record'].includes(event));
      },
      told: async () => {
        const lines = (await readFile(path.join(writer.folder, 'events.jsonl'), 'utf8')).trim().split('\n');
        return lines.map((line) => (JSON.parse(line) as RunEvent).type);
      },
    };
  }

  /** @param life seconds that its credential is good for */
  cluster(life: number | null = null): Cluster {
    const connection = {} as Cluster['connection'];
    return { api: this.api, connection, lifeLeft: () => life, close: () => Promise.resolve() };
  }

  /** As another driver does that has begun the step. */
  async begunByOther(seconds: number): Promise<void> {
    const { api } = this;
    const whole = plan([train]);
    const anchor = anchorObject(whole, owner);
    api.put('ConfigMap', { ...anchor, metadata: { ...anchor.metadata, uid: facts().anchor.uid } });
    api.put('Job', stepJob(facts(), whole, train, order(train)));
    for (const part of planObjects(facts(), whole)) api.put('ConfigMap', part);
    this.store(1, 0, ...begun);
    await held(api, { holder: 'you', seconds });
  }

  /** A page of another driver. */
  store(page: number, epoch: number, ...events: readonly RunEvent[]): void {
    this.api.put('ConfigMap', pageObject(facts(), page, epoch, events));
  }

  /** Another driver holds the Lease, which nobody has given to it. */
  takeLease(seconds = 60): void {
    const lease = current(this.api);
    const spec = { ...lease?.spec, holderIdentity: 'you', leaseDurationSeconds: seconds, leaseTransitions: 1 };
    this.api.put('Lease', { ...lease, spec });
  }

  get holder(): string | null {
    return current(this.api)?.spec?.holderIdentity ?? null;
  }

  get jobs(): string[] {
    return this.api.all('Job').map(({ metadata }) => metadata?.name ?? '');
  }

  /** `ConfigMap automl-r1` */
  calls(verb: string): string[] {
    return this.api.calls.filter((call) => call.verb === verb).map(({ kind, name }) => `${kind ?? ''} ${name}`);
  }

  /** Until the step has a Job that somebody watches. */
  async begun(): Promise<void> {
    await until(() => this.jobs.includes(job) && this.api.watched.includes('Pod') && this.api.watched.includes('Job'));
  }

  /** The step's pod has ended well. */
  succeed(): void {
    const labels = { 'automl-action/run': 'r1', 'batch.kubernetes.io/job-name': job };
    const metadata = { name: `${job}-x`, uid: `${job}-x`, labels };
    this.api.log(`${job}-x`).end();
    this.api.put('Pod', { ...ended(lastWord(success())), metadata });
  }

  async end(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

const storePlan: ClusterRunOptions['begin'] = async (api, run, whole): Promise<RunFacts> => {
  const known = facts({ anchor: run.anchor });
  for (const part of planObjects(known, whole)) await api.create('ConfigMap', part);
  return known;
};
