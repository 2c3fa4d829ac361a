import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { gitlabAccess } from '../../../../src/forges/gitlab/access.ts';
import { Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = new Scene();
  await scene.open();
});
afterEach(() => scene.close());

const user = z.object({ username: z.string() });
const whoAmI = { method: 'GET', path: '/user' } as const;
const schedules = '/projects/42/pipeline_schedules';
const create = { method: 'POST', path: schedules, body: { description: 'x', ref: 'main', cron: '0 3 * * *' } } as const;

describe('a call to GitLab', () => {
  test('answers with what was asked for', async () => {
    expect(await scene.client().request(whoAmI, user)).toEqual({ username: 'project_42_bot' });
  });

  test('joins the pages of a list', async () => {
    for (let count = 0; count < 230; count += 1) scene.gitlab.schedules.add({});
    const found = await scene.client().list(schedules, z.object({ id: z.number() }));
    expect(new Set(found.map(({ id }) => id)).size).toBe(230);
    expect(scene.gitlab.calls).toHaveLength(3);
  });

  test('finds a project by its path', async () => {
    const path = `/projects/${encodeURIComponent('acme/models')}`;
    const project = await scene.client().request({ method: 'GET', path }, z.object({ id: z.number() }));
    expect(project.id).toBe(42);
  });

  test('is tried again when there were too many, as late as GitLab says', async () => {
    scene.gitlab.failures.push({ status: 429, headers: { 'retry-after': '7' }, body: 'Retry later\n' });
    await scene.client().request(create, z.object({ id: z.number() }));
    expect(scene.pauses).toEqual([7000]);
    expect(scene.gitlab.schedules.all).toHaveLength(1);
  });

  test('that asks is tried again when GitLab fails', async () => {
    scene.gitlab.failures.push({ status: 502, body: '<html>' }, { status: 500, body: { message: '500' } });
    expect(await scene.client().request(whoAmI, user)).toEqual({ username: 'project_42_bot' });
    expect(scene.pauses).toHaveLength(2);
  });

  test('that makes something is not sent twice: it may have been made', async () => {
    scene.gitlab.failures.push({ status: 502, body: '' });
    await expect(scene.client().effect(create)).rejects.toThrow('GitLab answered 502 to POST');
    expect(scene.gitlab.calls).toHaveLength(1);
  });

  test('that a login page answers is no success', async () => {
    scene.gitlab.failures.push({ status: 200, body: '<html>' });
    await expect(scene.client().effect(create)).rejects.toThrow('no login page before it?');
    scene.gitlab.failures.push({ status: 302, headers: { location: 'https://login.example/' }, body: '' });
    await expect(scene.client().request(whoAmI, user)).rejects.toThrow('answered 302 to GET /user: it leads elsewhere');
  });

  test('is given up in the end', async () => {
    for (let count = 0; count < 1000; count += 1) scene.gitlab.failures.push({ status: 503 });
    await expect(scene.client().request(whoAmI, user)).rejects.toThrow('GitLab itself failed');
  });

  test.each([
    [
      'unknown',
      'GET',
      'answered 401 (401 Unauthorized) to GET /projects/42/pipeline_schedules: the token in GITLAB_TOKEN is not valid',
    ],
    ['reader', 'POST', 'the token in GITLAB_TOKEN lacks the scope "api"'],
    [
      'guest',
      'POST',
      'answered 403 (403 Forbidden) to POST /projects/42/pipeline_schedules: the user of GITLAB_TOKEN may not',
    ],
    ['stranger', 'GET', 'answered 404 (404 Project Not Found)'],
  ] as const)('as %s says what to mend', async (who, method, sentence) => {
    const call = method === 'POST' ? create : ({ method, path: schedules } as const);
    await expect(scene.client(who).effect(call)).rejects.toThrow(sentence);
  });

  test('names the field that GitLab refuses', async () => {
    const body = { ...create.body, cron: '0 25 * * *' };
    await expect(scene.client().effect({ ...create, body })).rejects.toThrow('answered 400 (cron is invalid syntax)');
    const none = { method: 'POST', path: schedules, body: { ref: 'main' } } as const;
    await expect(scene.client().effect(none)).rejects.toThrow('(description is missing, cron is missing)');
  });

  test('to something that is no GitLab says so', async () => {
    scene.gitlab.failures.push({ status: 200, body: '<html>Please log in</html>' });
    await expect(scene.client().request(whoAmI, user)).rejects.toThrow('no login page before it');
  });

  test('goes through the proxy that the surroundings name', async () => {
    const seen: string[] = [];
    const proxy = createHttpServer(({ url = '' }, response) => {
      seen.push(url);
      response.end('{"username": "behind-the-proxy"}');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const address = { api: 'http://gitlab.invalid/api/v4', proxy: `http://127.0.0.1:${String(port)}` };
    const client = scene.client('bot', address);
    expect(await client.request(whoAmI, user)).toEqual({ username: 'behind-the-proxy' });
    expect(seen).toEqual(['http://gitlab.invalid/api/v4/user']);
    await client.close();
    await new Promise((resolve) => proxy.close(resolve));
  });

  test('to an address where nobody listens is given up soon', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const client = scene.client('bot', { api: `http://127.0.0.1:${String(port)}/api/v4` });
    await expect(client.request(whoAmI, user)).rejects.toThrow('it refuses connections');
    expect(scene.pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(6_000);
  });
});

describe('where GitLab is', () => {
  const token = { GITLAB_TOKEN: 'secret' };
  const origin = { forge: 'gitlab.example', path: 'acme/models' };

  test('in a job its variables say, and a token of our own comes first', () => {
    const env = { ...token, AUTOML_GITLAB_TOKEN: 'ours', CI_API_V4_URL: 'https://g/api/v4/', CI_PROJECT_ID: '42' };
    expect(gitlabAccess(env, origin)).toEqual({
      api: 'https://g/api/v4',
      token: 'ours',
      variable: 'AUTOML_GITLAB_TOKEN',
      project: '42',
    });
  });

  test('elsewhere the origin does', () => {
    expect(gitlabAccess(token, origin)).toMatchObject({ api: 'https://gitlab.example/api/v4', project: 'acme/models' });
  });

  test('is asked for where nobody says it', () => {
    expect(() => gitlabAccess(token, null)).toThrow('set CI_API_V4_URL');
    expect(() => gitlabAccess({}, origin)).toThrow('AUTOML_GITLAB_TOKEN is not set');
    expect(() => gitlabAccess({ CI_JOB_TOKEN: 'job' }, origin)).toThrow("CI_JOB_TOKEN can't change schedules");
    expect(() => gitlabAccess({ ...token, CI_API_V4_URL: 'gitlab' }, origin)).toThrow('is no URL');
  });
});
