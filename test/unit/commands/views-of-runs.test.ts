import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pageObject } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { logsObjects, packedLog } from '../../../src/backends/kubernetes/objects/logs.ts';
import { begun, putRun, start } from '../backends/kubernetes/inventory/scene.ts';
import { apiError } from '../backends/kubernetes/fake-api.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import { facts, store } from '../backends/kubernetes/objects/facts.ts';
import { succeeded } from '../engine/plans.ts';
import { iso, recordOf, stepOf } from '../report/fixtures.ts';
import { ViewScene } from './view-scene.ts';

let scene: ViewScene;
beforeEach(async () => {
  scene = await ViewScene.open();
});
afterEach(() => scene.close());

const listed = (out: string) =>
  (JSON.parse(out) as { id: string; here: boolean; namespace: string | null; state: string }[]).map(
    ({ id, here, namespace, state }) => [id, here, namespace, state],
  );

describe('automl get runs', () => {
  test('shows those of this machine and of the cluster that is configured, each once, newest first', async () => {
    await scene.record('mine', { started_at: iso(9) });
    await scene.record('r1', { backend: 'kubernetes', started_at: iso(5) });
    putRun(scene.api, { id: 'r1' });
    putRun(scene.api, { id: 'theirs', events: begun(start), isOver: false, holder: 'laptop/7' });
    const { out } = await scene.there('get runs -o json');
    expect(listed(out)).toEqual([
      ['mine', true, null, 'succeeded'],
      ['r1', true, 'ml', 'succeeded'],
      ['theirs', false, 'ml', 'running'],
    ]);
    const table = (await scene.there('get runs -o wide')).out.split('\n');
    expect(table[0]).toMatch(/^run +workflow .* where +driver .*reason$/);
    expect(table[3]).toMatch(/^theirs .* ml +laptop \(process 7\)/);
  });

  test('asks no cluster where none is configured, or only this machine is wanted', async () => {
    await scene.record('mine');
    putRun(scene.api);
    expect(listed((await scene.here('get runs -o json')).out)).toHaveLength(1);
    expect(listed((await scene.there('get runs --backend local -o json')).out)).toHaveLength(1);
    expect(listed((await scene.there('get runs --backend kubernetes -o json')).out)).toEqual([
      ['r1', false, 'ml', 'succeeded'],
    ]);
    expect((await scene.here('get runs')).out).not.toContain('where');
  });

  test('shows this machine’s with a warning where the cluster can not be asked, unless it was asked for', async () => {
    await scene.record('mine');
    scene.api.forbid('ConfigMap');
    const { code, out, err } = await scene.there('get runs');
    expect([code, out]).toEqual([0, expect.stringContaining('mine')]);
    expect(err).toContain('warning: only runs of this machine are shown: ');
    expect(await scene.there('get runs -n ml')).toMatchObject({ code: 1, out: '' });
    expect(await scene.here('get runs -n ml')).toMatchObject({ code: 2, err: expect.stringContaining('no cluster') });
  });

  test('shows those of one workflow', async () => {
    await scene.record('mine');
    putRun(scene.api, { id: 'beer', fields: { workflow: 'beer' } });
    expect(listed((await scene.there('get runs -w beer -o json')).out)).toEqual([['beer', false, 'ml', 'succeeded']]);
    expect((await scene.there('get runs -w tea')).out).toBe('no runs yet: automl run\n');
  });
});

describe('automl get run', () => {
  test('shows a run of the cluster on any machine, in all formats', async () => {
    putRun(scene.api, { id: 'r1abc' });
    expect((await scene.there('get run r1')).out).toContain('✓ succeeded in');
    expect(JSON.parse((await scene.there('get run r1 -o json')).out)).toMatchObject({ id: 'r1abc', host: 'laptop' });
    expect((await scene.there('get run r1 -o yaml')).out).toMatch(/^schema: automl.run\/1\nid: r1abc\n/);
    expect((await scene.there('get run r1 -o markdown')).out).toContain('run r1abc');
    expect((await scene.there('get run r1 -o canonical')).out).not.toContain('r1abc');
    expect((await scene.there('describe run r1')).out).toMatch(/^in the cluster +namespace ml$/m);
  });

  test('takes what this machine has of a run that is over, without asking the cluster', async () => {
    await scene.record('mine');
    expect((await scene.there('get run mine -o json')).code).toBe(0);
    expect(scene.api.calls).toEqual([]);
  });

  test('asks no cluster for a run whose steps are on this machine', async () => {
    await scene.record('mine', { state: 'running', ended_at: null });
    expect((await scene.there('get run mine -o json')).code).toBe(0);
    expect(scene.api.calls).toEqual([]);
  });

  test('takes what the cluster has of a run that went on elsewhere', async () => {
    await scene.record('r1', { backend: 'kubernetes', state: 'running', ended_at: null });
    putRun(scene.api);
    expect(JSON.parse((await scene.there('get run r1 -o json')).out)).toMatchObject({ state: 'succeeded' });
  });

  test('takes the newest of both for latest', async () => {
    await scene.record('mine', { started_at: new Date(start - 1000).toISOString() });
    putRun(scene.api);
    const latest = async () => (JSON.parse((await scene.there('get run latest -o json')).out) as { id: string }).id;
    expect(await latest()).toBe('r1');
    await scene.record('newer', { started_at: new Date(start + 1000).toISOString() });
    expect(await latest()).toBe('newer');
  });

  test('says of which places none has it', async () => {
    const { code, err } = await scene.there('get run nope');
    expect(code).toBe(2);
    expect(err).toMatch(/^namespace ml has no run "nope", nor this machine: no run and no record file "nope"/);
  });
});

describe('automl logs', () => {
  test('are read from the pods that are left', async () => {
    putRun(scene.api);
    scene.pod('hello', '\u001e::automl::{"event":"begins"}', 'bye');
    expect(await scene.there('logs r1')).toEqual({ code: 0, out: 'hello\nbye\n', err: '' });
    expect((await scene.there('logs r1 --step train')).out).toBe('hello\nbye\n');
  });

  test('are read from this machine where the run was driven here to its end', async () => {
    putRun(scene.api);
    scene.pod('from the pod');
    await scene.write(path.join(await scene.record('r1', { backend: 'kubernetes' }), 'logs/train.log'), 'from here\n');
    expect((await scene.there('logs r1')).out).toBe('from here\n');
  });

  test('are read from what the cluster keeps when the pods are gone', async () => {
    putRun(scene.api);
    const log = await packedLog({ step: 'train', attempt: 1, text: 'hello\nbye\n' });
    for (const map of logsObjects(facts(), [log])) scene.api.put('ConfigMap', map);
    expect(await scene.there('logs r1')).toEqual({ code: 0, out: 'hello\nbye\n', err: '' });
    expect((await scene.there('logs --run r1 --step train')).out).toBe('hello\nbye\n');
    expect((await scene.there('logs r1', { tty: true })).out).toBe('hello\nbye\n');
  });

  test('are in the report of a run that failed, whoever drove it', async () => {
    const result = { ...succeeded(), state: 'failed', reason: 'exit code 1', exit_code: 1 } as const;
    const events = [
      ...begun(start),
      { type: 'ended', at: start + 9, task: { step: 'train' }, attempt: 1, result },
    ] as const;
    putRun(scene.api, { events: [...events, { type: 'run-ended', at: start + 10, state: 'failed', reason: 'x' }] });
    const log = await packedLog({ step: 'train', attempt: 1, text: 'one\nno such column\n' });
    for (const map of logsObjects(facts(), [log])) scene.api.put('ConfigMap', map);
    expect((await scene.there('get run r1 -o markdown')).out).toContain('no such column');
  });

  test('say who has them when the pods are gone and nothing is kept', async () => {
    putRun(scene.api);
    const { code, out, err } = await scene.there('logs r1 --step train');
    expect([code, out]).toEqual([0, '']);
    expect(err).toBe(
      'warning: the pods of train are gone, and the cluster keeps no log of it; the machine that drove the run (laptop) may have it as .automl/runs/r1/logs/train.log\n',
    );
  });

  test('of an attempt that there was not are an error that says how many there were', async () => {
    putRun(scene.api);
    const ended = await scene.there('logs r1 --step train --previous');
    expect(ended).toMatchObject({ code: 2, err: 'train has no attempt before the last: it had 1' });
  });

  test('go on until the run has ended, when they are followed', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    scene.pod('hello');
    const following = scene.there('logs r1 -f');
    await new Promise((resolve) => setTimeout(resolve, 300));
    scene.api.put('ConfigMap', pageObject(facts(), 2, 0, [{ type: 'run-ended', at: start + 9, state: 'succeeded' }]));
    expect(await following).toEqual({ code: 0, out: 'train │ hello\n', err: '' });
  });
});

describe('logs that are followed', () => {
  const onInterrupt = (listener: (signal: string) => void) => {
    const timer = setTimeout(listener, 300, 'SIGINT');
    return () => {
      clearTimeout(timer);
    };
  };

  test('end with Ctrl-C, and the run goes on', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    scene.pod('hello');
    const { code, out } = await scene.there('logs r1 -f --step train', { onInterrupt });
    expect([code, out]).toEqual([130, 'hello\n']);
    expect(scene.api.calls.filter(({ verb }) => !['get', 'list', 'watch', 'lines'].includes(verb))).toEqual([]);
  });

  test('say so when nobody drives the run', async () => {
    putRun(scene.api, { events: begun(), isOver: false });
    const { err } = await scene.there('logs r1 -f', { onInterrupt });
    expect(err).toBe('nobody drives run r1: what runs goes on, and automl attach r1 goes on with it\n');
  });

  test('end with an error when the run is deleted', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    setTimeout(() => scene.api.take('ConfigMap', 'automl-r1'), 300);
    expect(await scene.there('logs r1 -f')).toMatchObject({ code: 1, err: 'run r1 was deleted from the cluster' });
  });
});

describe('automl get artifacts', () => {
  const artifact = { kind: 'file', path: 'out/model.bin', bytes: 1200, files: 1, sha256: 'a'.repeat(64) } as const;
  const steps = [stepOf('main/train', { artifacts: { model: artifact } })];

  test('lists what the steps left and where it is', async () => {
    const folder = await scene.record('mine', { steps });
    expect((await scene.here('get artifacts mine')).out).toMatch(/train +model +file +1\.2 kB +a{12} +gone/);
    await scene.write(path.join(folder, 'artifacts/train/model'), 'bytes');
    expect(JSON.parse((await scene.here('get artifacts mine -o json')).out)).toEqual([
      { step: 'train', name: 'model', ...artifact, where: path.join(folder, 'artifacts/train/model') },
    ]);
    expect((await scene.here('get artifacts mine --name other')).out).toBe('run mine has left no files\n');
  });

  test('copies them under the names that their steps gave them', async () => {
    const folder = await scene.record('mine', { steps });
    await scene.write(path.join(folder, 'artifacts/train/model'), 'bytes');
    expect((await scene.here('get artifacts mine --step train --download out')).code).toBe(0);
    expect(await readFile(path.join(scene.folder, 'out/train/out/model.bin'), 'utf8')).toBe('bytes');
  });

  test('copies none out of the folder, whatever the record calls the step', async () => {
    const folder = await scene.record('mine', {
      steps: [stepOf('main/..', { artifacts: { model: { ...artifact, path: '..' } } })],
    });
    await scene.write(path.join(folder, 'artifacts/../model'), 'bytes');
    const { code, err } = await scene.here('get artifacts mine --download out');
    expect([code, err]).toEqual([2, '.. .. would be copied out of out']);
  });

  test('names the claim that has them, as long as there is one', async () => {
    const result = succeeded({ artifacts: { model: artifact } });
    const end: RunEvent = { type: 'ended', at: start + 9, task: { step: 'train' }, attempt: 1, result };
    const over: RunEvent = { type: 'run-ended', at: start + 10, state: 'succeeded' };
    putRun(scene.api, { events: [...begun(), end, over], store });
    expect((await scene.there('get artifacts r1')).out).toContain(' gone\n');
    scene.api.put('PersistentVolumeClaim', { metadata: { name: store.claim } });
    expect((await scene.there('get artifacts r1')).out).toContain(' claim automl-r1-store in ml\n');
    expect((await scene.there('get artifacts r1 --download out')).err).toContain(
      'it is in claim automl-r1-store in ml',
    );
  });

  test('says where those are that this machine has not', async () => {
    await scene.record('mine', { steps });
    const { code, err } = await scene.here('get artifacts mine --download out');
    expect([code, err]).toEqual([2, 'train model is not on this machine: it is gone']);
  });
});

describe('automl delete run', () => {
  test('takes its anchor and its folder', async () => {
    const folder = await scene.record('r1', { backend: 'kubernetes' });
    putRun(scene.api);
    expect((await scene.there('delete run r1')).out).toBe(`run r1 deleted from namespace ml and ${folder}\n`);
    expect(scene.api.objects.get('ConfigMap', 'automl-r1')).toBeNull();
    expect(existsSync(folder)).toBe(false);
  });

  test('refuses one that somebody drives, unless it is forced', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    expect(await scene.there('delete run r1')).toMatchObject({
      code: 2,
      err: 'run r1 is driven by laptop (process 7): automl cancel r1 first, or give --force',
    });
    expect((await scene.there('delete run r1 --force')).code).toBe(0);
  });

  test('does not let the id in a file lead out of the folder of runs', async () => {
    const file = path.join(scene.folder, 'record.json');
    await scene.write(file, JSON.stringify(recordOf([], { id: '../..', backend: 'local' })));
    expect((await scene.there(`delete run ${file}`)).code).toBe(2);
    expect(existsSync(file)).toBe(true);
  });

  test('keeps what is here when the cluster refuses', async () => {
    const folder = await scene.record('r1', { backend: 'kubernetes' });
    putRun(scene.api);
    scene.api.fail('delete', 'ConfigMap', apiError(403));
    expect((await scene.there('delete run r1')).code).toBe(1);
    expect(existsSync(folder)).toBe(true);
  });
});
