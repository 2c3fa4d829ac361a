import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findConnection, type ConnectionRequest } from '../../../../../src/backends/kubernetes/client/connection.ts';
import type { Env } from '../../../../../src/backends/kubernetes/client/access.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'automl-connection-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Content {
  readonly name?: string;
  readonly cluster?: object;
  readonly user?: object;
  readonly namespace?: string;
  readonly current?: string;
}

/** A kubeconfig in which everything has the same name. */
function kubeconfig({ name = 'prod', cluster, user, namespace, current }: Content = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://${name}.example:6443/`, ...cluster } }],
    users: [{ name, user: user ?? { token: `token of ${name}` } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) } }],
    'current-context': current ?? name,
  });
}

function file(name: string, text: string): string {
  const full = path.join(root, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

/** What is thrown rejects, so that cases with and without an error read alike. */
function find(request: Partial<ConnectionRequest> = {}, env: Env = {}) {
  const found = { home: path.join(root, 'home'), cwd: root, ...request };
  return Promise.resolve().then(() => findConnection(found, env, path.join(root, 'pod')));
}

const block =
  'clusters:\n- name: a\n  cluster: {server: "https://a:1"}\ncontexts:\n- name: a\n  context: {cluster: a}\n';

describe('a connection', () => {
  test.each<[string, () => string]>([
    ['content', () => kubeconfig()],
    ['content in blocks', () => block.replace(/\ba\b/g, 'prod')],
    ['base64 of content', () => Buffer.from(kubeconfig()).toString('base64')],
    ['base64 in lines', () => Buffer.from(kubeconfig()).toString('base64').replace(/.{76}/g, '$&\n')],
    ['an absolute path', () => file('x/prod.yaml', kubeconfig())],
    ['a relative path', () => path.relative(root, file('x/prod.yaml', kubeconfig()))],
    ['a path below home', () => (file('home/prod.yaml', kubeconfig()), '~/prod.yaml')],
  ])('comes from %s', async (_, given) => {
    expect(await find({ kubeconfig: given() })).toMatchObject({ context: 'prod', namespace: 'default' });
  });

  test('says where it came from', async () => {
    const given = file('prod.yaml', kubeconfig({ namespace: 'ml' }));
    expect(await find({ kubeconfig: given })).toMatchObject({
      server: 'https://prod.example:6443',
      context: 'prod',
      namespace: 'ml',
      user: 'prod',
      clusterName: 'prod',
      source: `context prod of ${given}`,
    });
  });

  test('is what was given rather than KUBECONFIG, which is rather than the pod', async () => {
    file('pod/token', 't');
    const env = { KUBECONFIG: file('env.yaml', kubeconfig({ name: 'env' })), KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    expect((await find({ kubeconfig: kubeconfig() }, env))?.context).toBe('prod');
    expect((await find({ kubeconfig: '' }, env))?.context).toBe('env');
    expect((await find({}, { ...env, KUBECONFIG: '' }))?.server).toBe('https://10.0.0.1:443');
  });

  test('is not the one that somebody looked at last, unless a context or a namespace is named', async () => {
    file('home/.kube/config', kubeconfig());
    expect(await find()).toBeNull();
    expect((await find({ namespace: 'ml' }))?.namespace).toBe('ml');
    expect((await find({ context: 'prod' }))?.context).toBe('prod');
  });

  test('in a pod is that of its service account', async () => {
    file('pod/token', 't');
    file('pod/namespace', 'runs\n');
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
    expect(await find({}, env)).toMatchObject({
      server: 'https://[fd00::1]:6443',
      namespace: 'runs',
      source: 'the service account of this pod',
      access: {
        user: { tokenFile: path.join(root, 'pod/token') },
        cluster: { authority: { file: path.join(root, 'pod/ca.crt') } },
      },
    });
  });

  test('is asked for where there is none', async () => {
    expect(await find()).toBeNull();
    await expect(find({ required: true })).rejects.toThrow('no cluster is named: give a kubeconfig, set KUBECONFIG');
    await expect(find({ context: 'x' })).rejects.toThrow('context "x" was named, but there is no kubeconfig');
  });

  test('merges the files of KUBECONFIG as kubectl does: the first one counts, absent ones do not', async () => {
    const first = file('1.yaml', kubeconfig({ name: 'a', namespace: 'first' }));
    const second = file('2.yaml', kubeconfig({ name: 'a', namespace: 'second', current: 'b' }));
    const third = file('3.yaml', kubeconfig({ name: 'b', user: { tokenFile: 'sub/token' } }));
    const KUBECONFIG = [file('0.yaml', ''), path.join(root, 'absent'), first, second, third].join(path.delimiter);
    expect(await find({}, { KUBECONFIG })).toMatchObject({ context: 'a', namespace: 'first' });
    expect(await find({ context: 'b' }, { KUBECONFIG })).toMatchObject({
      access: { user: { tokenFile: path.join(root, 'sub/token') } },
    });
  });

  test('takes content in KUBECONFIG for what it is', async () => {
    expect((await find({}, { KUBECONFIG: kubeconfig() }))?.source).toBe(
      'context prod of KUBECONFIG (the kubeconfig in KUBECONFIG)',
    );
  });

  test('uses the only context where none is current, as with a file of a GitLab agent', async () => {
    expect((await find({ kubeconfig: kubeconfig({ current: '' }) }))?.context).toBe('prod');
  });

  test('reads paths relative to the file, data before files', async () => {
    const given = file(
      'x/prod.yaml',
      kubeconfig({
        cluster: { 'certificate-authority': 'ca.crt', 'tls-server-name': 'api', 'proxy-url': 'socks5h://proxy:1080' },
        user: {
          'client-certificate': 'c.crt',
          'client-certificate-data': 'Yw==',
          'client-key': '/k',
          exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './login' },
        },
      }),
    );
    const found = await find({ kubeconfig: given });
    expect(found?.access).toMatchObject({
      cluster: {
        authority: { file: path.join(root, 'x/ca.crt') },
        tlsServerName: 'api',
        proxyUrl: 'socks5://proxy:1080',
      },
      user: {
        certificate: { cert: { data: 'Yw==' }, key: { file: '/k' } },
        exec: { command: path.join(root, 'x/login') },
      },
    });
    const other = await find({ kubeconfig: given, proxyUrl: 'proxy.example:3128' });
    expect(other?.access.cluster.proxyUrl).toBe('http://proxy.example:3128/');
  });
});

describe('what can not be used is refused:', () => {
  const two = kubeconfig().replace('"contexts":[', '"contexts":[{"name":"staging","context":{"cluster":"prod"}},');
  test.each<[string, Partial<ConnectionRequest>, string]>([
    ['a file that is absent', { kubeconfig: 'absent.yaml' }, 'absent.yaml; give the path of a kubeconfig'],
    [
      'no YAML',
      { kubeconfig: 'clusters: [\n  a: b: c' },
      'the kubeconfig that was given is not a kubeconfig: it is not YAML (line 2',
    ],
    ['other YAML', { kubeconfig: 'clusters: yes' }, 'is not a kubeconfig: clusters: '],
    ['a list', { kubeconfig: '[1]' }, 'is not a kubeconfig: it is no mapping'],
    ['nothing inside', { kubeconfig: '{}' }, 'has no contexts'],
    ['an unknown context', { kubeconfig: two, context: 'stagin' }, 'has no context "stagin"; did you mean "staging"?'],
    ['an unlike context', { kubeconfig: two, context: 'q' }, 'has no context "q"; it has staging, prod'],
    [
      'a choice',
      { kubeconfig: two.replace('"current-context":"prod"', '"a":1') },
      'has no current-context: name one by context; it has staging, prod',
    ],
    [
      'no cluster',
      { kubeconfig: kubeconfig().replace('"cluster":"prod"', '"cluster":"x"') },
      'names the cluster "x", which is not there',
    ],
    [
      'no server',
      { kubeconfig: kubeconfig({ cluster: { server: '' } }) },
      'the server of cluster "prod" is ""; give a URL',
    ],
    [
      'no user',
      { kubeconfig: kubeconfig().replace('"user":"prod"', '"user":"x"') },
      'names the user "x", which is not there',
    ],
    [
      'a server without a scheme',
      { kubeconfig: kubeconfig({ cluster: { server: 'host:6443' } }) },
      'is "host:6443"; give a URL like https://host:6443',
    ],
    ['a proxy', { kubeconfig: kubeconfig(), proxyUrl: 'ftp://x' }, 'proxy_url is not the URL of a proxy'],
    [
      'gcp',
      { kubeconfig: kubeconfig({ user: { 'auth-provider': { name: 'gcp' } } }) },
      'install gke-gcloud-auth-plugin',
    ],
    [
      'azure',
      { kubeconfig: kubeconfig({ user: { 'auth-provider': { name: 'azure' } } }) },
      'kubelogin convert-kubeconfig',
    ],
    [
      'half a certificate',
      { kubeconfig: kubeconfig({ user: { 'client-key': 'k' } }) },
      'client-key without a client-certificate',
    ],
    [
      'an old plugin',
      {
        kubeconfig: kubeconfig({
          user: { exec: { apiVersion: 'client.authentication.k8s.io/v1alpha1', command: 'aws' } },
        }),
      },
      'is no longer in use',
    ],
    ['groups alone', { kubeconfig: kubeconfig({ user: { 'as-groups': ['g'] } }) }, 'without "as"'],
  ])('%s', async (_, request, message) => {
    const error = await find(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(message) });
  });

  test('KUBECONFIG with files that are absent', async () => {
    await expect(find({}, { KUBECONFIG: `/no/a${path.delimiter}/no/b` })).rejects.toThrow(
      'KUBECONFIG names /no/a, /no/b, which are not there; correct it or unset it',
    );
  });

  test('without showing secrets', async () => {
    const given = `token ${'s'.repeat(300)}`;
    await expect(find({ kubeconfig: given })).rejects.toThrow('there is no file');
    await expect(find({ kubeconfig: given })).rejects.not.toThrow('sssssssssssssssssssssssss');
  });
});
