/** Previews of pull requests beside production: deployed, closed, and swept when nobody told of the end. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { FakeGitHub } from '../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../github/server.ts';
import { printed, type Ended, type Started } from './child.ts';
import { automl, kubectl, makeFolder, makeNamespace, objects, startAutoml } from './cluster.ts';

jest.setTimeout(300_000);

const file = `name: shop
preview: true
defaults: {image: "python:3.11-slim", resources: {cpu: 0.05, memory: 100Mi}}
stages:
  serve:
    - {name: api, run: server.py, service: {port: 8080, drain: 0}}
`;

/** Says who it is. */
const server = (answer: string): string => `
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"${answer}")
HTTPServer(("", 8080), Handler).serve_forever()
`;

const fake = new FakeGitHub();
fake.openPull({ number: 7 });
const eight = fake.openPull({ number: 8 });
let github: RunningGitHub;
let namespace: string;
const folders = new Map<string, string>();

/** The checkout of a job: each has a folder of its own, and one run after another in it. */
function folderOf(answer: string): string {
  const known = folders.get(answer);
  if (known !== undefined) return known;
  const folder = makeFolder();
  writeFileSync(path.join(folder, 'automl.yaml'), file);
  writeFileSync(path.join(folder, 'server.py'), server(answer));
  folders.set(answer, folder);
  return folder;
}

let jobs = 0;

/** `automl run` in a job. @param event of GitHub, as its payload */
function job(answer: string, name: 'push' | 'pull_request', event: object): Started {
  const cwd = folderOf(answer);
  const payload = path.join(makeFolder(), 'event.json');
  writeFileSync(payload, JSON.stringify({ repository: { default_branch: 'main' }, ...event }));
  jobs += 1;
  const env = {
    GITLAB_CI: '',
    GITEA_ACTIONS: '',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: payload,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: fake.token,
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_REPOSITORY_ID: '4711',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_RUN_ID: String(jobs),
    GITHUB_JOB: 'run',
    GITHUB_WORKSPACE: cwd,
    GITHUB_STEP_SUMMARY: '',
  };
  return startAutoml(['run', '-n', namespace], { cwd, env });
}

function pull(number: number, action: 'opened' | 'closed'): object {
  const side = (ref: string) => ({ ref, sha: 'a'.repeat(40), repo: { full_name: 'acme/models' } });
  const state = action === 'closed' ? 'closed' : 'open';
  return { action, number, pull_request: { number, state, head: side(`topic-${number}`), base: side('main') } };
}

interface SeenService {
  readonly name: string;
  readonly environment: string;
  readonly created_at: string;
}
const look = (...words: readonly string[]): Promise<Ended> =>
  automl([...words, '-n', namespace], { cwd: folderOf('production') });
const services = async (): Promise<readonly SeenService[]> =>
  JSON.parse((await look('get', 'services', '-o', 'json')).stdout) as SeenService[];
const environments = async (): Promise<readonly string[]> =>
  (await services()).map(({ environment }) => environment).toSorted();

/** Everything that the cluster has of an environment, when all that is on its way out is gone. */
async function leftOf(owner: string): Promise<readonly string[]> {
  let left: readonly string[] = ['?'];
  for (let tries = 0; tries < 120 && left.length > 0; tries++) {
    left = await objects(namespace, `automl-action/owner=${owner}`);
    if (left.length > 0) await pause(500);
  }
  return left;
}

/** By environment. */
const owners = new Map<string, string>();

beforeAll(async () => {
  [namespace, github] = [await makeNamespace('previews'), await startGitHub(fake)];
  const runs = [
    job('production', 'push', {}),
    job('seven', 'pull_request', pull(7, 'opened')),
    job('eight', 'pull_request', pull(8, 'opened')),
  ];
  const ended = await Promise.all(runs.map((run) => run.ended));
  for (const { code, stderr } of ended) if (code !== 0) throw new Error(stderr);
  const text = await kubectl(['get', 'leases', '-l', 'app.kubernetes.io/component=environment', '-o', 'json'], {
    namespace,
  });
  const { items } = JSON.parse(text) as {
    readonly items: readonly {
      readonly metadata: Readonly<Record<'labels' | 'annotations', Record<string, string>>>;
    }[];
  };
  for (const { metadata } of items)
    owners.set(metadata.annotations['automl-action/environment'] ?? '', metadata.labels['automl-action/owner'] ?? '');
});

afterAll(async () => {
  await github.close();
});

describe('a pull request', () => {
  let production: readonly SeenService[];

  test('has its services beside production and other pull requests, and they answer', async () => {
    expect(await environments()).toEqual(['pr-7', 'pr-8', 'production']);
    const said = new Map<string, string>();
    for (const { name, environment } of await services())
      said.set(environment, (await look('call', name)).stdout.trim());
    expect(Object.fromEntries(said)).toEqual({ production: 'production', 'pr-7': 'seven', 'pr-8': 'eight' });
    production = (await services()).filter(({ environment }) => environment === 'production');
  });

  test('leaves nothing when it is closed, also where the job that sees to it is killed and run again', async () => {
    const first = job('seven', 'pull_request', pull(7, 'closed'));
    await printed(first, 'pull request 7 is closed');
    first.child.kill('SIGKILL');
    await first.ended;
    const { code, stderr, stdout } = await job('seven', 'pull_request', pull(7, 'closed')).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as unknown });
    expect(stdout).toContain('pull request 7 is closed: nothing is run for it');
    expect(await leftOf(owners.get('pr-7') ?? '')).toEqual([]);
    expect(await environments()).toEqual(['pr-8', 'production']);
  });

  test('that was closed while nobody looked is swept by the next run, which touches nothing else', async () => {
    eight.state = 'closed';
    const { code, stderr } = await job('production', 'push', {}).ended;
    expect({ code, swept: /preview pr-8 of shop removed: 1 service \(api\), 1 run/.test(stderr) }).toEqual({
      code: 0,
      swept: true,
    });
    expect(await leftOf(owners.get('pr-8') ?? '')).toEqual([]);
    expect(await services()).toMatchObject(production.map(({ name, created_at }) => ({ name, created_at })));
    expect(github.violations).toEqual([]);
  });
});
