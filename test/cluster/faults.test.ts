/** What goes wrong between a driver and the API server: the run ends right, or says exactly why not. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect, makeFolder } from './cluster.ts';
import { startProxy, type Proxy } from './proxy.ts';
import type { Call } from './proxy/call.ts';
import type { Fault, Which } from './proxy/faults.ts';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';
import { freeze } from './unbreakable/components.ts';
import { Lane } from './unbreakable/lane.ts';
import { differences, type Trace } from './unbreakable/trace.ts';
import { startWebhook } from './unbreakable/webhook.ts';

jest.setTimeout(600_000);

const isStream = ({ verb, subresource }: Call): boolean => verb === 'watch' || subresource === 'log';
const isRequest = (call: Call): boolean => !isStream(call);

/** The first call of each kind. */
function firstOfEach(which: Which): Which {
  const seen = new Set<string>();
  return (call) => {
    const kind = `${call.verb} ${call.kind} ${String(call.subresource)}`;
    if (seen.has(kind) || !which(call)) return false;
    seen.add(kind);
    return true;
  };
}

/** @param which the calls of which the first of each kind fails */
const faults: readonly (readonly [string, Fault, Which])[] = [
  ['a conflict', { kind: 'answer', status: 409 }, ({ verb }) => verb === 'patch' || verb === 'update'],
  ['too many requests', { kind: 'answer', status: 429, retryAfter: 1 }, isRequest],
  ['an internal error', { kind: 'answer', status: 500 }, isRequest],
  ['a server that is not available', { kind: 'answer', status: 503 }, () => true],
  ['a reset before the call is sent', { kind: 'reset', when: 'before' }, () => true],
  ['a reset when the call is committed', { kind: 'reset', when: 'after' }, () => true],
  ['a slow answer', { kind: 'delay', seconds: 0.3 }, isRequest],
  ['a version that is too old', { kind: 'answer', status: 410 }, ({ verb }) => verb === 'watch'],
  ['a version that becomes too old', { kind: 'expired' }, ({ verb }) => verb === 'watch'],
  ['a line that is cut off', { kind: 'truncated' }, isStream],
  ['a silence', { kind: 'silence', seconds: 5 }, isStream],
];

/** The kubeconfig with a token that ends in so many seconds; a proxy asks nobody for one. */
function withToken(kubeconfig: string, seconds: number): string {
  const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
  const token = [part({ alg: 'none' }), part({ exp: Math.floor(Date.now() / 1000) + seconds }), ''].join('.');
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as object;
  const file = path.join(makeFolder(), 'kubeconfig');
  writeFileSync(file, JSON.stringify({ ...config, users: [{ name: 'nobody', user: { token } }] }));
  return file;
}

/** Runs side by side. */
const width = 3;

describe('a run', () => {
  let node: SimulatedNode;
  let lane: Lane;
  let plain: Trace;
  /** What differs where a fault came in its way, by the name of the fault. */
  const found = new Map<string, readonly string[]>();

  beforeAll(async () => {
    node = await startSimulatedNode();
    const lanes = await Promise.all(Array.from({ length: width }, () => Lane.make('wine', node.namespace)));
    const left = [...faults];
    const work = async (each: Lane): Promise<void> => {
      const undisturbed = await each.trace(each.start('undisturbed'), null);
      expect(undisturbed.code).toBe(0);
      await each.clear();
      [lane, plain] = [each, undisturbed];
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [name, fault, which] = next;
        const proxy = await startProxy(connect().kubeconfig);
        proxy.fail(firstOfEach(which), fault, Infinity);
        found.set(name, await problems(each, undisturbed, name, proxy).finally(() => proxy.close()));
      }
    };
    await Promise.all(lanes.map(work));
  });
  afterAll(async () => {
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  async function problems(each: Lane, expected: Trace, key: string, proxy?: Proxy): Promise<readonly string[]> {
    const trace = await each.trace(each.start(key, proxy?.kubeconfig), expected);
    return [...differences(expected, trace), ...(await each.clear()).map((name) => `kept ${name}`)];
  }

  async function same(key: string, proxy?: Proxy): Promise<void> {
    expect(await problems(lane, plain, key, proxy)).toEqual([]);
  }

  test.each(faults)('survives %s at every kind of call', (name) => {
    expect(found.get(name)).toEqual([]);
  });

  test('goes on when a webhook that did not answer does again', async () => {
    let silences = 2;
    const webhook = await startWebhook(lane.namespace, () => (silences-- > 0 ? 'silence' : 'allow'));
    await same('a webhook is silent').finally(() => webhook.close());
  });

  test('says which webhook refuses its Jobs', async () => {
    const webhook = await startWebhook(lane.namespace, () => 'deny');
    const { code, record } = await lane.start('a webhook refuses').ended.finally(() => webhook.close());
    expect({ code, state: record.state }).toEqual({ code: 1, state: 'failed' });
    const reason = `the admission webhook "${webhook.name}" refuses its pod: no Jobs on Fridays`;
    expect(record.steps.find(({ name }) => name === 'split')?.reason).toContain(reason);
    expect(await lane.clear()).toEqual([]);
  });

  test('is left by a driver whose token ends, for the next one to go on with', async () => {
    const proxy = await startProxy(connect().kubeconfig);
    const running = lane.start('token', withToken(proxy.kubeconfig, 10), '--param', 'seconds=8');
    // It leaves no record.
    const said = await running.ended.then(({ stderr }) => stderr).catch((error: unknown) => String(error));
    await proxy.close();
    expect(running.child.exitCode).toBe(75);
    expect(said).toContain('the credential of the cluster is good for');
    expect(said).toContain('automl attach');
    const { code, record } = await lane.start('token', undefined, '--param', 'seconds=8').ended;
    expect({ code, begun: lane.begun(record.id) }).toEqual({ code: 0, begun: plain.begun });
    expect(await lane.clear()).toEqual([]);
  });

  const ours = connect().own ? test : test.skip;

  ours('survives an etcd that stands still', async () => {
    const frozen = freeze('etcd', 5);
    await same('etcd stands still');
    await frozen;
  });
});
