import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Event, Job, Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { Observer } from '../../../../src/backends/kubernetes/observer.ts';
import { settle, until } from './backend-scene.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { ended, lastWord, running, success } from './pods.ts';

let api = new FakeApi();
let observer: Observer;
let heard: string[] = [];
const seen: (Pod | Job)[] = [];
const failures: unknown[] = [];

beforeEach(async () => {
  api = new FakeApi();
  heard = [];
  failures.length = 0;
  seen.length = 0;
  const tell = (object: Pod | Job, gone: boolean): void => {
    seen.push(object);
    heard.push(`${object.metadata?.name ?? ''}${gone ? ' gone' : ''}`);
  };
  observer = new Observer({
    api,
    selector: 'run=1',
    onPod: tell,
    onJob: tell,
    onEvent: ({ reason }) => heard.push(`event ${reason ?? ''}`),
    onFailure: (error) => failures.push(error),
  });
  await until(() => api.watched.length === 2);
});
afterEach(() => observer.close());

const ours = { run: '1' };
const own = (pod: Pod, name: string): Pod => ({ ...pod, metadata: { ...pod.metadata, name, uid: name, labels: ours } });

function event(name: string, reason: string, uid = `${name}-${reason}`): Event {
  return { metadata: { name: uid, uid }, involvedObject: { kind: 'Pod', name }, reason };
}
const told = (name: string): string[] =>
  observer.eventsOf('Pod', { metadata: { name } }).map(({ reason }) => reason ?? '');

describe('an observer', () => {
  test('tells the objects of its run only, without the book-keeping of the server', async () => {
    const managedFields = [{ manager: 'kubelet' }];
    api.put('Pod', { ...running(), metadata: { name: 'other', uid: 'other' } });
    api.put('Pod', { ...running(), metadata: { name: 'a', uid: 'a', labels: ours, managedFields } });
    api.put('Job', { metadata: { name: 'j', uid: 'j', labels: ours, managedFields } });
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual(['a', 'j']);
    expect(seen.map(({ metadata }) => metadata?.managedFields)).toEqual([undefined, undefined]);
  });

  test('tells what went while it could not look, but not of pods that had ended', async () => {
    api.put('Pod', own(running(), 'a')).put('Pod', own(ended(lastWord(success())), 'b'));
    await until(() => heard.length === 2);
    // What the watch would have told is forgotten by the server: a new list.
    for (const name of ['a', 'b']) api.objects.forget('Pod', name);
    api.breakWatches('Pod', apiError(410, 'too old'));
    await until(() => heard.length === 3);
    await settle();
    expect(heard).toEqual(['a', 'b', 'a gone']);
  });

  test('forgets Jobs that have ended: of those that went while it could not look only others are told', async () => {
    const known = (name: string, status: Job['status'] & object): Job => {
      return { metadata: { name, uid: name, labels: ours }, status };
    };
    const ended = (type: string): Job['status'] & object => ({ conditions: [{ type, status: 'True' }] });
    api.put('Job', known('a', { active: 1 })).put('Job', known('b', ended('Complete')));
    api.put('Job', known('c', ended('Failed'))).put('Job', known('d', ended('FailureTarget')));
    await until(() => heard.length === 4);
    for (const name of ['a', 'b', 'c', 'd']) api.objects.forget('Job', name);
    api.breakWatches('Job', apiError(410, 'too old'));
    await until(() => heard.length === 6);
    await settle();
    expect(heard.slice(4)).toEqual(['a gone', 'd gone']);
  });

  test('says once a kind that it can look no more, and closes all the same', async () => {
    api.breakWatches('Pod', apiError(403, 'no'));
    await until(() => failures.length === 1);
    await observer.close();
    expect([failures.length, api.watched]).toEqual([1, []]);
  });

  test('hears Events only while they are wanted, and not the everyday ones', async () => {
    api.put('Event', event('a', 'FailedMount'));
    await settle();
    expect(told('a')).toEqual([]);
    observer.wantEvents(true);
    observer.wantEvents(true);
    await until(() => told('a').length === 1);
    api.put('Event', event('a', 'Pulled')).put('Event', event('a', 'FailedScheduling'));
    await until(() => told('a').length === 2);
    expect(told('a')).toEqual(['FailedMount', 'FailedScheduling']);
    observer.wantEvents(false);
    await until(() => !api.watched.includes('Event'));
    expect(told('a')).toEqual([]);
  });

  test('keeps the newest word of an Event that comes again, and a bounded number of each object', async () => {
    observer.wantEvents(true);
    await until(() => api.watched.includes('Event'));
    for (let n = 0; n < 30; n++) api.put('Event', event('a', `R${n}`));
    api.put('Event', { ...event('a', 'R29'), message: 'again' });
    await until(() => observer.eventsOf('Pod', { metadata: { name: 'a' } }).at(-1)?.message === 'again');
    expect(told('a')).toHaveLength(20);
  });

  test('forgets the objects of which it heard longest ago', async () => {
    observer.wantEvents(true);
    await until(() => api.watched.includes('Event'));
    for (let n = 0; n <= 5000; n++) api.put('Event', event(`p${n}`, 'FailedMount'));
    await until(() => told('p5000').length === 1);
    expect([told('p0'), told('p1')]).toEqual([[], ['FailedMount']]);
  });

  test('lives without the right to read Events', async () => {
    api.fail('list', 'Event', apiError(403, 'no'));
    observer.wantEvents(true);
    await settle();
    expect(failures).toEqual([]);
  });
});
