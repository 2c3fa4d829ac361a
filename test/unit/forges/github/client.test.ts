import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { clientOver, githubClient, type GitHubClient } from '../../../../src/forges/github/client.ts';
import { systemSleep } from '../../../../src/http/backoff.ts';
import { FakeGitHub, faults } from '../../../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../../../github/server.ts';

/** The test's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(10);
}

const repo = { owner: 'acme', repo: 'models' };
const get = 'GET /repos/{owner}/{repo}';
const dispatch = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';

describe('calls to GitHub', () => {
  let fake: FakeGitHub;
  let server: RunningGitHub;
  const clients: GitHubClient[] = [];
  let time = 0;
  /** Pauses are waited for. */
  let isPatient = false;
  beforeEach(async () => {
    time = 0;
    isPatient = false;
    fake = new FakeGitHub();
    server = await startGitHub(fake);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await server.close();
  });
  const client = (options: { token?: string; api?: string; env?: Record<string, string> } = {}): GitHubClient => {
    const made = githubClient({
      api: server.url,
      token: fake.token,
      version: '1.2.3',
      env: {},
      now: () => time,
      sleep: (delay, signal) => {
        if (isPatient) return systemSleep(delay, signal);
        time += delay;
        return Promise.resolve();
      },
      ...options,
    });
    clients.push(made);
    return made;
  };

  test('carry the token and who calls', async () => {
    expect(await client().call(get, repo, { needs: 'metadata: read' })).toMatchObject({ default_branch: 'main' });
    const [request] = server.requests;
    expect(request?.headers).toMatchObject({
      authorization: 'token good-token',
      'user-agent': expect.stringMatching(/^automl\/1\.2\.3/),
    });
    expect(server.violations).toEqual([]);
  });

  test('are made again when the server fails for a moment', async () => {
    fake.failures = 2;
    expect(await client().call(get, repo, { needs: 'metadata: read' })).toMatchObject({ default_branch: 'main' });
    expect(server.requests).toHaveLength(3);
  });

  test('that start something are made once', async () => {
    fake.workflows.set('.github/workflows/automl-wine.yml', 'active');
    fake.failures = 1;
    const parameters = { ...repo, workflow_id: 'automl-wine.yml', ref: 'main' };
    await expect(client().call(dispatch, parameters, { needs: 'actions: write', times: 'once' })).rejects.toThrow(
      /answered 502/,
    );
    expect(server.requests).toHaveLength(1);
  });

  test('say that a token is not valid', async () => {
    await expect(client({ token: 'old' }).call(get, repo, { needs: 'metadata: read' })).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(/^the token is not valid there: GET .* answered 401 \(Bad credentials\)$/),
    });
  });

  test('name the permission that is missing', async () => {
    fake.workflows.set('.github/workflows/automl-wine.yml', 'active');
    fake.readOnly = true;
    const parameters = { ...repo, workflow_id: 'automl-wine.yml', ref: 'main' };
    await expect(client().call(dispatch, parameters, { needs: 'actions: write' })).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(
        /Resource not accessible by integration\): the token needs `actions: write` \(in a job `permissions: \{actions: write\}`/,
      ),
    });
  });

  test('tell too many calls apart from a permission that is missing', async () => {
    fake.limited = true;
    await expect(client().call(get, repo, { needs: 'metadata: read' })).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(/secondary rate limit\): try again later$/),
    });
    expect(server.requests).toHaveLength(1);
  });

  test('tell what is not there apart from what went wrong', async () => {
    await expect(
      client().call(get, { owner: 'acme', repo: 'other' }, { needs: 'metadata: read' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/it is not there, or hidden from the token/),
    });
  });

  test('say which server can not be reached, and why', async () => {
    const { url } = server;
    await server.close();
    await expect(client({ api: url }).call(get, repo, { needs: 'metadata: read' })).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ can't be reached \(.*ECONNREFUSED.*\): GET /),
    });
  });

  test('say when what answers is no API', async () => {
    const login = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
    });
    await new Promise<void>((resolve) => login.listen(0, '127.0.0.1', resolve));
    const { port } = login.address() as AddressInfo;
    const asked = { needs: 'metadata: read', answer: z.object({ default_branch: z.string() }) } as const;
    try {
      await expect(client({ api: `http://127.0.0.1:${String(port)}` }).call(get, repo, asked)).rejects.toMatchObject({
        code: 'FORGE',
        message: expect.stringMatching(/answered GET .* with something else than GitHub's API does/),
      });
      const parameters = { ...repo, workflow_id: 'automl-wine.yml', ref: 'main' };
      const called = client({ api: `http://127.0.0.1:${String(port)}` }).call(dispatch, parameters, {
        needs: 'actions: write',
      });
      await expect(called).rejects.toMatchObject({ code: 'FORGE' });
    } finally {
      login.closeAllConnections();
      login.close();
    }
  });

  test.each([
    ['refused', 'FORGE', /answered 403 .*`statuses: write`/],
    ['hidden', 'NOT_FOUND', /answered 404 .*`statuses: write`/],
    ['invalid', 'FORGE', /answered 422 \(Validation Failed\)$/],
    ['limited', 'FORGE', /answered 429 .*try again later$/],
    ['broken', 'FORGE', /answered 500 \(Server Error\)$/],
    ['page', 'FORGE', /something else than GitHub's API does/],
  ] as const)('that are %s say so in one sentence', async (fault, code, message) => {
    fake.faults.push({ calls: /^POST \/statuses/, answer: faults[fault] });
    const status = { ...repo, sha: 'a'.repeat(40), state: 'success' } as const;
    const called = client().call('POST /repos/{owner}/{repo}/statuses/{sha}', status, { needs: 'statuses: write' });
    await expect(called).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('end when the client is closed, however late the server is', async () => {
    fake.faults.push({ calls: /^GET$/, answer: faults.late(600_000) });
    const late = client();
    const called = late.call(get, repo, { needs: 'metadata: read' });
    const ended = expect(called).rejects.toMatchObject({ code: 'FORGE' });
    await until(() => server.requests.length > 0);
    await late.close();
    await ended;
  });

  test('are not waited for when the client is closed in a pause', async () => {
    isPatient = true;
    const limited = { ...faults.limited, headers: { 'retry-after': '50' } };
    fake.faults.push({ calls: /^GET$/, answer: limited });
    const paused = client();
    const ended = expect(paused.call(get, repo, { needs: 'metadata: read' })).rejects.toMatchObject({ code: 'FORGE' });
    await until(() => server.requests.length > 0);
    await paused.close();
    // The test's own limit is shorter than the pause.
    await ended;
  });

  test.each([
    ['a while', { 'retry-after': '20' }],
    [
      'the end of the hour',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772323230', date: 'Sun, 01 Mar 2026 00:00:00 GMT' },
    ],
  ])('are made again after %s, if the server wants that', async (_, headers) => {
    fake.faults.push({ calls: /^GET$/, answer: { ...faults.limited, headers }, times: 1 });
    expect(await client().call(get, repo, { needs: 'metadata: read' })).toMatchObject({ default_branch: 'main' });
    expect(server.requests).toHaveLength(2);
    expect(time).toBeGreaterThan(19_000);
  });

  test('tell what the clock of the server shows, and never less', async () => {
    const given = { data: {}, headers: { date: 'Sun, 01 Mar 2026 00:00:00 GMT' } };
    const asking = clientOver({
      api: server.url,
      now: () => time,
      request: () => Promise.resolve(given),
      close: () => Promise.resolve(),
    });
    expect(asking.time()).toBeNull();
    await asking.call(get, repo, { needs: 'metadata: read' });
    time += 5000;
    expect(asking.time()).toBe(Date.UTC(2026, 2, 1, 0, 0, 6));
  });

  test('go through the proxy of the environment', async () => {
    const proxied = client({ api: 'http://api.example', env: { HTTP_PROXY: server.url } });
    await proxied.call(get, repo, { needs: 'metadata: read' });
    expect(server.requests).toMatchObject([{ headers: { host: 'api.example' } }]);
  });
});
