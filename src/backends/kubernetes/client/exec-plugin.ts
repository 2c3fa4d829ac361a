/** Runs the program that a kubeconfig names to log in: https://kubernetes.io/docs/reference/config-api/client-authentication.v1 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { AutomlError } from '../../../errors.ts';
import type { ClusterAccess, Env, ExecPlugin } from './access.ts';
import type { FileMemory } from './file-memory.ts';
import { installHintOf } from './install-hint.ts';

const answer = z.object({
  kind: z.literal('ExecCredential'),
  status: z.object({
    token: z.string().nullish(),
    clientCertificateData: z.string().nullish(),
    clientKeyData: z.string().nullish(),
    expirationTimestamp: z.string().nullish(),
  }),
});
export type ExecStatus = z.infer<typeof answer>['status'];

/** Nobody prints more to log in. */
const mostOutput = 1024 * 1024;

export interface ExecWorld {
  readonly env: Env;
  readonly files: FileMemory;
  /** Milliseconds that it may take; default 60 s. */
  readonly patience?: number;
}

/** @throws AutomlError CLUSTER: it is missing, fails, hangs, or prints no credential */
export async function runExecPlugin(plugin: ExecPlugin, cluster: ClusterAccess, world: ExecWorld): Promise<ExecStatus> {
  const { env, files, patience = 60_000 } = world;
  const info = await execInfo(plugin, cluster, files);
  const output = await run(plugin, { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) }, patience);
  const name = path.basename(plugin.command);
  const parsed = answer.safeParse(jsonOf(output));
  if (!parsed.success) {
    throw failure(
      `${name}, which the kubeconfig names to log in, printed no ExecCredential; run it by hand to see why`,
    );
  }
  const { status } = parsed.data;
  const hasPair = Boolean(status.clientCertificateData && status.clientKeyData);
  if (!hasPair && (status.clientCertificateData || status.clientKeyData || !status.token)) {
    throw failure(`${name} printed an ExecCredential without a token or a client certificate with its key`);
  }
  return status;
}

async function execInfo(plugin: ExecPlugin, cluster: ClusterAccess, files: FileMemory): Promise<object> {
  const { authority } = cluster;
  const about = {
    server: cluster.server,
    ...(cluster.tlsServerName === null ? {} : { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
    ...(authority === null
      ? {}
      : { 'certificate-authority-data': Buffer.from(await files.pem(authority)).toString('base64') }),
    ...(cluster.proxyUrl === null ? {} : { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.execConfig === null ? {} : { config: cluster.execConfig }),
  };
  return {
    apiVersion: plugin.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(plugin.provideClusterInfo ? { cluster: about } : {}) },
  };
}

function run(plugin: ExecPlugin, env: Env, patience: number): Promise<string> {
  const name = path.basename(plugin.command);
  return new Promise((resolve, reject) => {
    // A group of its own, so that one that hangs goes away with what it started.
    const child = spawn(plugin.command, [...plugin.args], {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let out = '';
    let err = '';
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      settle();
    };
    const timer = setTimeout(() => {
      killGroup(child.pid);
      end(() => {
        reject(
          failure(
            `${name}, which the kubeconfig names to log in, did not end within ${patience / 1000} s${lastLine(err)}; does it ask for something?`,
          ),
        );
      });
    }, patience);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (out.length < mostOutput) out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err = (err + chunk).slice(-mostOutput);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? `the kubeconfig logs in by ${name}, which is not there: ${installHintOf(plugin)}`
          : `the kubeconfig logs in by ${name}, which does not start: ${error.message}`;
      end(() => {
        reject(failure(why, error));
      });
    });
    child.on('close', (code, signal) => {
      end(() => {
        if (code === 0) resolve(out);
        else
          reject(
            failure(
              `${name}, which the kubeconfig names to log in, failed (${code === null ? String(signal) : `exit code ${code}`})${lastLine(err)}`,
            ),
          );
      });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it has ended meanwhile
  }
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? '' : `: ${line.slice(0, 500)}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function failure(message: string, cause?: unknown): AutomlError {
  return new AutomlError('CLUSTER', message, { cause });
}
