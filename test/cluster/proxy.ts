/**
 * A recording proxy in front of an API server, with the administrator's credentials of a kubeconfig: what was asked when,
 * and when the news of a step's end passed by. It changes nothing, and holds nothing back: streams pass at once.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeCall, nameInBody, type Call } from './proxy/call.ts';
import { readUpstream } from './proxy/upstream.ts';
import { watchTerminations, type Termination } from './proxy/terminations.ts';

export interface Proxy {
  /** Path of a kubeconfig that points here. */
  readonly kubeconfig: string;
  /** In the order of their arrival; the last ones may have no status yet. */
  readonly calls: readonly Call[];
  readonly terminations: readonly Termination[];
  close(): Promise<void>;
}

/** True: it has answered, or will, and the API server is not asked. For faults made on purpose. */
export type Intercept = (call: Call, response: ServerResponse) => boolean;

/** Times are milliseconds since the epoch, of a clock that never steps. @throws Error when the kubeconfig can't be used */
export async function startProxy(kubeconfig: string, intercept: Intercept = () => false): Promise<Proxy> {
  const upstream = await readUpstream(kubeconfig);
  const agent = new Agent({ keepAlive: true, ca: upstream.ca, cert: upstream.cert, key: upstream.key });
  const calls: Call[] = [];
  const terminations: Termination[] = [];

  const forward = (incoming: IncomingMessage, response: ServerResponse): void => {
    const call = describeCall(incoming.method ?? 'GET', incoming.url ?? '/', now());
    calls.push(call);
    if (intercept(call, response)) return;
    const headers = { ...incoming.headers, host: upstream.server.host, ...upstream.headers };
    // Nothing is to keep the lines of a watch from being read here.
    if (call.verb === 'watch') delete headers['accept-encoding'];
    const target = new URL(incoming.url ?? '/', upstream.server);
    const outgoing = ask(target, { method: incoming.method, headers, agent }, (answer) => {
      call.status = answer.statusCode ?? null;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      if (call.verb === 'watch' && call.kind === 'Pod') watchTerminations(answer, terminations, now);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    });
    outgoing.once('error', () => response.destroy());
    response.once('close', () => outgoing.destroy());
    if (call.verb === 'create') nameInBody(incoming, call);
    incoming.pipe(outgoing);
  };

  const server = createServer(forward);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-proxy-'));
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfigOf(`http://127.0.0.1:${port}`, upstream.namespace));

  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    agent.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  return { kubeconfig: file, calls, terminations, close };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

function kubeconfigOf(server: string, namespace: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'proxy', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'nobody', user: {} }],
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'nobody', namespace } }],
    'current-context': 'proxy',
  });
}
