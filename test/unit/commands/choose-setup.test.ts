import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseSetup, connectOrFail } from '../../../src/commands/choose-setup.ts';
import type { ExecuteRequest } from '../../../src/commands/execute.ts';
import type { LoadedTarget } from '../../../src/commands/prepare.ts';
import type { World } from '../../../src/commands/world.ts';
import { requestOf, worldOf } from './world.ts';

let root = '';
let server: Server | null = null;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-choose-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => {
    if (server === null) resolve();
    else
      server.close(() => {
        resolve();
      });
  });
  server = null;
  await rm(root, { recursive: true });
});

const target = (): LoadedTarget => ({ workflow: { python: {} }, root, recordsRoot: root }) as LoadedTarget;
const choose = (request: Partial<ExecuteRequest>, world: Partial<World> = {}) =>
  chooseSetup(requestOf(request), target(), worldOf({ cwd: root, userHome: root, ...world }));

function kubeconfigFor(url: string): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } }],
    'current-context': 'x',
  });
}

function connectionsOf(from: Server): Promise<number> {
  return new Promise((resolve) => {
    from.getConnections((_error, count) => {
      resolve(count);
    });
  });
}

describe('a run', () => {
  test('is on this machine when nothing names a cluster', async () => {
    expect(await choose({})).toMatchObject({ backend: 'local', runId: null, parallel: 3 });
  });

  test('is on this machine when that is asked for, whatever the surroundings name', async () => {
    const world = { env: { KUBECONFIG: '/nowhere/config' } };
    expect(await choose({ backend: 'local' }, world)).toMatchObject({ backend: 'local' });
  });

  test('is in the cluster whose kubeconfig is given', async () => {
    const setup = await choose({ kubeconfig: kubeconfigFor('http://127.0.0.1:9') });
    expect(setup.backend).toBe('kubernetes');
    await setup.close();
  });

  test.each([{ backend: 'kubernetes' }, { namespace: 'ml' }] as const)(
    'asked for as %j fails without a cluster',
    async (request) => {
      await expect(choose(request)).rejects.toThrow(/no cluster is configured: give --kubeconfig FILE/);
    },
  );

  test('fails on a Node that is too old for the client, and says what to do', async () => {
    await expect(choose({ backend: 'kubernetes' }, { node: '22.18.1' })).rejects.toThrow(
      'a cluster needs Node 22.19 or newer, and this is Node 22.18.1: use a newer one, or --backend local',
    );
  });

  test('that can not be set up lets go of the connection', async () => {
    const made = createServer((_request, response) => {
      const status = { kind: 'Status', status: 'Failure', code: 403, reason: 'Forbidden', message: 'no configmaps' };
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(status));
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
    const { port } = made.address() as AddressInfo;
    const kubeconfig = kubeconfigFor(`http://127.0.0.1:${port}`);
    await expect(choose({ kubeconfig, runKey: 'k' })).rejects.toThrow('no configmaps');
    // Kept alive, it would stay for seconds.
    let open = await connectionsOf(made);
    for (let tries = 0; open > 0 && tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      open = await connectionsOf(made);
    }
    expect(open).toBe(0);
  });
});

test('who needs a cluster is told when there is none', async () => {
  await expect(connectOrFail({}, worldOf())).rejects.toThrow('no cluster is configured');
});
