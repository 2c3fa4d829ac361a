/** That pods reach the private package index, and only with its CA and its password. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { apply, kubectl, makeNamespace } from './cluster.ts';
import { startIndex, type PackageIndex } from './extras/package-index.ts';

const password = 'p@ss/word';

describe('the private package index', () => {
  let namespace = '';
  let index: PackageIndex;

  beforeAll(async () => {
    namespace = await makeNamespace('index', { podSecurity: 'baseline' });
    index = await startIndex({ password });
  });
  afterAll(() => index.close());

  /** What a pod says after `pip install` with these credentials in the URL. */
  async function install(name: string, credentials: string): Promise<string> {
    const url = index.url.replace('https://', `https://${credentials}@`);
    const pip = `pip install --quiet --disable-pip-version-check --no-input --cert /ca/ca.crt --index-url ${url} outer-demo`;
    // The image's own bundle, in these variables, would win over --cert.
    const script = `unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE; ${pip} 2>&1 && python -c "import outer_demo; print(outer_demo.GREETING)" || echo refused`;
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'ca.crt': ca() } };
    const main = {
      name: 'main',
      image: 'python:3.11-slim',
      command: ['sh', '-c', script],
      volumeMounts: [{ name: 'ca', mountPath: '/ca' }],
    };
    const spec = { restartPolicy: 'Never', containers: [main], volumes: [{ name: 'ca', configMap: { name } }] };
    await apply(namespace, map, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
    await kubectl(['wait', '--for=jsonpath={.status.phase}=Succeeded', `pod/${name}`, '--timeout=90s'], { namespace });
    return kubectl(['logs', name], { namespace });
  }
  const ca = (): string => readFileSync(index.caFile, 'utf8');

  test('gives a package and what it needs to a pod that knows the password', async () => {
    expect(await install('known', `${index.user}:${encodeURIComponent(password)}`)).toMatch(
      /^hello from a private index$/m,
    );
    expect(index.requests).toContainEqual({ path: '/files/inner_demo-2.0-py3-none-any.whl', status: 200 });
  });

  test('refuses a wrong password', async () => {
    expect(await install('unknown', `${index.user}:wrong`)).toMatch(/^refused$/m);
    expect(index.requests).toContainEqual({ path: '/simple/outer-demo/', status: 401 });
  });
});
