/**
 * What the pod of a schedule does, killed or told to stop at any call that changes something, and the next pod of its Job:
 * one run for each fire and try, which ends as if nothing had happened.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigMap } from '../../src/backends/kubernetes/client/types.ts';
import { documentOf } from '../../src/backends/kubernetes/objects/anchor.ts';
import { runId } from '../../src/backends/kubernetes/objects/owner.ts';
import { canonical } from '../../src/records/canonical.ts';
import type { RunRecord } from '../../src/records/schema.ts';
import { Repository } from '../integration/remote/repository.ts';
import { automl, connect, kubectl, makeFolder, makeNamespace, startAutoml } from './cluster.ts';
import { startProxy } from './proxy.ts';
import type { Call } from './proxy/call.ts';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';

jest.setTimeout(600_000);

/** Fires side by side, and how many are disturbed. */
const width = 3;
const disturbed = 15;

/** What is missed before the fire is made up for by a run that succeeds; its own fails, and is tried again. */
const at = '2026-03-02T03:00:00.000Z';
const missed = '2026-03-01T03:00:00.000Z';
const workflow = `name: killed
schedule: {name: undisturbed, cron: "0 3 * * *", backend: cluster}
concurrency: allow
params: {seconds: 0.1}
stages:
  all:
    - {name: well, command: [echo, "seconds=\${{ params.seconds }}", say=well]}
    - {name: badly, when: "\${{ run.scheduled_at == '${at}' }}", command: [echo, seconds=0.1, exit=3]}
`;

/** How a pod ends at a call: killed before the API server hears of it, or when it has answered; or told to stop. */
type How = 'before' | 'after' | 'stop';
const ways: readonly How[] = ['before', 'after', 'stop'];

/** A Job of a CronJob that no controller looks after. */
interface Fire {
  readonly schedule: string;
  readonly cronJob: string;
  readonly job: string;
}

interface Trace {
  /** Ids of all runs, the made up one first, and what the cluster keeps of each. */
  readonly runs: readonly string[];
  readonly records: readonly string[];
}

describe('a fire whose pod is killed', () => {
  let node: SimulatedNode;
  let namespace = '';
  let repository: Repository;

  beforeAll(async () => {
    node = await startSimulatedNode();
    namespace = await makeNamespace('fire', node.namespace);
    repository = new Repository({ 'automl.yaml': workflow });
  });
  afterAll(async () => {
    repository.remove();
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  const create = async (manifest: object): Promise<string> => {
    const made = await kubectl(['create', '-f', '-', '-o', 'json'], { namespace, input: JSON.stringify(manifest) });
    return (JSON.parse(made) as { metadata: { uid: string } }).metadata.uid;
  };
  const prepare = async (schedule: string): Promise<Fire> => {
    const pod = { restartPolicy: 'Never', containers: [{ name: 'driver', image: 'none' }] };
    const spec = { suspend: true, template: { spec: pod } };
    const cronJob = await create({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: schedule, annotations: { 'automl-action/since': '2026-02-28T12:00:00Z' } },
      spec: { schedule: '0 3 * * *', suspend: true, jobTemplate: { spec } },
    });
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: schedule, uid: cronJob };
    const annotations = { 'batch.kubernetes.io/cronjob-scheduled-timestamp': at };
    const metadata = { name: schedule, annotations, ownerReferences: [owner] };
    await create({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec });
    return { schedule, cronJob, job: schedule };
  };
  /** A pod of its Job, with a disk of its own. */
  const start = ({ schedule, job }: Fire, kubeconfig: string, params: Readonly<Record<string, number>> = {}) => {
    const cwd = makeFolder();
    const how = { params, concurrency: 'allow', catchUp: 'all', retries: 1, jitter: 0 };
    const order = {
      workflow: 'killed',
      owner: { forge: 'local', repository: 'killed', file: 'automl.yaml', environment: null },
      schedule: { name: schedule, cron: '0 3 * * *', timezone: 'UTC', ...how },
      from: { url: repository.url, branch: 'main' },
    };
    const env = { AUTOML_FIRE: JSON.stringify(order), AUTOML_FIRE_JOB: job, AUTOML_CACHE: path.join(cwd, 'cache') };
    return startAutoml(['fire', '-n', namespace], { cwd, env: { ...env, KUBECONFIG: kubeconfig } });
  };
  const anchorsOf = async ({ schedule }: Fire): Promise<readonly string[]> => {
    const words = ['get', 'configmaps', '-l', `automl-action/schedule=${schedule}`, '-o', 'name'];
    const names = (await kubectl(words, { namespace })).split('\n').filter((name) => name !== '');
    return names.map((name) => name.replace('configmap/automl-', '')).sort();
  };
  const traceOf = async ({ cronJob }: Fire): Promise<Trace> => {
    const keys = [`${missed} #1`, `${at} #1`, `${at} #2`];
    const runs = keys.map((key) => runId(`${cronJob} ${key}`));
    const records = runs.map(async (id) => {
      const map = await kubectl(['get', 'configmap', `automl-${id}-record`, '-o', 'json'], { namespace });
      const text = documentOf([JSON.parse(map) as ConfigMap], 'canonical.json.gz');
      return text.replaceAll(id, 'RUN');
    });
    return { runs, records: await Promise.all(records) };
  };
  const podsOf = (run: string): number =>
    node.pods.filter(({ metadata }) => metadata?.labels?.['automl-action/run'] === run).length;
  /** What is not as it should be. */
  const judge = async (fire: Fire, expected: Trace | null): Promise<readonly string[]> => {
    const { runs, records } = await traceOf(fire);
    const leases = await kubectl(['get', 'leases', '-o', 'name'], { namespace });
    return [
      ...((await anchorsOf(fire)).join() === runs.toSorted().join() ? [] : ['other runs than one for each try']),
      ...records.flatMap((text, place) =>
        text === (expected?.records[place] ?? text) ? [] : [`record ${place}: ${text}`],
      ),
      ...runs.flatMap((run, place) =>
        podsOf(run) === (place === 0 ? 1 : 2) ? [] : [`${podsOf(run)} pods of run ${place}`],
      ),
      ...(runs.some((run) => leases.includes(run)) ? ['a Lease is left'] : []),
    ];
  };
  /** Of what is made up for. */
  const runOf = ({ cronJob }: Fire): string => runId(`${cronJob} ${missed} #1`);
  /** The canonical record of the run that a person starts of the same commit, for the time that was missed. */
  const byPerson = async (): Promise<string> => {
    const record = path.join(makeFolder(), 'record.json');
    const asked = ['--schedule', 'undisturbed', '--scheduled-at', missed, '--environment', 'production'];
    const words = ['run', ...asked, '--record', record, '-n', namespace];
    const { code, stderr } = await automl(words, { cwd: repository.folder });
    if (code !== 0) throw new Error(stderr);
    return canonical(JSON.parse(readFileSync(record, 'utf8')) as RunRecord);
  };
  const isPoint = ({ mutating, verb, kind }: Call): boolean => mutating && !(verb === 'patch' && kind === 'Lease');
  const disturb = async (call: number, how: How, expected: Trace): Promise<readonly string[]> => {
    const name = `${how}-${call}`;
    const fire = await prepare(name);
    const proxy = await startProxy(connect().kubeconfig);
    const pod = start(fire, proxy.kubeconfig);
    let seen = 0;
    const which = (each: Call): boolean => {
      seen += isPoint(each) ? 1 : 0;
      if (!isPoint(each) || seen !== call) return false;
      pod.child.kill(how === 'stop' ? 'SIGTERM' : 'SIGKILL');
      return how !== 'stop';
    };
    proxy.fail(which, { kind: 'reset', when: how === 'before' ? 'before' : 'after' });
    const first = await pod.ended;
    await proxy.close();
    // What a Job counts as no failure of the pod's own; at the last calls nothing is left to do.
    if (how === 'stop' && first.code !== 75 && first.code !== 0)
      return [`${name}: exit code ${String(first.code)} ${first.stderr}`];
    const next = await start(fire, connect().kubeconfig).ended;
    if (next.code !== 0) return [`${name}: exit code ${String(next.code)} ${next.stderr}`];
    return (await judge(fire, expected)).map((problem) => `${name}: ${problem}`);
  };

  test('is seen to its end by the next one, without a run too many or too few', async () => {
    const fire = await prepare('undisturbed');
    const proxy = await startProxy(connect().kubeconfig);
    const { code, stderr } = await start(fire, proxy.kubeconfig).ended;
    await proxy.close();
    expect([code, stderr]).toEqual([0, expect.stringContaining('the run has failed: run 2 of 2 follows')]);
    expect(await judge(fire, null)).toEqual([]);
    const plain = await traceOf(fire);
    expect(await byPerson()).toBe(plain.records[0]);
    const calls = proxy.calls.filter(isPoint).length;
    const points = Array.from({ length: disturbed }, (_, place) => Math.ceil(((place + 0.5) * calls) / disturbed));
    const problems: string[] = [];
    const work = async (): Promise<void> => {
      for (let point = points.shift(); point !== undefined; point = points.shift())
        problems.push(...(await disturb(point, ways[point % ways.length] ?? 'before', plain)));
    };
    await Promise.all(Array.from({ length: width }, work));
    console.log(`${calls} points, ${disturbed} of them disturbed`);
    expect(problems).toEqual([]);
  });

  test('does not begin anew what a person has deleted', async () => {
    const fire = await prepare('deleted');
    const { ended } = start(fire, connect().kubeconfig, { seconds: 600 });
    const begun = async (): Promise<string> => {
      for (;;) {
        const run = node.pods.find(({ metadata }) => metadata?.labels?.['automl-action/run'] === runOf(fire));
        if (run !== undefined) return runOf(fire);
        await sleep(200);
      }
    };
    const deleted = await automl(['delete', 'run', await begun(), '--force', '-n', namespace], { cwd: makeFolder() });
    expect(deleted).toMatchObject({ code: 0 });
    // Its Job makes no further pod then.
    expect(await ended).toMatchObject({ code: 2, stderr: expect.stringContaining('it is not begun again') });
  });
});
