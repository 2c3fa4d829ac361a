import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { parse } from 'yaml';
import { setUpNamespace, type SetUpRequest } from '../../../src/commands/set-up-namespace.ts';
import { ApiServer, json } from '../backends/kubernetes/client/server.ts';
import { worldOf } from './world.ts';

const expires = '2026-02-01T00:00:00Z';
let server: ApiServer;
let cwd = '';
/** What was applied, by its path. */
let kept: Map<string, unknown>;

beforeEach(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'automl-setup-'));
  writeFileSync(
    path.join(cwd, 'automl.yaml'),
    'name: wine\nstages: {train: [{name: train, command: "true", image_pull_secrets: [private]}]}\n',
  );
  kept = new Map();
  server = await ApiServer.start(({ method, path: place, query, body }, response) => {
    if (place.endsWith('/token')) json(response, 201, { status: { token: 'the-token', expirationTimestamp: expires } });
    else if (method === 'PATCH') {
      if (!query.has('dryRun')) kept.set(place, JSON.parse(body));
      json(response, 200, JSON.parse(body));
    } else if (kept.has(place)) json(response, 200, kept.get(place));
    else json(response, 404, { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 });
  });
});
afterEach(async () => {
  rmSync(cwd, { recursive: true });
  await server.close();
});

async function setUp(fields: Partial<SetUpRequest> = {}, stdin = ''): Promise<readonly string[]> {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: server.url, 'certificate-authority-data': 'Y2E=' } }],
    users: [{ name: 'u', user: { token: 'admin' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
  const out = new PassThrough();
  const usual = {
    target: '.',
    all: false,
    for: 'ci',
    subjects: [],
    annotations: [],
    secrets: [],
    cluster: false,
  } as const;
  const request = { ...usual, namespace: 'ml', dryRun: false, duration: '720h', kubeconfig, ...fields };
  expect(await setUpNamespace(request, worldOf({ cwd, out, stdin: () => Readable.from([stdin]) }))).toBe(0);
  return String(out.read()).trimEnd().split('\n');
}

describe('automl setup', () => {
  test('says of each thing what became of it, and how CI gets in', async () => {
    expect(await setUp()).toEqual([
      'created namespace/ml',
      'created serviceaccount/automl-wine',
      'created role/automl-wine',
      'created rolebinding/automl-wine',
      'a kubeconfig for CI, with a token that ends: automl setup ml --kubeconfig-out ci.kubeconfig',
    ]);
    expect((await setUp()).slice(0, 4).map((line) => line.split(' ')[0])).toEqual(Array(4).fill('unchanged'));
  });

  test('only says it in a dry run', async () => {
    expect(await setUp({ dryRun: true, kubeconfigOut: 'ci.kubeconfig' })).toEqual([
      'would create namespace/ml',
      'would create serviceaccount/automl-wine',
      'would create role/automl-wine',
      'would create rolebinding/automl-wine',
      'would write ci.kubeconfig',
    ]);
    expect(kept.size).toBe(0);
    expect(existsSync(path.join(cwd, 'ci.kubeconfig'))).toBe(false);
  });

  test('writes a kubeconfig that nobody else may read, also over one that everybody could', async () => {
    const file = path.join(cwd, 'ci.kubeconfig');
    writeFileSync(file, 'old', { mode: 0o644 });
    const lines = await setUp({ kubeconfigOut: 'ci.kubeconfig' });
    expect(lines.at(-1)).toBe(
      'wrote ci.kubeconfig: a kubeconfig of serviceaccount/automl-wine, good until 2026-02-01T00:00:00.000Z',
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
      clusters: [{ cluster: { server: server.url, 'certificate-authority-data': 'Y2E=' } }],
      users: [{ user: { token: 'the-token' } }],
      contexts: [{ context: { namespace: 'ml' } }],
    });
    const asked = server.seen.find(({ path: place }) => place.endsWith('/token'));
    expect(asked?.path).toBe('/api/v1/namespaces/ml/serviceaccounts/automl-wine/token');
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ spec: { expirationSeconds: 2_592_000 } });
  });

  test('makes the Secret of a registry under the name that the file has for it', async () => {
    const lines = await setUp({ registry: 'ghcr.io', registryUsername: 'me' }, 'pass word\n');
    expect(lines).toContain('created secret/private');
    expect(JSON.stringify(lines)).not.toContain('image_pull_secrets');
    const { data } = kept.get('/api/v1/namespaces/ml/secrets/private') as { data: Record<string, string> };
    const config = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString();
    expect(JSON.parse(config)).toMatchObject({ auths: { 'ghcr.io': { username: 'me', password: 'pass word' } } });
  });

  test('says what to write into the file where it names no such Secret', async () => {
    const lines = await setUp({ registry: 'ghcr.io', registryUsername: 'me', registrySecret: 'other' }, 'x');
    expect(lines).toContain('steps pull with it where the file says: image_pull_secrets: [other]');
  });

  test.each<[Partial<SetUpRequest>, string]>([
    [{ duration: 'long' }, '--duration:'],
    [{ registry: 'ghcr.io' }, '--registry needs --registry-username'],
    [{ registry: 'ghcr.io', registryUsername: 'me' }, 'give the password of ghcr.io by standard input'],
    [{ kubeconfigOut: 'x', subjects: ['user:ann'] }, '--kubeconfig-out needs an account'],
  ])('asks nobody where something is missing: %j', async (fields, sentence) => {
    await expect(setUp(fields)).rejects.toThrow(sentence);
    expect(server.seen).toEqual([]);
  });
});
