/** `automl run workflow NAME URL` with git itself: from a folder, from a server with and without a login, by ssh. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { makeCertificate } from '../cluster/extras/certificate.ts';
import { Project, until, type Ended } from './project.ts';
import { startGitServer, type GitServer, type GitServerOptions } from './remote/git-server.ts';
import { Repository } from './remote/repository.ts';
import { sshd, startSshServer } from './remote/ssh-server.ts';

jest.setTimeout(60_000);

const workflow = `name: chain
params: {alpha: 0.5}
stages:
  main:
    - {name: one, command: [python3, one.py]}
`;
const files = { 'automl.yaml': workflow, 'one.py': 'print("the first version")\n' };

let project: Project;
let repository: Repository;
let servers: { close: () => unknown }[] = [];
beforeEach(() => {
  project = new Project({});
  repository = new Repository(files);
  // git knows folders by their real paths only.
  mkdirSync(path.join(project.folder, 'real-cache'));
  symlinkSync('real-cache', cache());
});
afterEach(async () => {
  project.remove();
  repository.remove();
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const cache = (): string => path.join(project.folder, 'cache');
const clones = (): string[] =>
  existsSync(path.join(cache(), 'clones')) ? readdirSync(path.join(cache(), 'clones')) : [];
/** The user's own settings of git would be the machine's that runs the tests. */
const surroundings = (): Record<string, string> => ({
  AUTOML_CACHE: cache(),
  HOME: path.join(project.folder, 'home'),
  HTTPS_PROXY: '',
  https_proxy: '',
  http_proxy: '',
  ALL_PROXY: '',
  all_proxy: '',
  GIT_SSL_CAINFO: '',
  SSL_CERT_FILE: '',
});

function automl(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Promise<Ended> {
  return project.start(args, { ...surroundings(), ...env }, input).ended;
}

async function run(
  url: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly record: RunRecord }> {
  const ended = await automl(['run', 'workflow', 'wine', url, '--record', 'record.json', ...args], env);
  if (!project.has('record.json')) throw new Error(`no record: ${ended.out}${ended.err}`);
  return { ...ended, record: JSON.parse(project.read('record.json')) as RunRecord };
}

async function serve(options: Partial<GitServerOptions> = {}): Promise<GitServer> {
  const server = await startGitServer({ folder: repository.parent, ...options });
  servers.push(server);
  return server;
}

/** Programs that are found before the machine's own. */
function shims(programs: Readonly<Record<string, string>>): string {
  const folder = path.join(project.folder, 'shims');
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return `${folder}:${process.env['PATH'] ?? ''}`;
}

describe('a workflow by its URL', () => {
  test('runs as its folder would, under the given name; the record stays, and the clone goes', async () => {
    const { code, out, err, record } = await run(repository.url, ['-p', 'alpha=0.25']);
    expect([code, clones()]).toEqual([0, []]);
    expect(out).toContain('the first version');
    const head = repository.git('rev-parse', 'HEAD');
    expect(err).toContain(`cloning ${repository.url} at main@${head.slice(0, 7)}`);
    expect(record).toMatchObject({
      workflow: 'wine',
      file: 'automl.yaml',
      environment: 'dev',
      params: { alpha: 0.25 },
      commit: { head, ref: 'main', dirty: false, url: repository.url },
    });
    expect((await automl(['get', 'runs'])).out).toContain(record.id);
    expect((await automl(['logs', 'latest'])).out).toContain('the first version');
    expect(existsSync(path.join(repository.folder, '.automl'))).toBe(false);
  });

  test('is the commit that a branch, a tag or an id stands for, also one that is no branch’s last', async () => {
    const first = repository.git('rev-parse', 'HEAD');
    repository.git('tag', '-a', '-m', 'x', 'v1');
    repository.git('checkout', '-q', '-b', 'feature/new');
    const second = repository.commit({ 'one.py': 'print("the second version")\n' });
    repository.commit({ 'one.py': 'print("the third version")\n' });
    repository.git('checkout', '-q', 'main');
    const cloned = async (...args: string[]): Promise<string> => {
      const { err } = await automl(['run', 'w', 'wine', repository.url, '--check', ...args]);
      return err.replace(`cloning ${repository.url} at `, '').trim();
    };
    expect(await cloned('--branch', 'feature/new')).toMatch(/^feature\/new@/);
    expect(await cloned('--ref', 'v1')).toBe(`v1@${first.slice(0, 7)}`);
    expect(await cloned('--ref', 'refs/tags/v1')).toBe(`v1@${first.slice(0, 7)}`);
    expect((await run(repository.url, ['--ref', second])).record.commit).toMatchObject({ head: second, ref: null });
  });

  test('that has no such branch, commit or file says so, and what there is', async () => {
    repository.git('branch', 'develop');
    const said = async (...args: string[]): Promise<string> => {
      const ended = await automl(['run', 'w', 'wine', repository.url, ...args]);
      expect([ended.code === 0, clones()]).toEqual([false, []]);
      return ended.err;
    };
    expect(await said('-b', 'devlop')).toContain('has no branch or tag "devlop"; did you mean "develop"?');
    expect(await said('-b', 'zzz')).toContain('it has develop, main');
    expect(await said('--ref', '1234567')).toContain('for a commit give all of its 40 characters');
    expect(await said('--ref', 'a'.repeat(40))).toContain(`has no commit ${'a'.repeat(40)}`);
    expect(await said('--ref=--upload-pack=x')).toContain('is not the name of a branch, a tag or a commit');
    expect(await said('-f', 'autml.yaml')).toMatch(/^autml\.yaml:1:1 .*did you mean "automl.yaml"\?/m);
    expect(await said('-f', '../x.yaml')).toContain('--file ../x.yaml is not in the repository');
    const gone = await automl(['run', 'w', 'wine', `${repository.url}x`]);
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('there is no such repository') });
  });

  test('is only looked at with --check', async () => {
    repository.commit({ 'other/wrong.yaml': 'name: x\nstages:\n  a:\n    - {name: one, run: nope.py}\n' });
    expect(await automl(['run', 'w', 'wine', repository.url, '--check'])).toMatchObject({
      code: 0,
      out: 'automl.yaml is valid (1 step checked, nothing was run)\n',
    });
    const wrong = await automl(['update', 'w', 'wine', repository.url, '--check', '-f', 'other/wrong.yaml']);
    expect(wrong).toMatchObject({ code: 3, out: expect.stringMatching(/^other\/wrong\.yaml:4:24 .*FILE_NOT_FOUND/) });
    expect(project.has('.automl')).toBe(false);
  });

  test('may be one of the older kind, which has no name; --id is not needed any more; submodules are named', async () => {
    repository.git('rm', '-q', 'automl.yaml');
    repository.commit({
      'config.yaml': `version: 1.0.0
stages:
  train:
    - {step_name: One, path_to_executable: one.py, dependency_path: requirements.txt}
`,
      'requirements.txt': '\n',
      '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = https://git.example/lib\n',
    });
    const { record, err } = await run(repository.url, ['--id', '42']);
    expect(record).toMatchObject({ workflow: 'wine', file: 'config.yaml', state: 'succeeded' });
    expect(err).toContain('--id is not needed any more');
    expect(err).toContain('submodules are not cloned: lib;');
  });

  test('has no address that somebody could have changed on the way, nor one with a password', async () => {
    for (const [url, sentence] of [
      ['http://git.example/a/b', 'use https or ssh'],
      ['https://me:hunter2@git.example/a/b', 'take it out'],
      ['ext::sh -c true', 'white space'],
      ['git.example/a/b', 'did you mean https://git.example/a/b?'],
    ] as const) {
      const { code, err } = await automl(['run', 'w', 'wine', url]);
      expect(code).toBe(2);
      expect(err).toContain(sentence);
      expect(err).not.toContain('hunter2');
    }
  });

  test('needs git, and one that is not too old', async () => {
    const none = await automl(['run', 'w', 'wine', repository.url], { PATH: project.folder });
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('git is not installed') });
    const old = await automl(['run', 'w', 'wine', repository.url], { PATH: shims({ git: 'echo git version 2.20.1' }) });
    expect(old.err).toContain('git 2.31 or newer, and this is git version 2.20.1');
  });
});

describe('a login', () => {
  const token = 'ghp_hunter2hunter2';

  test('by token is given to git alone: nothing of it is in arguments, files or output', async () => {
    const server = await serve({ password: token });
    const url = `http://127.0.0.1:${server.port}/models.git`;
    const git = path.join(project.folder, 'argv');
    const path_ = shims({
      git: `printf '%s\\n' "$@" >> ${git}\nexec /usr/bin/env -S PATH="${process.env['PATH'] ?? ''}" git "$@"`,
    });
    mkdirSync(path.join(project.folder, 'home'));
    project.write('home/.gitconfig', '[credential]\n\thelper = store\n');
    const byVariable = await run(url, ['--log-level', 'debug'], {
      AUTOML_GIT_TOKEN: token,
      PATH: path_,
      GIT_TRACE_CURL: '1',
    });
    expect(byVariable.code).toBe(0);
    expect(server.logins).toContain(`x-access-token:${token}`);
    expect((await automl(['run', 'w', 'wine', url, '--check', '--token', '-'], {}, `${token}\n`)).code).toBe(0);
    expect((await automl(['run', 'w', 'wine', url, '--check', '-t', token])).code).toBe(0);
    expect(byVariable.record.commit.url).toBe(url);
    expect(readFileSync(git, 'utf8')).toContain('ls-remote');
    const written = readdirSync(project.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(written.length).toBeGreaterThan(5);
    for (const { parentPath, name } of written) {
      expect(`${name}: ${readFileSync(path.join(parentPath, name), 'latin1')}`).not.toContain(token);
    }
    expect(byVariable.out + byVariable.err).not.toContain(token);
  });

  test('that is missing or wrong is told apart', async () => {
    const server = await serve({ password: token });
    const url = `http://127.0.0.1:${server.port}/models.git`;
    const none = await automl(['run', 'w', 'wine', url], { AUTOML_GIT_TOKEN: '' });
    expect(none).toMatchObject({
      code: 1,
      err: expect.stringContaining('127.0.0.1 wants a login: set AUTOML_GIT_TOKEN'),
    });
    const wrong = await automl(['run', 'w', 'wine', url, '-t', 'wrong-token']);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('127.0.0.1 does not take the token') });
    expect(wrong.err).not.toContain('wrong-token');
    const misused = await automl(['run', 'w', 'wine', repository.url, '-t', token]);
    expect(misused).toMatchObject({ code: 2, err: expect.stringContaining('--token is for https') });
  });

  test('goes to the host that was named, and not to where that one points', async () => {
    const other = await serve({ password: token });
    const moved = await serve({ movedTo: `http://localhost:${other.port}` });
    const url = `http://127.0.0.1:${moved.port}/models.git`;
    const { code } = await automl(['run', 'w', 'wine', url, '-t', token]);
    expect(code).toBe(1);
    expect([moved.asked, other.asked]).toEqual([1, 1]);
    expect([...moved.logins, ...other.logins]).toEqual([]);
  });

  test('by https trusts the authorities that Node is told of, and no others', async () => {
    const { caFile, ...tls } = makeCertificate(project.folder, '127.0.0.1');
    const server = await serve({ tls });
    const url = `https://127.0.0.1:${server.port}/models.git`;
    const unknown = await automl(['run', 'w', 'wine', url], { NODE_EXTRA_CA_CERTS: '' });
    expect(unknown.err).toContain("the certificate of 127.0.0.1 is not trusted: name the authority's certificate");
    expect((await run(url, [], { NODE_EXTRA_CA_CERTS: caFile })).record.state).toBe('succeeded');
  });
});

describe('ssh', () => {
  test('is told to trust no host unseen, and gets the key as it wants it: for its own eyes', async () => {
    const seen = path.join(project.folder, 'seen');
    const ssh = `printf '%s\\n' "$@" > ${seen}
for word; do case "$word" in
  IdentityFile=*) file=$(echo "$word" | cut -d'"' -f2); stat -c %a "$file" >> ${seen}; cat "$file" >> ${seen};;
  UserKnownHostsFile=*) cat "$(echo "$word" | cut -d'"' -f2)" >> ${seen};;
esac; last=$word; done
exec sh -c "$(echo "$last" | sed s,/acme,${repository.parent},)"`;
    project.write('key', 'not a real key\n');
    chmodSync(path.join(project.folder, 'key'), 0o666);
    const { record } = await run('git@git.example:/acme/models.git', ['--ssh-key', 'key'], { PATH: shims({ ssh }) });
    expect(record.commit.url).toBe('git@git.example:/acme/models.git');
    const told = readFileSync(seen, 'utf8');
    for (const words of [
      'StrictHostKeyChecking=yes',
      'IdentitiesOnly=yes',
      '600\nnot a real key',
      'github.com ssh-ed25519 ',
    ]) {
      expect(told).toContain(words);
    }
    expect(told).toContain('~/.ssh/known_hosts');
    project.write('hosts', 'git.example ssh-ed25519 AAAA\n');
    await run('git@git.example:/acme/models.git', ['--known-hosts', 'hosts'], { PATH: shims({ ssh }) });
    const pinned = readFileSync(seen, 'utf8');
    expect(pinned).toContain('git.example ssh-ed25519 AAAA\n');
    expect(pinned).toContain('GlobalKnownHostsFile=/dev/null');
    expect(pinned).not.toMatch(/github\.com ssh-ed25519|~\/\.ssh/);
    expect(clones()).toEqual([]);
  });

  (sshd === null ? test.skip : test)(
    'by a server of this machine: its key is known, changed or unknown (needs sshd)',
    async () => {
      const server = await startSshServer(sshd ?? '', project.folder);
      servers.push(server);
      const url = `${server.url}${repository.folder}`;
      const keys = ['--ssh-key', server.key, '--known-hosts', 'hosts'];
      project.write('hosts', server.hostKey);
      expect((await run(url, keys)).record).toMatchObject({ state: 'succeeded', commit: { url } });
      const strange = await automl(['run', 'w', 'wine', url, '--ssh-key', server.key]);
      expect(strange).toMatchObject({
        code: 1,
        err: expect.stringContaining('the host key of 127.0.0.1 is not known'),
      });
      project.write('hosts', `[127.0.0.1]:${server.port} ${readFileSync(`${server.key}.pub`, 'utf8')}`);
      const changed = await automl(['run', 'w', 'wine', url, ...keys]);
      expect(changed.err).toContain('127.0.0.1 has another host key than the one that is known');
      project.write('hosts', server.hostKey);
      const wrongKey = await automl([
        'run',
        'w',
        'wine',
        url,
        '--ssh-key',
        path.join(project.folder, 'host'),
        ...keys.slice(2),
      ]);
      expect(wrongKey.err).toContain('127.0.0.1 does not take the key of --ssh-key');
    },
  );
});

describe('the clone', () => {
  const interrupted = async (url: string, when: () => boolean, env: Record<string, string> = {}): Promise<Ended> => {
    const { child, ended } = project.start(['run', 'w', 'wine', url], { ...surroundings(), ...env });
    await until(when, 'something to interrupt');
    child.kill('SIGINT');
    return ended;
  };

  test('is gone after an interrupt while it is made', async () => {
    const server = await serve({ folder: null });
    const url = `http://127.0.0.1:${server.port}/models.git`;
    const ended = await interrupted(url, () => clones().length === 1);
    expect(ended).toMatchObject({ code: 130, err: expect.stringContaining('interrupted before the run began') });
    expect(clones()).toEqual([]);
  });

  test('and after one while the run is prepared, which is not begun then', async () => {
    const asked = path.join(project.folder, 'asked');
    shims({ slow: `touch ${asked}\nsleep 1\nexec python3 "$@"` });
    const env = { AUTOML_PYTHON: path.join(project.folder, 'shims', 'slow') };
    const ended = await interrupted(repository.url, () => existsSync(asked), env);
    expect(ended).toMatchObject({ code: 130, err: expect.stringContaining('interrupted before the run began') });
    expect([clones(), project.has('.automl')]).toEqual([[], false]);
  });

  test('and after one while the run goes on, which is cancelled', async () => {
    repository.commit({ 'one.py': 'import time\nprint("started", flush=True)\ntime.sleep(60)\n' });
    const log = (): string[] =>
      project.has('.automl/runs') ? readdirSync(path.join(project.folder, '.automl/runs')) : [];
    const ended = await interrupted(repository.url, () =>
      log().some((id) => project.has(`.automl/runs/${id}/logs/one.log`)),
    );
    expect(ended).toMatchObject({ code: 130, out: expect.stringContaining('cancelled') });
    expect(clones()).toEqual([]);
  });

  test('is private; what a program left that was killed is removed a day later', async () => {
    repository.commit({ 'one.py': 'import time\ntime.sleep(60)\n' });
    const { child, ended } = project.start(['run', 'w', 'wine', repository.url], surroundings());
    await until(() => clones().length === 1, 'a clone');
    const [name = ''] = clones();
    const left = path.join(cache(), 'clones', name);
    expect([statSync(left).mode & 0o777, statSync(path.dirname(left)).mode & 0o777]).toEqual([0o700, 0o700]);
    child.kill('SIGKILL');
    await ended;
    await automl(['run', 'w', 'wine', repository.url, '--check']);
    expect(clones()).toEqual([name]);
    const longAgo = Date.now() / 1000 - 25 * 3600;
    utimesSync(left, longAgo, longAgo);
    await automl(['run', 'w', 'wine', repository.url, '--check']);
    expect(clones()).toEqual([]);
  });
});

describe('the command line', () => {
  test('knows `create` and `update` for clusters only', async () => {
    for (const verb of ['create', 'update']) {
      const ended = await automl([verb, 'workflow', 'wine', repository.url]);
      expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('no cluster is configured') });
    }
  });

  test('tells a folder called `workflow` from the verb, and goes on completing files', async () => {
    expect((await automl(['run', 'workflow', '--help'])).out).toContain(
      'automl run w wine git@github.com:acme/models.git --ref v1.2 --check',
    );
    const bare = await automl(['run', 'workflow']);
    expect(bare).toMatchObject({
      code: 2,
      err: expect.stringContaining('a folder or file of this name is ./workflow'),
    });
    project.write('workflow/automl.yaml', workflow);
    project.write('workflow/one.py', '');
    expect((await automl(['run', './workflow'])).code).toBe(0);
    expect((await automl(['__complete', '--', 'run', ''])).out).toBe('');
    expect((await automl(['__complete', '--', 'run', 'w', '--known'])).out).toBe('--known-hosts\n');
  });

  test('takes each option where it stands: those behind the noun are not for `run` alone', async () => {
    const both = await automl(['run', 'w', 'wine', repository.url, '--ref', 'main', '-b', 'main']);
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('cannot be used with option') });
    const wrong = await automl(['run', 'w', 'wine', repository.url, '-p', 'alfa=1']);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "alpha"?') });
  });
});
