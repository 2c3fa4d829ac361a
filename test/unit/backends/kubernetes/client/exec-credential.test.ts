import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClusterAccess, ExecPlugin } from '../../../../../src/backends/kubernetes/client/access.ts';
import { ExecCredential } from '../../../../../src/backends/kubernetes/client/exec-credential.ts';
import { FileMemory } from '../../../../../src/backends/kubernetes/client/file-memory.ts';
import { FakeTime } from './server.ts';

let root: string;
let time: FakeTime;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'automl-exec-'));
  time = new FakeTime();
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const cluster: ClusterAccess = {
  name: 'here',
  server: 'https://here:6443',
  authority: { data: Buffer.from('CA').toString('base64') },
  skipTlsVerify: false,
  tlsServerName: null,
  proxyUrl: null,
  execConfig: { audience: 'x' },
};

function script(body: string, name = 'login'): string {
  const file = path.join(root, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

function credential(command: string, more: Partial<ExecPlugin> = {}, patience = 10_000): ExecCredential {
  const plugin: ExecPlugin = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command,
    args: [],
    env: {},
    installHint: null,
    provideClusterInfo: false,
    interactive: 'Never',
    ...more,
  };
  const env = { PATH: '/usr/bin:/bin', COUNT: path.join(root, 'count') };
  return new ExecCredential(plugin, cluster, { env, files: new FileMemory(time.now), now: time.now, patience });
}

/** Counts its runs in $COUNT; the token is the count. */
function counting(life: number | null): string {
  const expires = life === null ? '' : `,"expirationTimestamp":"${new Date(time.now() + life * 1000).toISOString()}"`;
  return script(
    `echo run >> "$COUNT"; n=$(wc -l < "$COUNT" | tr -d ' ')\necho '{"kind":"ExecCredential","status":{"token":"'$n'"${expires}}}'`,
  );
}

describe('a credential from a plugin', () => {
  test('is asked for once by all who need it, and kept', async () => {
    const one = credential(counting(null));
    const tokens = await Promise.all([one.current(), one.current(), one.current()]);
    time.pass(10 * 365 * 86_400_000);
    expect([...tokens, await one.current()].map(({ token }) => token)).toEqual(['1', '1', '1', '1']);
    expect(one.remainingLife()).toBeNull();
  });

  test.each([
    [600, 539, 541],
    [100, 89, 91],
  ])('that lasts %d s is renewed between %d s and %d s', async (life, kept, renewed) => {
    const one = credential(counting(life));
    await one.current();
    expect(one.remainingLife()).toBe(life);
    time.pass(kept * 1000);
    expect((await one.current()).token).toBe('1');
    time.pass((renewed - kept) * 1000);
    expect((await one.current()).token).toBe('2');
  });

  test('is used to its end when the plugin fails to renew it', async () => {
    const command = counting(600);
    const one = credential(command);
    await one.current();
    script('exit 1');
    time.pass(580_000);
    expect((await one.current()).token).toBe('1');
    time.pass(21_000);
    await expect(one.current()).rejects.toThrow('login, which the kubeconfig names to log in, failed (exit code 1)');
  });

  test('that was refused is renewed once, whoever saw it refused', async () => {
    const one = credential(counting(null));
    const refused = await one.current();
    const [a, b] = await Promise.all([one.renew(refused), one.renew(refused)]);
    expect([a.token, b.token, (await one.renew(refused)).token]).toEqual(['2', '2', '2']);
  });

  test('knows its end from the token where the plugin does not tell', async () => {
    const token = `x.${Buffer.from(JSON.stringify({ exp: time.now() / 1000 + 900 })).toString('base64url')}.y`;
    const one = credential(script(`echo '{"kind":"ExecCredential","status":{"token":"${token}"}}'`));
    await one.current();
    expect(one.remainingLife()).toBe(900);
  });
});

describe('a plugin', () => {
  const good = `echo '{"kind":"ExecCredential","status":{"token":"t"}}'`;

  test('gets its arguments, its variables, the cluster, and no input', async () => {
    const command = script(
      `cat - > "$OUT.in"; echo "$1|$EXTRA" > "$OUT"; echo "$KUBERNETES_EXEC_INFO" > "$OUT.json"; ${good}`,
    );
    const out = path.join(root, 'out');
    await credential(command, { args: ['a b'], env: { EXTRA: 'e', OUT: out }, provideClusterInfo: true }).current();
    expect(readFileSync(out, 'utf8')).toBe('a b|e\n');
    expect(readFileSync(`${out}.in`, 'utf8')).toBe('');
    expect(JSON.parse(readFileSync(`${out}.json`, 'utf8'))).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: {
          server: 'https://here:6443',
          'certificate-authority-data': Buffer.from('CA').toString('base64'),
          config: { audience: 'x' },
        },
      },
    });
  });

  test('may give a client certificate', async () => {
    const one = credential(
      script(`echo '{"kind":"ExecCredential","status":{"clientCertificateData":"c","clientKeyData":"k"}}'`),
    );
    expect(await one.current()).toMatchObject({ clientCertificateData: 'c', clientKeyData: 'k' });
  });

  test.each<[string, Partial<ExecPlugin>, string]>([
    ['aws', {}, 'by aws, which is not there: install the AWS CLI'],
    ['gke-gcloud-auth-plugin', {}, 'gcloud components install'],
    [
      'kubectl',
      { args: ['oidc-login', 'get-token'] },
      'install kubectl, and install it with `kubectl krew install oidc-login`',
    ],
    ['glab', { installHint: 'ask\n  Ann' }, 'by glab, which is not there: ask Ann'],
    ['our-own-login', {}, 'install it where this runs'],
  ])('that is missing says how to get it: %s', async (name, more, message) => {
    await expect(credential(name, { ...more, env: { PATH: root } }).current()).rejects.toThrow(message);
  });

  test.each([
    [
      'fails',
      'echo first >&2; echo "  token has expired, run: x login" >&2; exit 3',
      'failed (exit code 3): token has expired, run: x login',
    ],
    ['prints something else', 'echo hello', 'printed no ExecCredential'],
    [
      'prints half',
      `echo '{"kind":"ExecCredential","status":{"clientKeyData":"k"}}'`,
      'without a token or a client certificate',
    ],
  ])('that %s says so', async (_, body, message) => {
    await expect(credential(script(body)).current()).rejects.toThrow(message);
  });

  test('that hangs is killed, with what it started', async () => {
    const mark = path.join(root, 'alive');
    const command = script(`echo "open your browser" >&2; (sleep 1; touch ${mark}) & wait`);
    await expect(credential(command, {}, 300).current()).rejects.toThrow(
      'login, which the kubeconfig names to log in, did not end within 0.3 s: open your browser; does it ask for something?',
    );
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(existsSync(mark)).toBe(false);
  });
});
