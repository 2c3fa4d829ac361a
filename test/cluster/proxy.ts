/**
 * A recording and faulting proxy in front of an API server, with the administrator's credentials of a kubeconfig: what was
 * asked when, and when the news of a step's end passed by. Unless it is told to, it changes nothing and holds nothing
 * back: streams pass at once.
 *
 *   const proxy = await startProxy(kubeconfig);
 *   proxy.fail(({ kind }) => kind === 'Job', { kind: 'answer', status: 500 }, 3);   // the next 3 calls about Jobs
 *   proxy.at('create Job wine-split-RUN-a1', 'before', () => { driver.kill('SIGKILL'); return 'drop'; });
 *   ... a driver with KUBECONFIG=proxy.kubeconfig ...
 *   proxy.points                                                                    // where the next one can be killed
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { Agent, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeCall, nameIn, type Call } from './proxy/call.ts';
import { answerWith, Faults, spoiled, type Fault, type Which } from './proxy/faults.ts';
import { Points, type PointAction, type When } from './proxy/points.ts';
import { readUpstream, type Upstream } from './proxy/upstream.ts';
import { watchTerminations, type Termination } from './proxy/terminations.ts';

export interface Proxy {
  /** Path of a kubeconfig that points here. */
  readonly kubeconfig: string;
  /** In the order of their arrival; the last ones may have no status yet. */
  readonly calls: readonly Call[];
  readonly terminations: readonly Termination[];
  /** Names of the calls that changed something, in their order: see proxy/points.ts. */
  readonly points: readonly string[];
  /** Lets something happen to the next calls that fit, so many of them. */
  fail(which: Which, fault: Fault, times?: number): void;
  /** Lets something happen when a call that changes something comes, or has been answered. */
  at(point: string, when: When, action: PointAction): void;
  close(): Promise<void>;
}

/** Times are milliseconds since the epoch, of a clock that never steps. @throws Error when the kubeconfig can't be used */
export async function startProxy(kubeconfig: string): Promise<Proxy> {
  const upstream = await readUpstream(kubeconfig);
  const agent = new Agent({ keepAlive: true, ca: upstream.ca, cert: upstream.cert, key: upstream.key });
  const recorder: Recorder = { calls: [], terminations: [], names: [], points: new Points(), faults: new Faults() };
  const server = createServer((incoming, response) => {
    // Whatever fails here, its driver sees a connection that breaks.
    forward(incoming, response, recorder, { upstream, agent }).catch(() => response.destroy());
  });
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
  const { calls, terminations, names, points, faults } = recorder;
  return {
    kubeconfig: file,
    calls,
    terminations,
    points: names,
    fail: (which, fault, times = 1) => {
      faults.add(which, fault, times);
    },
    at: (point, when, action) => {
      points.at(point, when, action);
    },
    close,
  };
}

interface Recorder {
  readonly calls: Call[];
  readonly terminations: Termination[];
  /** Of points. */
  readonly names: string[];
  readonly points: Points;
  readonly faults: Faults;
}

async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { calls, terminations, names, points, faults }: Recorder,
  way: { readonly upstream: Upstream; readonly agent: Agent },
): Promise<void> {
  const call = describeCall(incoming.method ?? 'GET', incoming.url ?? '/', now());
  calls.push(call);
  const body = await buffer(incoming);
  if (call.verb === 'create') call.name ??= nameIn(body);
  const point = call.mutating ? points.nameOf(call) : null;
  if (point !== null) names.push(point);
  if ((await points.reach(point, 'before')) === 'drop') {
    response.destroy();
    return;
  }
  const fault = faults.take(call);
  if (fault?.kind === 'delay') await sleep(fault.seconds * 1000);
  if (fault?.kind === 'answer') {
    call.status = fault.status;
    answerWith(response, call, fault.status, fault.retryAfter);
    return;
  }
  if (fault?.kind === 'reset' && fault.when === 'before') {
    response.destroy();
    return;
  }
  const answer = await passOn(incoming, body, response, way, call);
  call.status = answer.statusCode ?? null;
  const verdict = await points.reach(point, 'after');
  if (verdict === 'drop' || fault?.kind === 'reset') {
    response.destroy();
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.flushHeaders();
  if (call.verb === 'watch' && call.kind === 'Pod') watchTerminations(answer, terminations, now);
  const spoil = spoiled(fault);
  await (spoil === null ? pipeline(answer, response) : pipeline(answer, spoil, response));
}

/** The head of the API server's answer. */
function passOn(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  { upstream, agent }: { readonly upstream: Upstream; readonly agent: Agent },
  { verb }: Call,
): Promise<IncomingMessage> {
  const told: OutgoingHttpHeaders = { ...headers, host: upstream.server.host, ...upstream.headers };
  // Nothing is to keep the lines of a watch from being read here.
  if (verb === 'watch') delete told['accept-encoding'];
  return new Promise((resolve, reject) => {
    const outgoing = ask(new URL(url ?? '/', upstream.server), { method, headers: told, agent }, resolve);
    outgoing.once('error', reject);
    response.once('close', () => outgoing.destroy());
    outgoing.end(body);
  });
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
