/** Services that are reached from outside, edited, and scaled by load: with Traefik as controller, and metrics-server. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, kubectl, makeFolder, makeNamespace } from '../cluster.ts';
import { makeCertificate } from '../extras/certificate.ts';
import type { RunEnded } from '../hostile/run.ts';
import { Deployer } from '../serving/deployer.ts';
import { Repository } from '../serving/repository.ts';
import { workflowOf } from '../serving/workflow.ts';
import { get, getUntil, load, type Answer } from './outside.ts';

/** What a run made of the services, and what somebody outside was answered at their addresses then. */
export interface Seen {
  readonly run: RunEnded;
  readonly urls: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string>>;
  /** `kind/name` of what leads to them, sorted. */
  readonly ways: readonly string[];
}

export interface Exposed {
  readonly namespace: string;
  readonly first: Seen;
  readonly edited: Seen;
  /** With a class that does not exist. */
  readonly refused: RunEnded;
  /** Replicas under load, and after the next revision. */
  readonly scaled: { readonly run: RunEnded; readonly before: number; readonly after: number };
}

const image = 'python:3.11-slim';
const name = 'wine.example.com';

/** @param address of the controller @param metrics settles when the load of pods is measured @throws Error */
export async function playExposure(address: string, metrics: Promise<void>): Promise<Exposed> {
  const namespace = await makeNamespace('exposure');
  const { caFile, key, cert } = makeCertificate(makeFolder(), name);
  await apply(namespace, gateway, secretOf(key, cert));
  const ask = (url: string): Promise<Answer> => get(url, address, readFileSync(caFile));
  const team = new Deployer(namespace, new Repository('exposure'));
  team.repository.write('echo.py', readFileSync(path.join(import.meta.dirname, 'echo.py'), 'utf8'));
  const deploy = (scene: string, ...serve: readonly object[]): Promise<RunEnded> =>
    team.deploy(scene, {
      revision: scene === 'next' ? scene : 'first',
      workflow: workflowOf('shop', image, { serve }),
    });
  const see = async (run: RunEnded): Promise<Seen> => {
    if (run.record.state !== 'succeeded') throw new Error(`${run.stdout}${run.stderr}`);
    const found = run.record.steps.flatMap((step) => {
      const url = step.service?.external_url;
      return url == null ? [] : [[step.name, url] as const];
    });
    const asked = found.map(
      async ([step, url]) => [step, (await getUntil(() => ask(`${url}/deep?q=1`), 200)).body] as const,
    );
    const kinds = 'ingresses,httproutes.gateway.networking.k8s.io,middlewares.traefik.io';
    const ways = await kubectl(['get', kinds, '--output', 'name'], { namespace });
    return {
      run,
      urls: Object.fromEntries(found),
      answers: Object.fromEntries(await Promise.all(asked)),
      ways: ways.trim().split('\n').toSorted(),
    };
  };

  const replicas = { min: 1, max: 3, cpu: 40 };
  const busy = echo('busy', { replicas, ingress: { host: 'busy.example.com' } });
  const first = await see(
    await deploy(
      'first',
      echo('plain', { ingress: true }),
      echo('named', { ingress: { host: name, tls: 'wine-tls', path: '/v1' } }),
      echo('routed', { ingress: { gateway: 'web' } }),
      busy,
    ),
  );
  const stop = new AbortController();
  const loading = load(() => ask('http://busy.example.com/'), 6, stop.signal);
  try {
    const edited = await see(
      await deploy(
        'edited',
        echo('plain', { port: 6000, ingress: { path: '/shop' } }),
        echo('named', { ingress: { host: 'beer.example.com' } }),
        echo('routed'),
        busy,
      ),
    );
    for (const url of [first.urls['plain'], first.urls['routed']]) await getUntil(() => ask(url ?? ''), 404);
    const refused = await deploy('refused', echo('plain', { ingress: { class: 'nowhere' } }));
    await metrics;
    const before = await scaledUp(namespace);
    const run = await deploy('next', busy);
    return { namespace, first, edited, refused, scaled: { run, before, after: await replicasOf(namespace) } };
  } finally {
    stop.abort();
    await loading;
  }
}

/** A step that runs echo.py. @param service settings over the port */
function echo(step: string, service: object = {}): object {
  return { name: step, run: 'echo.py', service: { port: 5000, ...service } };
}

/** Replicas of the service `busy` that are ready. */
async function replicasOf(namespace: string): Promise<number> {
  const selection = ['--selector', 'automl-action/step=busy'];
  const ready = 'jsonpath={.items[0].status.readyReplicas}';
  return Number(await kubectl(['get', 'deployments', ...selection, '--output', ready], { namespace }));
}

/** More than one. @throws Error after 90 seconds */
async function scaledUp(namespace: string): Promise<number> {
  for (let tries = 0; tries < 90; tries++) {
    const replicas = await replicasOf(namespace);
    if (replicas > 1) return replicas;
    await sleep(1000);
  }
  throw new Error(`not scaled: ${await kubectl(['describe', 'horizontalpodautoscalers'], { namespace })}`);
}

const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'web' },
  spec: { gatewayClassName: 'traefik', listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
};

function secretOf(key: Buffer, cert: Buffer): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'wine-tls' },
    type: 'kubernetes.io/tls',
    data: { 'tls.key': key.toString('base64'), 'tls.crt': cert.toString('base64') },
  };
}
