/** Who is told what, by real requests to a server of this machine. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Notice } from '../../../src/workflow/notify.ts';
import { serverCertificate } from '../backends/kubernetes/client/certificates.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { HookServer, reset, status } from './hook.ts';
import { failed, noticeOf, noticesOf, patient, placeOf, slack, succeeded } from './scene.ts';

let hook: HookServer;
beforeEach(async () => (hook = await HookServer.start()));
afterEach(() => hook.close());

const secrets = () => placeOf({ 'hooks/url': `${hook.url}\n`, 'hooks/token': 'hunter2', 'pager/key': 'R0UT1NG' });
const webhook = (fields: Partial<Extract<Notice['channel'], { kind: 'webhook' }>> = {}): Notice['channel'] => ({
  kind: 'webhook',
  url: `http://${hook.host}/hook`,
  method: 'POST',
  headers: {},
  ...fields,
});

describe('what is sent', () => {
  test('Slack gets the verdict, the cause and how to go on', async () => {
    const { notices, warnings } = noticesOf([noticeOf(slack)]);
    expect(await notices.end(failed, secrets(), patient)).toEqual([
      { on: 'failed', channel: 'slack', to: hook.host, state: 'sent', reason: null },
    ]);
    expect(warnings).toEqual([]);
    expect(hook.received[0]).toMatchObject({
      method: 'POST',
      path: '/services/T1/secret-part',
      headers: { 'content-type': 'application/json', 'user-agent': 'automl-action/1.2.3' },
    });
    const [text] = hook.bodies.map((body) => (body as { readonly text: string }).text.split('\n'));
    expect(text).toEqual([
      '❌ *wine failed at train/forest*',
      'exit 1: ValueError: Input X contains NaN (steps/forest.py:31)',
      'automl logs 7hq2 --step forest · run it here: automl run examples/wine/automl.yaml --step forest',
      'production · main@4f2c1e9 · run 7hq2 · 1 failed, 1 succeeded · 56 s',
    ]);
  });

  test('no text of a run calls anybody or leads anywhere', async () => {
    const reason = 'exit 1: <!channel> & <https://evil.example|here> @channel @here';
    const record = recordOf([stepOf('train/forest', { state: 'failed', reason })]);
    const own = noticesOf([noticeOf(slack), noticeOf({ ...slack, text: '<!here> ${{ run.reason }}' })]);
    await own.notices.end(record, secrets(), patient);
    const texts = hook.bodies.map((body) => (body as { readonly text: string }).text).sort();
    expect(texts[0]).toBe(
      '<!here> forest: exit 1: &lt;!channel&gt; &amp; &lt;https://evil.example|here&gt; @\u200bchannel @\u200bhere',
    );
    expect(texts[1]).not.toMatch(/<|@channel|@here/);
  });

  test('a webhook gets all that is known, where the file does not say what', async () => {
    const { notices } = noticesOf([noticeOf(webhook({ method: 'PUT' }))]);
    await notices.end(failed, secrets(), patient);
    expect(hook.received[0]).toMatchObject({ method: 'PUT', path: '/hook' });
    expect(hook.bodies[0]).toMatchObject({
      on: 'failed',
      title: '❌ wine failed at train/forest',
      run: {
        id: '7hq2',
        state: 'failed',
        failed_steps: 'forest',
        place: 'steps/forest.py:31',
        environment: 'production',
      },
      git: { ref: 'main' },
      params: { seed: 7 },
      steps: [
        { name: 'split', state: 'succeeded' },
        { name: 'forest', state: 'failed' },
      ],
    });
  });

  test('texts of a body are rendered where they stand, and can change nothing around them', async () => {
    const record = recordOf([stepOf('a/b', { state: 'failed', reason: '", "admin": true, "x": "\n\\' })]);
    const body = {
      reason: '${{ run.reason }}',
      routing: { secret: 'pager', key: 'key' },
      n: 1,
      list: ['${{ params.seed }}'],
    };
    const headers = {
      Authorization: { secret: 'hooks', key: 'token', prefix: 'Bearer ' },
      'X-Reason': '${{ run.reason }}\r\nX-Evil: 1 ☠',
      'Content-Type': 'application/vnd.pager+json',
    };
    const { notices } = noticesOf([noticeOf(webhook({ body, headers }))]);
    expect(await notices.end(record, secrets(), patient)).toMatchObject([{ state: 'sent' }]);
    expect(hook.bodies[0]).toEqual({
      reason: 'b: ", "admin": true, "x": "\n\\',
      routing: 'R0UT1NG',
      n: 1,
      list: ['7'],
    });
    const got = hook.received[0]?.headers ?? {};
    expect(got).toMatchObject({ authorization: 'Bearer hunter2', 'content-type': 'application/vnd.pager+json' });
    expect(got).not.toHaveProperty('x-evil');
    expect(got['x-reason']).toMatch(/X-Evil: 1 \?$/);
  });
});

test('the login of an address goes along, and a newline at the end of a secret does not', async () => {
  const url = `http://robot:p%40ss@${hook.host}/hook`;
  const body = { key: { secret: 'hooks', key: 'token' } };
  const headers = { 'X-Key': { secret: 'hooks', key: 'token', prefix: '' } };
  const { notices } = noticesOf([noticeOf(webhook({ url: { secret: 'hooks', key: 'url' }, headers, body }))]);
  await notices.end(failed, placeOf({ 'hooks/url': `${url}\n`, 'hooks/token': 'hunter2\n' }), patient);
  const authorization = `Basic ${Buffer.from('robot:p@ss').toString('base64')}`;
  expect(hook.received[0]?.headers).toMatchObject({ authorization, 'x-key': 'hunter2' });
  expect(hook.bodies).toEqual([{ key: 'hunter2' }]);
});

describe('when', () => {
  const gate = { metric: 'rmse', min: null, max: 0.9, value: 1.2, passed: false };
  const gated = recordOf([stepOf('train/net', { state: 'failed', reason: 'gate: rmse is 1.2', gates: [gate] })]);

  test.each([
    [failed, null, ['failed'], 'failed'],
    [failed, null, ['recovered', 'succeeded', 'gate-failed'], null],
    [gated, null, ['failed', 'gate-failed'], 'gate-failed'],
    [gated, null, ['failed'], 'failed'],
    [succeeded, null, ['recovered'], null],
    [succeeded, failed, ['recovered'], 'recovered'],
    [succeeded, failed, ['succeeded', 'recovered'], 'recovered'],
    [succeeded, succeeded, ['succeeded', 'recovered'], 'succeeded'],
    [{ ...failed, state: 'cancelled' as const }, null, ['failed', 'recovered', 'succeeded'], null],
  ] as const)('%#', async (record, previous, on, expected) => {
    const { notices } = noticesOf([noticeOf(slack, { on })]);
    const place = { ...secrets(), previous: () => Promise.resolve(previous) };
    expect((await notices.end(record, place, patient)).map((sent) => sent.on)).toEqual(
      expected === null ? [] : [expected],
    );
    expect(hook.received).toHaveLength(expected === null ? 0 : 1);
  });

  test('a late start is told when it begins, once', async () => {
    const schedule = { name: 'nightly', at: '2026-11-20T08:50:00.000Z' };
    const record = { ...succeeded, schedule };
    const fire = { ...schedule, due: schedule.at, concurrency: 'forbid' } as const;
    const both = [noticeOf(slack, { on: ['late'] }), noticeOf(slack, { on: ['late'], lateAfter: 3600 })];
    const { notices } = noticesOf(both, { schedule: fire });
    notices.begin({ ...record, state: 'running', ended_at: null }, secrets(), patient);
    expect(await notices.end(record, secrets(), patient)).toEqual([
      { on: 'late', channel: 'slack', to: hook.host, state: 'sent', reason: null },
    ]);
    const [text] = hook.bodies.map((body) => (body as { readonly text: string }).text.split('\n'));
    expect(text?.slice(0, 2)).toEqual([
      '⏳ *wine began 25 m 00 s late*',
      'schedule nightly: due 2026-11-20 08:50 UTC, began 2026-11-20 09:15 UTC',
    ]);
  });

  test.each([
    ['is made up for, or that a person asked for', {}, 0],
    ['was to begin at that time', { due: '2026-11-20T09:10:00.000Z' }, 0],
    ['was to begin long before', { due: '2026-11-20T08:59:00.000Z' }, 1],
  ])('a start for a time that %s', async (_, due, count) => {
    const at = '2026-10-20T08:50:00.000Z';
    const record = { ...succeeded, schedule: { name: 'nightly', at } };
    const schedule = { name: 'nightly', at, concurrency: 'forbid', ...due } as const;
    const { notices } = noticesOf([noticeOf(slack, { on: ['late'] })], { schedule });
    expect(await notices.end(record, secrets(), patient)).toHaveLength(count);
    expect(hook.received).toHaveLength(count);
  });

  test('what another driver has claimed is not sent again', async () => {
    const claimed: string[] = [];
    const place = { ...secrets(), claim: (what: string) => Promise.resolve(claimed.push(what) > 1) };
    const { notices, warnings } = noticesOf([noticeOf(slack), noticeOf(slack)]);
    expect(await notices.end(failed, place, patient)).toMatchObject([
      { state: 'sent', reason: 'by an earlier driver of the run' },
      { state: 'sent', reason: null },
    ]);
    expect(claimed.sort()).toEqual(['notice-1-failed', 'notice-2-failed']);
    expect([hook.received.length, warnings]).toEqual([1, []]);
  });

  test('where the run before is not known, nobody is told of a recovery', async () => {
    const { notices, warnings } = noticesOf([noticeOf(slack)]);
    const place = { ...secrets(), previous: () => Promise.reject(new Error('no cluster')) };
    expect(await notices.end(succeeded, place, patient)).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('no cluster')]);
  });
});

describe('what goes wrong', () => {
  test('a hook that is busy, fails or breaks off is asked again', async () => {
    hook.will(status(429, { 'retry-after': '1' }), status(503), reset, status(200));
    const { notices, warnings } = noticesOf([noticeOf(slack)]);
    expect(await notices.end(failed, secrets(), patient)).toMatchObject([{ state: 'sent' }]);
    expect([hook.received.length, warnings]).toEqual([4, []]);
  });

  test('one that refuses is not, and what it says holds no secret', async () => {
    hook.will(status(404, {}, `no_service for ${hook.url} and secret-part`));
    const { notices, warnings } = noticesOf([noticeOf(slack)]);
    const [sent] = await notices.end(failed, secrets(), patient);
    expect(sent).toMatchObject({ state: 'failed', to: hook.host });
    expect(sent?.reason).toMatch(/^127\.0\.0\.1:\d+ answered 404: no_service for \*\*\* and/);
    expect([hook.received.length, warnings]).toEqual([1, [expect.stringMatching(/^notice 1 \(failed, slack to /)]]);
    expect(JSON.stringify([sent, warnings])).not.toMatch(/services\/T1|secret-part/);
  });

  test('what an answer repeats of a secret is hidden before it is cut, in whatever form', async () => {
    const url = `http://robot:p%40ssword@${hook.host}/services/T1/Xr9secretXr9?sig=s1gnature%3D`;
    const token = 'say "hunter2"';
    const echoes = [`${'.'.repeat(140)}${url}`, 'Xr9secretXr9', 's1gnature=', 'p@ssword', JSON.stringify({ token })];
    const encoded = [encodeURIComponent(token), Buffer.from(token).toString('base64')];
    const headers = { 'X-Key': { secret: 'hooks', key: 'token', prefix: '' } };
    for (const echo of [...echoes, ...encoded]) {
      hook.will(status(400, {}, echo));
      const channel = webhook({ url: { secret: 'hooks', key: 'url' }, headers });
      const { notices } = noticesOf([noticeOf(channel)]);
      const [sent] = await notices.end(failed, placeOf({ 'hooks/url': url, 'hooks/token': token }), patient);
      expect(sent?.reason).toContain('answered 400: ');
      expect(sent?.reason).not.toMatch(/Xr9|s1gna|ssw|hunter2|%22|aHVudGVy|c2F5/);
    }
  });

  test('a redirect is not followed', async () => {
    hook.will(status(302, { location: `http://${hook.host}/elsewhere` }));
    const { notices } = noticesOf([noticeOf(webhook())]);
    expect(await notices.end(failed, secrets(), patient)).toMatchObject([
      { state: 'failed', reason: `${hook.host} answered 302: a redirect, which is not followed` },
    ]);
    expect(hook.received).toHaveLength(1);
  });

  test('a certificate of nobody we know stays that, and is not tried again', async () => {
    let connections = 0;
    const server = createTlsServer(serverCertificate).on('connection', () => connections++);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
      const { notices } = noticesOf([noticeOf(webhook({ url }))]);
      const [sent] = await notices.end(failed, secrets(), patient);
      expect(sent?.reason).toMatch(/^the certificate of 127\S+ is signed by an authority that is not trusted here/);
      expect(connections).toBe(1);
    } finally {
      server.close();
    }
  });

  test('what does not speak HTTP is asked once', async () => {
    hook.will((response) => response.socket?.end('220 mail.example.org ESMTP\r\n'));
    const { notices } = noticesOf([noticeOf(slack)]);
    const [sent] = await notices.end(failed, secrets(), patient);
    expect([sent?.reason, hook.received.length]).toEqual([`${hook.host} does not speak HTTP`, 1]);
  });

  test('one that asks for more patience than there is, is given up', async () => {
    hook.will(status(429, { 'retry-after': '3600' }));
    const { notices } = noticesOf([noticeOf(slack)]);
    expect(await notices.end(failed, secrets(), patient)).toMatchObject([
      { state: 'failed', reason: `${hook.host} answered 429` },
    ]);
  });

  test('a secret that is missing, is empty or holds no address', async () => {
    const { notices } = noticesOf([noticeOf(slack)]);
    const reasons = [placeOf({}), placeOf({ 'hooks/url': 'hunter2-no-address' })].map(async (place) =>
      (await notices.end(failed, place, patient)).map(({ reason }) => reason),
    );
    expect(await Promise.all(reasons)).toEqual([
      ['secret "hooks" has no key url, or is missing'],
      ['url of secret "hooks" is no address that begins with https://'],
    ]);
    expect(hook.received).toEqual([]);
  });

  test('of several, each has its own fate', async () => {
    const { notices } = noticesOf([noticeOf(webhook({ url: 'http://127.0.0.1:1/x' })), noticeOf(slack)]);
    const sent = await notices.end(failed, secrets(), patient);
    expect(sent.map(({ state }) => state)).toEqual(['failed', 'sent']);
    expect(sent[0]?.reason).toContain('127.0.0.1:1 refuses connections');
  });

  test('nobody waits for it when the program is stopped', async () => {
    const stop = new AbortController();
    hook.will(() => {
      stop.abort();
    });
    const { notices } = noticesOf([noticeOf(slack)]);
    expect(await notices.end(failed, secrets(), stop.signal)).toMatchObject([{ state: 'failed' }]);
    expect(hook.received).toHaveLength(1);
  });
});

test('a proxy of the environment is asked for what is not on this machine', async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200).end();
  }).on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  try {
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { HTTPS_PROXY: address.replace('//', '//me:pr0xy@'), NO_PROXY: 'inside.example' };
    const { notices } = noticesOf([noticeOf(webhook({ url: 'https://hooks.example/x' }))], {}, env);
    const [sent] = await notices.end(failed, secrets(), patient);
    expect(sent).toMatchObject({ state: 'failed', to: 'hooks.example' });
    expect(sent?.reason).toMatch(/^the connection to hooks\.example \(by the proxy 127\.0\.0\.1:\d+\) broke/);
    expect(sent?.reason).not.toContain('pr0xy');
    expect(new Set(asked)).toEqual(new Set(['hooks.example:443']));
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});
