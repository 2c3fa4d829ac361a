/** What is in a cluster, as somebody sees it who was not there when it was made. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { printed, type Ended } from './child.ts';
import { automl, kubectl, makeFolder, makeNamespace, startAutoml } from './cluster.ts';

jest.setTimeout(300_000);

const server = ['import http.server', 'print("serving", flush=True)', 'http.server.test(port=8080)'].join('\n');
const file = `name: shop
defaults: {image: "python:3.11-slim"}
stages:
  train:
    - {name: count, command: ["sh", "-c", "for i in 1 2 3; do echo tick $i; sleep 2; done"]}
    - {name: each, command: ["sh", "-c", "echo child"], sweep: {params: {alpha: [1, 2]}}}
  serve:
    - {name: api, run: server.py, service: {port: 8080, replicas: 2}}
params: {alpha: 0}
`;

let namespace: string;
let elsewhere: string;
let run: Ended;
let followed: Ended;
let during: RunRecord[];

/** From a folder that knows nothing of the run. */
const look = (...words: readonly string[]): Promise<Ended> => automl([...words, '-n', namespace], { cwd: elsewhere });
const value = async (...words: readonly string[]): Promise<unknown> =>
  JSON.parse((await look(...words, '-o', 'json')).stdout);

beforeAll(async () => {
  [namespace, elsewhere] = [await makeNamespace('views'), makeFolder()];
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'automl.yaml'), file);
  writeFileSync(path.join(folder, 'server.py'), server);
  const first = startAutoml(['run', '-n', namespace], { cwd: folder });
  await printed(first, 'tick 1');
  const following = look('logs', 'latest', '-f', '--step', 'count', '--step', 'each');
  during = (await value('get', 'runs')) as RunRecord[];
  [run, followed] = await Promise.all([first.ended, following]);
});

describe('a run', () => {
  test('is seen and followed while it goes on, from anywhere', () => {
    expect(during).toMatchObject([{ workflow: 'shop', state: 'running', namespace, driver: expect.any(String) }]);
    expect(followed.code).toBe(0);
    const lines = followed.stdout.trim().split('\n').sort();
    expect(lines).toEqual(['count │ tick 1', 'count │ tick 2', 'count │ tick 3', 'each#1 │ child', 'each#2 │ child']);
  });

  test('is told from its record when it is over, and its logs are kept when its pods are gone', async () => {
    expect(run).toMatchObject({ code: 0 });
    const record = (await value('get', 'run', 'latest')) as RunRecord;
    expect(record).toMatchObject({ state: 'succeeded', workflow: 'shop' });
    expect((await look('describe', 'run', record.id)).stdout).toMatch(/^steps\nstage/m);
    const { stdout, stderr } = await look('logs', record.id, '--step', 'count');
    expect([stdout, stderr]).toEqual(['tick 1\ntick 2\ntick 3\n', '']);
    expect((await look('get', 'workflow', 'shop', '-o', 'wide')).stdout).toMatch(/Job +train +count +state +succeeded/);
  });
});

describe('a service', () => {
  test('is seen with its pods and what they print', async () => {
    expect(await value('get', 'services')).toMatchObject([{ step: 'api', state: 'ready', ready: 2, wanted: 2 }]);
    const { stdout } = await look('logs', '--service', 'shop/api');
    expect(stdout.match(/^shop-api-\S+ │ serving$/gm)).toHaveLength(2);
  });

  test('says why a replica is not ready', async () => {
    const { name } = (await value('get', 'service', 'api')) as { name: string };
    await kubectl(['set', 'image', `deployment/${name}`, 'step=localhost:9/no/such:1'], { namespace });
    let page = '';
    for (let tries = 0; tries < 30 && !/^trouble /m.test(page); tries++) {
      page = (await look('describe', 'service', 'api')).stdout;
      await pause(500);
    }
    expect(page).toMatch(/^state +rolling out · 2\/2 ready$/m);
    expect(page).toMatch(/^trouble +.*localhost:9\/no\/such:1/m);
    expect(page).toMatch(/^revisions\nnumber.*\n2 .*no\/such:1.*\n1 /m);
  });

  test('stays when the run that deployed it is deleted, and goes with all its objects', async () => {
    const { id } = (await value('get', 'run', 'latest')) as RunRecord;
    expect((await look('delete', 'run', id)).code).toBe(0);
    const gone = ['wait', '--for=delete', '--timeout=30s'];
    await kubectl([...gone, 'configmap', '-l', `automl-action/run=${id}`], { namespace });
    expect(await value('get', 'runs')).toEqual([]);
    expect(await value('get', 'services')).toMatchObject([{ ready: 2 }]);
    expect((await look('delete', 'service', 'api')).code).toBe(0);
    await kubectl([...gone, 'deployment,service,configmap', '-l', 'automl-action/step=api'], { namespace });
    expect(await value('get', 'services')).toEqual([]);
  });
});
