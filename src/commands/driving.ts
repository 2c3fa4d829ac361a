/** A turn of a run in a cluster in which this program drives: what stands around the backend, from the Lease to the end. */
import { KubernetesBackend } from '../backends/kubernetes/backend.ts';
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { systemSleep } from '../http/backoff.ts';
import type { AnchorWatch } from '../backends/kubernetes/driving/anchor-watch.ts';
import { drivenNotices } from '../backends/kubernetes/driving/notices.ts';
import { readJobs } from '../backends/kubernetes/driving/open-jobs.ts';
import { readPastLogs } from '../backends/kubernetes/driving/past-logs.ts';
import { requestCancel, type Journal } from '../backends/kubernetes/driving/stored-run.ts';
import type { Tenure } from '../backends/kubernetes/driving/tenure.ts';
import { keepLogs } from '../backends/kubernetes/kept-logs.ts';
import type { RunFacts } from '../backends/kubernetes/objects/run-facts.ts';
import { OpenLogs } from '../backends/kubernetes/open-logs.ts';
import { Pages } from '../backends/kubernetes/pages.ts';
import type { Environment } from '../backends/kubernetes/serving/environment.ts';
import { mayPrune, prune, unnamedServices } from '../backends/kubernetes/serving/prune.ts';
import { messageOf } from '../errors.ts';
import type { RunRecord } from '../records/schema.ts';
import { leaveBeforeEnd } from './credential-end.ts';
import { detached } from './run-turns.ts';
import type { Driving, OpenRun } from './setup.ts';

export interface DrivenRun {
  /** Without a fence: for who only says that it should be cancelled. */
  readonly plainApi: KubeApi;
  /** Behind the fence. */
  readonly api: KubeApi;
  readonly facts: RunFacts;
  readonly tenure: Tenure;
  readonly environment: Environment;
  readonly journal: Journal;
  readonly watch: AnchorWatch;
  readonly open: OpenRun;
  /** Seconds that the credential is good for; null: for ever. */
  readonly life: number | null;
  readonly finish: (record: RunRecord) => Promise<void>;
}

/** Milliseconds that what is read or stored at the end may take. */
const lastCalls = 10_000;

/** @throws ApiError */
export async function driving(run: DrivenRun): Promise<Driving> {
  const { plainApi, api, facts, tenure, environment, journal, watch, open, life, finish } = run;
  const { plan, writer, warn } = open;
  const { events } = journal;
  const services = new Set(plan.steps.flatMap(({ name, service }) => (service === undefined ? [] : [name])));
  const logPath = writer.logPath.bind(writer);
  const jobs = await readJobs(api, plan, events);
  for (const { metadata } of jobs.forgotten) await api.delete('Job', metadata?.name ?? '');
  const pages = new Pages({
    api,
    facts,
    services,
    epoch: tenure.epoch,
    pages: journal.pages,
    journal: writer.journal,
    warn,
  });
  const backend = new KubernetesBackend({
    api,
    plan,
    facts,
    environment,
    found: jobs.open,
    stored: (ended) => pages.stored(ended),
    onBlind: (error) => {
      open.leave(detached(plan.run.id, `the cluster can't be watched any more: ${messageOf(error)}`));
    },
    logPath,
    onBegan: open.onNews,
    onEnded: open.onNews,
    onOutput: open.onOutput,
  });
  const stopClock = leaveBeforeEnd(life, open);
  const silent = new OpenLogs({ api, onOutput: () => undefined, logPath });
  const pastLogs = readPastLogs(api, plan, silent, events).catch(() => undefined);
  return {
    type: 'drive',
    backend,
    journal: pages,
    resume: events.length === 0 ? null : { events, running: 'restart' },
    notices: drivenNotices(api, facts),
    requestCancel: async (reason) => {
      await requestCancel(plainApi, plan.run.id, reason);
    },
    finish: async (record) => {
      stopClock();
      await watch.close();
      await pages.close();
      await within(lastCalls, pastLogs);
      silent.leave();
      await keepLogs({ api, run: facts, record, logPath }).catch((error: unknown) => {
        warn(`what the steps have printed is not kept in the cluster: ${messageOf(error)}`);
      });
      await pruneServices({ ...run, warn, say: open.say, record });
      await finish(record);
    },
    leave: async () => {
      stopClock();
      silent.leave();
      await watch.close();
      if (!watch.isGone)
        await within(
          lastCalls,
          pages.close().catch(() => undefined),
        );
      pages.leave();
      await within(lastCalls, tenure.release());
    },
  };
}

/** Waits no longer than that for something that does not reject. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work, systemSleep(milliseconds, enough.signal)]);
  enough.abort();
}

interface Pruning extends Pick<DrivenRun, 'api' | 'facts' | 'environment'> {
  readonly open: Pick<OpenRun, 'plan'>;
  readonly record: RunRecord;
  readonly say: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
}

/** Best effort: the run has ended well, and the next one looks again. */
async function pruneServices({ api, facts, environment, open: { plan }, record, say, warn }: Pruning): Promise<void> {
  if (!mayPrune(plan, record)) return;
  try {
    const unnamed = await unnamedServices(api, facts, plan);
    if (unnamed.length === 0) return;
    try {
      await prune(await environment.enter(say), unnamed, say);
    } finally {
      await environment.exit();
    }
  } catch (error) {
    warn(`services that the workflow file names no more stay for now: ${messageOf(error)}`);
  }
}
