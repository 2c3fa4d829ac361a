import { afterEach, describe, expect, test } from '@jest/globals';
import { until } from '../backend-scene.ts';
import { apiError } from '../fake-api.ts';
import { ended, lastWord, running, success, withoutImage } from '../pods.ts';
import {
  done,
  inputs,
  jobName,
  lastWordOfDone,
  parts,
  podName,
  prepared,
  PreparationScene,
  served,
} from './preparation-scene.ts';

let scene: PreparationScene;
afterEach(() => scene.end());

const lock = 'dep==2.0\ntiny==1.0\n';
const needing = served({ requirements: 'requirements.txt' });
const reading = served({ inputs: { model: { step: 'train', output: 'model' } } });

describe('a preparation', () => {
  test('hands over the lock and the inputs that its pod says, and its Job is gone then', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const both = served({ requirements: 'requirements.txt', inputs: reading.inputs });
    const result = scene.prepare(both, { inputs });
    await until(() => scene.jobs.length === 1);
    expect(scene.jobs).toEqual([jobName]);
    scene.pod(running());
    scene.say({ event: 'installing', requirements: 'requirements.txt' });
    scene.say(...parts('lock', lock), ...parts('inputs', 'archive'), prepared({ lock, inputs: 'archive' }), done);
    expect(await result).toEqual({ lock, files: Buffer.from('archive'), tooLarge: null });
    expect([scene.jobs, scene.said, await scene.log()]).toEqual([[], ['installing requirements.txt'], '']);
  });

  test('tells how large inputs are that do not fit', async () => {
    scene = await PreparationScene.open();
    const result = scene.prepare(reading, { inputs });
    await until(() => scene.jobs.length === 1);
    scene.pod(running());
    scene.say(prepared({}, 5_000_000), done);
    expect(await result).toEqual({ lock: null, files: null, tooLarge: 5_000_000 });
  });

  test('goes on with the Job of a driver that was killed, whose pod has ended', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const first = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.isLeft = true;
    scene.stop.abort();
    await expect(first).rejects.toThrow('was cancelled');
    expect(scene.jobs).toEqual([jobName]);

    scene.isLeft = false;
    scene.stop = new AbortController();
    const [job] = scene.api.all('Job');
    scene.say(...parts('lock', lock), prepared({ lock }), done);
    scene.api.log(podName).end();
    scene.pod(ended(lastWordOfDone));
    const removal = scene.api.hold('delete', 'Job');
    const second = scene.prepare(needing);
    await until(() => scene.calls('delete').length === 1);
    expect(scene.api.all('Job')).toEqual([job]);
    removal();
    expect(await second).toEqual({ lock, files: null, tooLarge: null });
    expect(scene.jobs).toEqual([]);
  });

  test('is lost where the log lacks a part', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const result = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.pod(running());
    scene.say(...parts('lock', lock).slice(1), prepared({ lock }), done);
    await expect(result).rejects.toThrow('result lost: its log did not hold all that was prepared for its pods');
    expect(scene.jobs).toEqual([]);
  });

  test('fails where its log holds more than is asked for, and keeps none of that', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const result = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.pod(running());
    const piece = { event: 'part', file: 'lock', data: Buffer.alloc(2 ** 16).toString('base64') } as const;
    scene.say(...Array.from({ length: 100 }, () => piece), prepared({ lock }), done);
    await expect(result).rejects.toThrow('what was prepared for its pods is more than 6 MiB');
    expect(scene.jobs).toEqual([]);
  });

  test('fails with the sentence of its agent', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const result = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.pod(running());
    scene.api.log(podName).say('2026-01-01T00:00:01Z install: ERROR: no').end();
    const failure = { ...success(), state: 'failed', reason: 'requirements.txt could not be installed: no' } as const;
    scene.pod(ended(lastWord(failure), { exitCode: 1 }));
    await expect(result).rejects.toThrow('requirements.txt could not be installed: no');
    expect([scene.jobs, await scene.log()]).toEqual([[], 'install: ERROR: no\n']);
  });

  test('fails where its image is not there, as a step would', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const result = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.pod(withoutImage());
    await expect(result).rejects.toThrow('image "i" was not found in the registry');
    expect(scene.jobs).toEqual([]);
  });

  test('fails where its Job is refused', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    scene.api.fail('create', 'Job', apiError(403, 'jobs.batch is forbidden: User "x" cannot create resource "jobs"'));
    await expect(scene.prepare(needing)).rejects.toThrow('cannot create resource "jobs"');
  });

  test('that is cancelled takes its Job away', async () => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny\n' });
    const result = scene.prepare(needing);
    await until(() => scene.jobs.length === 1);
    scene.pod(running());
    scene.stop.abort();
    await expect(result).rejects.toThrow('was cancelled');
    expect(scene.jobs).toEqual([]);
  });
});

describe('a service that has nothing to prepare', () => {
  test.each([
    ['neither requirements nor inputs', served()],
    ['requirements that are exact already', needing],
    ['an image with code of its own', served({ code: { kind: 'image', args: [] } })],
  ])('%s: no Job is made', async (_, step) => {
    scene = await PreparationScene.open({ 'requirements.txt': 'tiny==1.0 \\\n  --hash=sha256:12\n' });
    expect(await scene.prepare(step)).toEqual({ lock: null, files: null, tooLarge: null });
    expect(scene.calls('create')).toEqual([]);
  });
});
