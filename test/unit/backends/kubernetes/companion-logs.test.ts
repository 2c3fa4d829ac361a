/** What the other containers of a step's pod print. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ContainerStatus, Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { hasLog } from '../../../../src/backends/kubernetes/companions.ts';
import { OpenLogs } from '../../../../src/backends/kubernetes/open-logs.ts';
import type { StepLog } from '../../../../src/backends/kubernetes/step-log.ts';
import type { Json } from '../../../../src/workflow/model.ts';
import { plainPod } from '../../../../src/workflow/pod.ts';
import { step } from '../../engine/plans.ts';
import { until } from './backend-scene.ts';
import { FakeApi } from './fake-api.ts';
import { resultFrame, success } from './pods.ts';

let folder = '';
let api = new FakeApi();
let shown: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-log-'));
  await writeFile(path.join(folder, 'log'), '');
  [api, shown] = [new FakeApi(), []];
});
afterEach(() => rm(folder, { recursive: true }));

type State = 'waiting' | 'runs' | 'crashes' | number;

const at = (second: number, line: string): string => `2026-01-01T00:00:0${second}.000000001Z ${line}`;

/** A number is an exit code. */
function status(name: string, state: State): ContainerStatus {
  const base = { name, image: 'i', imageID: '', ready: false, restartCount: 0 };
  if (state === 'waiting') return { ...base, state: { waiting: { reason: 'PodInitializing' } } };
  if (state === 'runs') return { ...base, state: { running: {} } };
  if (state === 'crashes')
    return {
      ...base,
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 1 } },
    };
  return { ...base, state: { terminated: { exitCode: state } } };
}

function podWith(inits: Readonly<Record<string, State>>, mains: Readonly<Record<string, State>>): Pod {
  const statuses = (states: Readonly<Record<string, State>>) =>
    Object.entries(states).map(([name, state]) => status(name, state));
  return {
    metadata: { name: 'p' },
    spec: {
      restartPolicy: 'Never',
      containers: [],
      initContainers: Object.keys(inits).map((name) =>
        name === 'mesh' ? { name, restartPolicy: 'Always' } : { name },
      ),
    },
    status: { initContainerStatuses: statuses(inits), containerStatuses: statuses(mains) },
  };
}

/** @param patch the step's `pod:` */
function follow(patch: { readonly [key: string]: Json } | null, pod: Pod): StepLog {
  const logs = new OpenLogs({
    api,
    logPath: () => path.join(folder, 'log'),
    onOutput: (event) => {
      shown.push(event.type === 'log' ? event.line : `--${event.message}--`);
      return undefined;
    },
  });
  const place = { task: { step: 'train' }, attempt: 1, step: step('train', { pod: { ...plainPod, patch } }) };
  const log = logs.follow(place, pod, () => undefined);
  log.see(pod);
  return log;
}

describe('containers that the file adds', () => {
  const patch = { initContainers: [{ name: 'fetch' }], containers: [{ name: 'proxy' }] };

  test('are read as they run, init containers first, each line with its name', async () => {
    api.log('p', 'fetch').say(at(1, 'fetching'));
    const log = follow(patch, podWith({ fetch: 'runs' }, { step: 'waiting', proxy: 'waiting' }));
    await until(() => shown.length === 1);
    api.log('p', 'proxy').say(at(2, 'listening'));
    api.log('p').say(at(3, 'training'));
    log.see(podWith({ fetch: 0 }, { step: 'runs', proxy: 'runs' }));
    api.log('p', 'fetch').say(at(2, 'fetched')).end();
    await until(() => shown.length === 4);
    api.log('p').say(at(4, `\u001e::automl::${resultFrame(success())}`));
    expect(await log.ended).toBeNull();
    expect(shown.indexOf('[fetch] fetched')).toBeLessThan(shown.indexOf('training'));
    expect([...shown].sort()).toEqual(['[fetch] fetched', '[fetch] fetching', '[proxy] listening', 'training']);
    expect((await readFile(path.join(folder, 'log'), 'utf8')).trim().split('\n')).toEqual(shown);
  });

  test('can say nothing in the name of the agent', async () => {
    const forged = `\u001e::automl::${resultFrame(success())}`;
    api.log('p', 'proxy').say(at(1, forged)).end();
    api.log('p').say(at(2, 'training'));
    const log = follow(patch, podWith({ fetch: 0 }, { step: 'runs', proxy: 0 }));
    api.log('p', 'fetch').end();
    await until(() => shown.includes(`[proxy] ${forged}`) && shown.includes('training'));
    log.stop();
    expect(await log.ended).toBeNull();
  });

  test('do not hold up the end of a step by going on', async () => {
    api.log('p', 'fetch').end();
    api.log('p', 'proxy').say(at(1, 'listening'));
    api.log('p').say(at(1, 'done')).end();
    const pod = podWith({ fetch: 0 }, { step: 0, proxy: 'runs' });
    const log = follow(patch, pod);
    log.finish();
    expect(await log.ended).toBeNull();
    expect([...shown].sort()).toEqual(['[proxy] listening', 'done']);
  });

  test('show why the code never began', async () => {
    api.log('p', 'fetch').say(at(1, 'no such bucket')).end();
    const log = follow(patch, podWith({ fetch: 3 }, { step: 'waiting', proxy: 'waiting' }));
    log.finish();
    expect(await log.ended).toBeNull();
    expect(shown).toEqual(['[fetch] no such bucket']);
  });

  test('are those of the pod as it was merged', async () => {
    api.log('p', 'proxy').say(at(1, 'not ours')).end();
    api.log('p').say(at(2, 'done')).end();
    const taken = { containers: [{ name: 'proxy', $patch: 'delete' }] };
    const log = follow(taken, podWith({}, { step: 0, proxy: 0 }));
    log.finish();
    await log.ended;
    expect(shown).toEqual(['done']);
  });
});

describe('containers that somebody else adds', () => {
  test('are not read, however they end, once the code has begun', async () => {
    api.log('p', 'mesh').say(at(1, 'noise')).end();
    api.log('p', 'agent').say(at(1, 'noise')).end();
    api.log('p').say(at(2, 'done')).end();
    const log = follow(null, podWith({ mesh: 'runs' }, { step: 0, agent: 1 }));
    log.finish();
    await log.ended;
    expect(shown).toEqual(['done']);
    expect(api.calls.filter(({ verb }) => verb === 'lines')).toHaveLength(1);
  });

  test.each<[string, string, State]>([
    ['ends with an error before the code begins', 'setup', 2],
    ['crashes again and again', 'mesh', 'crashes'],
  ])('show their end where one %s', async (_, name, state) => {
    api.log('p', name).say('iptables: permission denied').end();
    const pod = podWith({ [name]: state }, { step: 'waiting' });
    expect(hasLog(pod)).toBe(true);
    const log = follow(null, pod);
    log.see(pod);
    log.finish();
    await log.ended;
    expect(shown).toEqual([`[${name}] iptables: permission denied`]);
  });

  test('whose log is gone say so', async () => {
    const log = follow(null, podWith({ setup: 2 }, { step: 'waiting' }));
    log.finish();
    await log.ended;
    expect(shown).toEqual([expect.stringMatching(/^\[setup\] \[its log could not be read: .*not found\]$/)]);
  });
});

test('a pod of which nothing runs yet has no log', () => {
  expect(hasLog(podWith({ fetch: 'waiting' }, { step: 'waiting' }))).toBe(false);
});
