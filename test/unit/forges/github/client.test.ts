import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { githubClient, type GitHubClient } from '../../../../src/forges/github/client.ts';
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
  beforeEach(async () => {
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
      patience: 1,
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

  test('go through the proxy of the environment', async () => {
    const proxied = client({ api: 'http://api.example', env: { HTTP_PROXY: server.url } });
    await proxied.call(get, repo, { needs: 'metadata: read' });
    expect(server.requests).toMatchObject([{ headers: { host: 'api.example' } }]);
  });
});
