import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastingLabels } from '../../../src/backends/kubernetes/objects/labels.ts';
import { kubeconfigOf, serveObjects } from '../backends/kubernetes/client/object-server.ts';
import type { ApiServer } from '../backends/kubernetes/client/server.ts';
import { clientCertificate, serverCertificate } from '../backends/kubernetes/client/certificates.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { automl as cli, type WordsEnded } from './words.ts';

let api: FakeApi;
let server: ApiServer;
let folder: string;
beforeEach(async () => {
  api = new FakeApi();
  server = await serveObjects(api);
  folder = mkdtempSync(path.join(tmpdir(), 'automl-secrets-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Words as on a command line, without values that have spaces. */
const automl = (line: string, input: string | Buffer = ''): Promise<WordsEnded> =>
  cli(line.split(' '), { env: { KUBECONFIG: kubeconfigOf(server) }, cwd: folder, input, now: Date.now });
const file = (name: string, content: string | Buffer): void => {
  writeFileSync(path.join(folder, name), content);
};
const encoded = (value: string | Buffer): string => Buffer.from(value).toString('base64');
const stored = (name: string) => api.objects.get('Secret', name);

describe('automl create secret', () => {
  test('keeps values of words, files, lines and standard input, byte by byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 10]);
    file('model.key', bytes);
    file('aws.env', 'ID=1\nexport KEY="two words"\n');
    const ended = await automl(
      'create secret aws A=x=y --from-file BYTES=model.key --from-file model.key --from-env-file aws.env --from-file IN=- --data B=1 C=2',
      'from stdin\n',
    );
    expect(ended).toEqual({
      code: 0,
      out: 'secret aws created in namespace ml: A, B, C, BYTES, model.key, IN, ID, KEY\n',
      err: 'warning: key model.key: a shell can not read a variable of this name; letters, digits and "_" do\n',
    });
    expect(stored('aws')).toMatchObject({
      type: 'Opaque',
      metadata: { labels: { 'app.kubernetes.io/managed-by': 'automl-action' } },
      data: {
        A: encoded('x=y'),
        B: encoded('1'),
        C: encoded('2'),
        BYTES: encoded(bytes),
        'model.key': encoded(bytes),
        IN: encoded('from stdin\n'),
        ID: encoded('1'),
        KEY: encoded('two words'),
      },
    });
  });

  test('reads lines of standard input for a dash', async () => {
    await automl('create secret db -', '# mine\nUSER=me\n');
    expect(stored('db')?.data).toEqual({ USER: encoded('me') });
  });

  test('leaves one that is there as it is', async () => {
    await automl('create secret db A=1');
    const ended = await automl('create secret db A=2');
    expect(ended.code).toBe(2);
    expect(ended.err).toBe(
      'there is a secret "db" in namespace ml already; automl update secret changes keys of it, automl delete secret deletes it',
    );
    expect(stored('db')?.data).toEqual({ A: encoded('1') });
  });

  test.each([
    ['create secret db hunter2', 'value 1 is not of the form KEY=value'],
    ['create secret db A=1 hunter2=', 'value 2 is empty: give its key a value, or leave it out'],
    ['create secret A=hunter2', 'the name of the secret is missing: automl create secret NAME KEY=value'],
    ['create secret db hunter/2=x', 'value 1 has no key of a secret: letters, digits'],
    ['create secret db A=hunter2 A=hunter2', 'value 2 has a key that was given before'],
    ['create secret db', 'secret "db" has no values: give it KEY=value, --from-file or --from-env-file'],
    ['create secret Db_x A=hunter2', '"Db_x" is not the name of a Secret: '],
    ['create secret db --fom-file=hunter2', "automl: unknown option '--fom-file'"],
    ['create secret db --from-env-file empty.env', 'A of empty.env is empty: set it, or leave the line out'],
    ['create secret db --from-env-file wrong.env', 'wrong.env:1: expected KEY=value'],
    ['create secret db --from-file A=nowhere', "nowhere can't be read: "],
    ['create secret db --from-file A=- --from-file B=-', 'standard input (-) can be read only once'],
    ['create secret db --from-file -', '--from-file -: name the key, as in KEY=-'],
    ['create secret db A=1 --type dokcer', 'there is no type "dokcer" of Secrets; did you mean "docker"?'],
    ['create secret db --type tls A=1', 'kubernetes.io/tls needs tls.crt: give it by --from-file tls.crt=FILE'],
    ['create secret db --type basic-auth A=1', 'kubernetes.io/basic-auth needs username or password'],
    ['create secret db --type ssh-auth A=1', 'kubernetes.io/ssh-auth needs ssh-privatekey'],
    ['create secret db --type docker .dockerconfigjson=hunter2', '.dockerconfigjson is no JSON object'],
    ['create secret db --type docker .dockerconfigjson={"credsStore":"x"}', 'holds no login ("auths")'],
    ['create secret db --type tls tls.crt=hunter2 tls.key=hunter2', 'are not a certificate and a private key'],
    ['create secret db --type service-account-token', '--service-account NAME and --type'],
  ])('%s: refused without a call, and without showing a value', async (line, message) => {
    file('empty.env', 'A=\n');
    file('wrong.env', 'hunter2\n');
    const ended = await automl(line, 'hunter2');
    expect(ended.code).toBe(2);
    expect(ended.err).toContain(message);
    expect(ended.out + ended.err).not.toContain('hunter2');
    expect(server.seen).toEqual([]);
  });

  test('makes each built-in type by its short name', async () => {
    file('tls.crt', serverCertificate.cert);
    file('tls.key', serverCertificate.key);
    const auth = '{"auths":{"ghcr.io":{"auth":"bTpw"}}}';
    await automl('create secret tls -t tls --from-file tls.crt --from-file tls.key');
    await automl(`create secret pull -t docker-registry .dockerconfigjson=${auth}`);
    await automl('create secret git -t ssh-auth ssh-privatekey=k');
    await automl('create secret web -t basic-auth username=me');
    await automl('create secret sa --service-account ci');
    await automl('create secret own -t example.com/own A=1');
    expect(api.all('Secret').map(({ metadata, type }) => [metadata?.name, type])).toEqual([
      ['tls', 'kubernetes.io/tls'],
      ['pull', 'kubernetes.io/dockerconfigjson'],
      ['git', 'kubernetes.io/ssh-auth'],
      ['web', 'kubernetes.io/basic-auth'],
      ['sa', 'kubernetes.io/service-account-token'],
      ['own', 'example.com/own'],
    ]);
    expect(stored('sa')?.metadata?.annotations).toEqual({ 'kubernetes.io/service-account.name': 'ci' });
  });

  test('refuses a key that is of another certificate', async () => {
    file('tls.crt', serverCertificate.cert);
    file('tls.key', clientCertificate.key);
    const { code, err } = await automl('create secret tls -t tls --from-file tls.crt --from-file tls.key');
    expect([code, err]).toEqual([2, 'secret "tls": tls.key is not the private key of tls.crt']);
  });
});

describe('automl update secret', () => {
  /** Not what encoding anew would give. */
  const odd = 'YWJjZB==';

  test('sets and removes keys, and leaves the others byte by byte, whoever made it', async () => {
    api.put('Secret', { metadata: { name: 'db' }, type: 'Opaque', data: { KEPT: odd, OLD: 'eA==', A: 'eA==' } });
    expect(await automl('update secret db A=2 OLD= NEW=3')).toEqual({
      code: 0,
      out: 'secret db updated in namespace ml: set A, NEW; removed OLD\n',
      err: '',
    });
    expect(stored('db')?.data).toEqual({ KEPT: odd, A: encoded('2'), NEW: encoded('3') });
  });

  test('looks again when somebody else changed it meanwhile', async () => {
    api.put('Secret', { metadata: { name: 'db' }, data: { A: 'eA==' } });
    api.meanwhile('patch', 'Secret', () => api.put('Secret', { metadata: { name: 'db' }, data: { B: 'eA==' } }));
    expect((await automl('update secret db C=1')).code).toBe(0);
    expect(stored('db')?.data).toEqual({ B: 'eA==', C: encoded('1') });
  });

  test('says what it can not change', async () => {
    api.put('Secret', { metadata: { name: 'fixed' }, immutable: true, data: {} });
    api.put('Secret', { metadata: { name: 'web' }, type: 'kubernetes.io/basic-auth', data: { password: 'eA==' } });
    const component = { 'app.kubernetes.io/component': 'secret', 'automl-action/project': 'p' };
    api.put('Secret', { metadata: { name: 'own', labels: component }, data: {} });
    const said = async (line: string): Promise<string> => (await automl(line)).err;
    expect(await said('update secret none A=1')).toBe(
      'there is no secret "none" in namespace ml; automl create secret none makes it',
    );
    expect(await said('update secret fixed A=1')).toContain('is immutable; delete it and create it anew');
    expect(await said('update secret web password=')).toContain('would be of no use: kubernetes.io/basic-auth needs');
    expect(await said('update secret own A=1')).toContain('belongs to a run or a service');
    expect(await said('update secret web')).toContain('nothing to change in secret "web"');
    expect(api.calls.filter(({ verb }) => verb === 'patch')).toEqual([]);
  });
});

describe('automl get secrets and delete secret', () => {
  test('shows names, workflows and keys, and no value in any format', async () => {
    await automl('create secret aws KEY=hunter2 ID=hunter2 -w wine');
    api.put('Secret', { metadata: { name: 'by-hand' }, type: 'Opaque', data: { A: encoded('hunter2') } });
    expect((await automl('get secrets')).out).toBe(
      'secret   namespace  workflow  keys\naws      ml         wine      ID, KEY\nby-hand  ml         –         A\n',
    );
    const [first] = JSON.parse((await automl('get secrets -o json')).out) as unknown[];
    expect(first).toEqual({
      name: 'aws',
      namespace: 'ml',
      workflow: 'wine',
      keys: ['ID', 'KEY'],
      type: 'Opaque',
      made_here: true,
      immutable: false,
      created_at: '2026-01-01T00:00:00Z',
    });
    for (const format of ['text', 'wide', 'json', 'yaml']) {
      const { out } = await automl(`get secrets -o ${format}`);
      expect(out).toContain('by-hand');
      expect(out).not.toMatch(new RegExp(`hunter2|${encoded('hunter2')}`));
    }
  });

  test('shows the one that is named', async () => {
    await automl('create secret aws A=1');
    await automl('create secret db A=1');
    expect((await automl('get secret db')).out).toBe(
      'secret  namespace  workflow  keys\ndb      ml         –         A\n',
    );
    expect(JSON.parse((await automl('get secret db -o json')).out)).toMatchObject({ name: 'db', keys: ['A'] });
    expect(await automl('get secret none')).toMatchObject({
      code: 2,
      err: 'namespace ml has no secret "none"; it has aws, db',
    });
  });

  test('says when there is none', async () => {
    expect((await automl('get secrets')).out).toBe('no secrets in namespace ml: automl create secret NAME KEY=value\n');
  });

  test('deletes the one that is named', async () => {
    await automl('create secret a A=1');
    await automl('create secret b A=1');
    expect((await automl('delete secret a')).out).toBe('secret a deleted from namespace ml\n');
    expect(api.all('Secret').map(({ metadata }) => metadata?.name)).toEqual(['b']);
    expect(await automl('delete secret a')).toMatchObject({
      code: 2,
      err: 'there is no secret "a" in namespace ml; automl get secrets lists those that are',
    });
  });
});

describe('a secret that is tied to a workflow', () => {
  const anchor = (repository: string) => ({
    metadata: { name: repository, labels: { ...lastingLabels({ owner: { ...owner, repository }, workflow: 'wine' }) } },
  });
  const names = (): readonly unknown[] => api.all('Secret').map(({ metadata }) => metadata?.name);
  beforeEach(async () => {
    await automl('create secret aws A=1 -w wine');
    await automl('create secret other A=1 -w beer');
    await automl('create secret free A=1');
  });

  test('goes with the workflow', async () => {
    api.put('ConfigMap', anchor('a'));
    expect((await automl('delete workflow wine')).out).toBe('workflow wine deleted from namespace ml: 2 objects\n');
    expect(names()).toEqual(['other', 'free']);
  });

  test('goes with a workflow that has never run', async () => {
    expect((await automl('delete workflow wine')).code).toBe(0);
    expect(names()).toEqual(['other', 'free']);
    expect((await automl('delete workflow wine')).err).toContain('holds nothing of a workflow "wine"');
  });

  test('stays while another repository has a workflow of this name', async () => {
    api.put('ConfigMap', anchor('a')).put('ConfigMap', anchor('b'));
    const { err } = await automl('delete workflow wine');
    const [, project = ''] = /--project (\S+)/.exec(err) ?? [];
    expect((await automl(`delete workflow wine --project ${project}`)).code).toBe(0);
    expect(names()).toEqual(['aws', 'other', 'free']);
    expect((await automl('delete workflow wine')).code).toBe(0);
    expect(names()).toEqual(['other', 'free']);
  });
});
