import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepLog, type StepLogOptions } from '../../../../src/backends/kubernetes/step-log.ts';
import { until } from './backend-scene.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { resultFrame, running, success } from './pods.ts';

let folder = '';
let api = new FakeApi();
let lines: string[] = [];
let messages: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-log-'));
  [api, lines, messages] = [new FakeApi(), [], []];
});
afterEach(() => rm(folder, { recursive: true }));

const at = (second: number, line: string): string => `2026-01-01T00:00:0${second}.000000001Z ${line}`;
const frame = (json: string): string => `\u001e::automl::${json}`;
const kept = (): Promise<string> => readFile(path.join(folder, 'log'), 'utf8');

function follow(fields: Partial<StepLogOptions> = {}): StepLog {
  const log = new StepLog({
    api,
    pod: 'p',
    own: new Set(['step']),
    path: path.join(folder, 'log'),
    onLine: (line) => {
      lines.push(line);
      return undefined;
    },
    onMessage: ({ event }) => messages.push(event),
    ...fields,
  });
  log.see(running({ name: 'p' }));
  return log;
}

describe('the log of a step', () => {
  test('is told and kept without the messages of the agent, and ends with its result', async () => {
    const feed = api.log('p').say(at(1, frame('{"event":"running","python":"3.12"}')), at(2, 'one'));
    const log = follow();
    feed.say(at(3, frame(resultFrame(success()))), at(4, 'never'));
    expect(await log.ended).toBeNull();
    expect([lines, messages, await kept()]).toEqual([['one'], ['running', 'result'], 'one\n']);
  });

  test('survives messages that are cut or unknown', async () => {
    api
      .log('p')
      .say(at(1, frame('{"event":"resu')), at(2, frame('{"event":"new"}')), at(3, 'on'))
      .end();
    const log = follow();
    log.finish();
    expect(await log.ended).toBeNull();
    expect([lines, messages]).toEqual([['on'], []]);
  });

  test('stands still while its reader is behind', async () => {
    let release = (): void => undefined;
    const behind = new Promise<void>((resolve) => (release = resolve));
    api.log('p').say(at(1, 'one'), at(2, 'two')).end();
    const log = follow({
      onLine: (line) => {
        lines.push(line);
        return behind;
      },
    });
    log.finish();
    await until(() => lines.length === 1);
    expect(lines).toEqual(['one']);
    release();
    expect(await log.ended).toBeNull();
    expect(lines).toEqual(['one', 'two']);
  });

  test('tells messages and lines in their order', async () => {
    api
      .log('p')
      .say(at(1, 'one'), at(2, frame('{"event":"running","python":"3.12"}')), at(3, 'two'))
      .end();
    const log = follow({ onMessage: ({ event }) => lines.push(event) });
    log.finish();
    await log.ended;
    expect(lines).toEqual(['one', 'running', 'two']);
  });

  test('is that of each child in its turn, where several share the pod', async () => {
    const ends = JSON.stringify({ event: 'result', iteration: 1, result: success() });
    api
      .log('p')
      .say(at(1, 'before all'), at(2, frame('{"event":"begins","iteration":1}')), at(3, 'one'), at(4, frame(ends)))
      .say(at(5, frame('{"event":"begins","iteration":2}')), at(6, 'nobody asks'))
      .say(at(7, frame('{"event":"begins","iteration":3}')), at(8, 'three'))
      .end();
    const others: string[] = [];
    const log = follow({ iteration: 1 });
    log.share(3, {
      path: path.join(folder, 'third'),
      onLine: (line) => void others.push(line),
      onMessage: ({ event }) => others.push(event),
    });
    log.finish();
    expect(await log.ended).toBeNull();
    expect([lines, messages, await kept()]).toEqual([['before all', 'one'], ['begins', 'result'], 'before all\none\n']);
    expect([others, await readFile(path.join(folder, 'third'), 'utf8')]).toEqual([['begins', 'three'], 'three\n']);
  });

  test('goes on behind what an earlier pod of the attempt has printed', async () => {
    await writeFile(path.join(folder, 'log'), 'before\n');
    api.log('p').say(at(1, 'after')).end();
    const log = follow();
    log.finish();
    await log.ended;
    expect(await kept()).toBe('before\nafter\n');
  });

  test('that is stopped ends without complaint', async () => {
    api.log('p').say(at(1, 'one'));
    const log = follow();
    await until(() => lines.length === 1);
    log.stop();
    expect(await log.ended).toBeNull();
    expect(await kept()).toBe('one\n');
  });

  test('that may not be read says why', async () => {
    api.log('p').end(apiError(403, 'pods/log is forbidden'));
    expect(await follow().ended).toBe('the log could not be read to its end: could not: pods/log is forbidden');
  });

  test('that can not be kept is told all the same', async () => {
    api.log('p').say(at(1, 'one')).end();
    const log = follow({ path: path.join(folder, 'nowhere', 'log') });
    log.finish();
    expect(await log.ended).toMatch(/^the log could not be written: ENOENT/);
    expect(lines).toEqual(['one']);
  });
});
