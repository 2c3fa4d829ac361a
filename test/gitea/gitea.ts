/** A real Gitea with Actions and one runner, on this machine and of nobody else: a server that takes GitHub's workflow files and API calls. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { copyAction } from '../action-files.ts';

const execute = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');

export interface Gitea {
  /** Without a slash at its end. */
  readonly url: string;
  /** What GITHUB_API_URL is in its jobs. */
  readonly api: string;
  /** Of a user who may do everything. */
  readonly token: string;
  /** A folder that goes with it. */
  readonly folder: string;
  /** Answers as JSON. @throws where the status says no */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Makes the repository, of an organisation that is made where there is none, with the folder as its only commit, or what it has on `main`. */
  publish(name: `${string}/${string}`, from: string, tag?: string): Promise<void>;
  /** URL for git, with the right to push. */
  remote(name: `${string}/${string}`): string;
  /** What the server and its runner have said: for the message of a test that fails. */
  said(): Promise<string>;
  stop(): Promise<void>;
}

/** Milliseconds that a start may take on a busy machine, and a build, also one that another process has begun. */
const patience = 120_000;
const buildPatience = 1_500_000;

export async function startGitea(): Promise<Gitea> {
  const home = (await execute(path.join(import.meta.dirname, 'build'), { timeout: buildPatience })).stdout.trim();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'automl-gitea-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const env = environment(folder);
  const config = path.join(folder, 'app.ini');
  await mkdir(path.join(folder, 'home'));
  await writeFile(config, settings(folder, url, port, home));
  // What it warns of comes first.
  const gitea = async (...args: string[]): Promise<string> => {
    const whole = [...args, '--config', config];
    const { stdout } = await execute(path.join(home, 'gitea'), whole, { env, cwd: folder, timeout: patience });
    return stdout.trim().split('\n').at(-1) ?? '';
  };
  await gitea('migrate');
  const user = ['--username', 'boss', '--password', 'pass12345', '--email', 'boss@localhost'];
  await gitea('admin', 'user', 'create', '--admin', ...user, '--must-change-password=false');
  const token = await gitea('admin', 'user', 'generate-access-token', '--username', 'boss', '--scopes', 'all', '--raw');
  const processes: ChildProcess[] = [];
  const run = async (program: string, args: readonly string[]): Promise<ChildProcess> => {
    const log = await open(path.join(folder, `${program}.log`), 'a');
    // Gone when the tests are, however they end.
    const whole = ['--pdeathsig', 'KILL', '--', path.join(home, program), ...args];
    const child = spawn('setpriv', whole, { env, cwd: folder, stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    processes.push(child);
    return child;
  };
  const runnerConfig = path.join(folder, 'runner.yaml');
  const register = async (registration: string): Promise<void> => {
    await writeFile(
      runnerConfig,
      `runner: {fetch_interval: 1s, capacity: 2}\nhost: {workdir_parent: ${folder}/work}\n`,
    );
    const asked = ['--no-interactive', '--instance', url, '--token', registration, '--name', 'one'];
    const labels = ['--labels', 'ubuntu-latest:host', '--config', runnerConfig];
    await execute(path.join(home, 'gitea-runner'), ['register', ...asked, ...labels], {
      env,
      cwd: folder,
      timeout: patience,
    });
  };
  const server: Gitea = {
    url,
    api: `${url}/api/v1`,
    token,
    folder,
    call: async (method, place, body) => {
      const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/api/v1${place}`, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${place}: ${String(answer.status)} ${text}`);
      return text === '' ? null : (JSON.parse(text) as unknown);
    },
    publish: (name, from, tag) => publish(server, name, from, tag),
    remote: (name) => `${url.replace('://', `://boss:${token}@`)}/${name}.git`,
    said: async () => {
      const logs = ['gitea.log', 'gitea-runner.log'].map((log) =>
        readFile(path.join(folder, log), 'utf8').catch(() => ''),
      );
      return (await Promise.all(logs)).join('\n');
    },
    stop: async () => {
      await Promise.all(processes.map(ended));
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await answers(`${url}/api/healthz`, await run('gitea', ['web', '--config', config]));
    await register(await gitea('actions', 'generate-runner-token'));
    await run('gitea-runner', ['daemon', '--config', runnerConfig]);
    return server;
  } catch (error) {
    const said = await server.said();
    await server.stop();
    throw new Error(`Gitea did not start:\n${said}`, { cause: error });
  }
}

/** The action as others would use it, and what stands for `actions/checkout`: nothing is fetched from GitHub. */
export async function publishActions(gitea: Gitea): Promise<void> {
  const action = path.join(gitea.folder, 'action');
  await copyAction(action);
  await gitea.publish('ml-org/automl-action', action, 'v1');
  const checkout = path.join(gitea.folder, 'checkout');
  await mkdir(checkout);
  await writeFile(path.join(checkout, 'action.yml'), checkoutAction);
  await gitea.publish('actions/checkout', checkout, 'v6');
}

const checkoutAction = `name: checkout
description: The part of actions/checkout that is needed here.
inputs:
  ref: {description: Branch, default: ''}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        URL: \${{ github.server_url }}/\${{ github.repository }}
        REF: \${{ inputs.ref || github.ref }}
        BRANCH: \${{ inputs.ref || github.ref_name }}
      run: |
        git init --quiet .
        git fetch --quiet --depth=1 "$URL" "$REF"
        git checkout --quiet -B "$BRANCH" FETCH_HEAD
`;

async function publish(gitea: Gitea, name: `${string}/${string}`, from: string, tag?: string): Promise<void> {
  const [owner = '', repository = ''] = name.split('/');
  await gitea.call('POST', '/orgs', { username: owner }).catch(() => null); // it is there already
  await gitea.call('POST', `/orgs/${owner}/repos`, { name: repository, default_branch: 'main' });
  const git = (...args: string[]) =>
    execute('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd: from, timeout: patience });
  if (!existsSync(path.join(from, '.git'))) {
    await git('init', '--quiet', '--initial-branch=main');
    await git('remote', 'add', 'origin', gitea.remote(name));
    await git('add', '--all', '--force');
    await git('commit', '--quiet', '--message=first');
  }
  if (tag !== undefined) await git('tag', tag);
  await git('push', '--quiet', gitea.remote(name), 'main', ...(tag === undefined ? [] : [tag]));
  // It learns of the push a moment later, and fails where something is asked of a repository that it takes for an empty one.
  const end = Date.now() + patience;
  while (((await gitea.call('GET', `/repos/${name}`)) as { readonly empty: boolean }).empty) {
    if (Date.now() > end) throw new Error(`${name} stays empty`);
    await sleep(100);
  }
}

/** Its schedules are looked at every few seconds: a cron expression is due at the minute all the same. */
function settings(folder: string, url: string, port: number, home: string): string {
  return `RUN_USER = ${os.userInfo().username}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = ${folder}
[server]
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${String(port)}
ROOT_URL = ${url}/
STATIC_ROOT_PATH = ${home}/static
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${folder}/gitea.db
[repository]
ROOT = ${folder}/repositories
[security]
INSTALL_LOCK = true
SECRET_KEY = only-for-tests
[actions]
ENABLED = true
DEFAULT_ACTIONS_URL = self
[indexer]
ISSUE_INDEXER_TYPE = db
[cron.start_schedule_tasks]
ENABLED = true
SCHEDULE = @every 3s
[log]
LEVEL = Warn
`;
}

/** Nothing of an outer CI gets in; `using: node24` means for the runner whatever `node` comes first on PATH. */
function environment(folder: string): Record<string, string> {
  const node24 = path.join(root, 'node_modules', 'node', 'bin');
  const kept = Object.entries(process.env).filter(([name]) => /^(PIP_|UV_|SSL_)/i.test(name));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    HOME: path.join(folder, 'home'),
    GITEA_WORK_DIR: folder,
    PATH: [node24, process.env['PATH'] ?? ''].join(path.delimiter),
  };
}

/** Another program could take it before Gitea does: rare, and then the start fails. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  return port;
}

async function answers(url: string, web: ChildProcess): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end && web.exitCode === null) {
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await sleep(200);
  }
  throw new Error(`${url} does not answer`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await over;
  clearTimeout(timer);
}
