/** A schedule of the head of a branch: its pods clone it, by the login that a Secret holds. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { startGitServer, type GitServer } from '../integration/remote/git-server.ts';
import { Repository } from '../integration/remote/repository.ts';
import { automl, connect, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { reachableAddress } from './extras/address.ts';
import { makeCertificate } from './extras/certificate.ts';
import { runnerImage } from './runner-image.ts';

jest.setTimeout(900_000);

const ours = connect().own ? describe : describe.skip;

const workflow = (branch: string): string => `name: headed
defaults: {resources: {cpu: 0.02, memory: 32Mi}}
stages:
  all:
    - {name: say, command: [sh, say.sh]}
schedule: {name: weekly, cron: "17 4 * * 1", backend: cluster, ref: ${branch}}
`;

const records = z.array(
  z.object({
    state: z.string(),
    reason: z.string().nullable(),
    id: z.string(),
    ended_at: z.string().nullable(),
    commit: z.object({ head: z.string().nullable(), ref: z.string().nullable() }),
  }),
);
type Run = z.infer<typeof records>[number];

ours('a schedule of a branch', () => {
  let namespace = '';
  let repository: Repository;
  let server: GitServer;
  let env: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    const [image, made, address] = await Promise.all([runnerImage(), makeNamespace('branch'), reachableAddress()]);
    [namespace, env] = [made, { AUTOML_RUNNER_IMAGE: image }];
    repository = new Repository({ 'automl.yaml': workflow('main'), 'say.sh': 'echo first' });
    const { caFile, ...tls } = makeCertificate(makeFolder(), address);
    server = await startGitServer({ folder: repository.parent, password: 'secret', tls });
    const url = `https://${address}:${server.port}/${path.basename(repository.folder)}`;
    repository.git('remote', 'add', 'origin', url.replace('https://', 'https://robot:unused@'));
    const login = { AUTOML_GIT_TOKEN: 'secret', 'ca.crt': readFileSync(caFile, 'utf8') };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'automl-git' }, stringData: login };
    await kubectl(['create', '-f', '-'], { namespace, input: JSON.stringify(secret) });
    const admin = { KUBECONFIG: connect().kubeconfig };
    const setUp = await automl(['setup', namespace, '.'], { cwd: repository.folder, env: admin });
    if (setUp.code !== 0) throw new Error(setUp.stderr);
  });
  afterAll(async () => {
    await server.close();
    repository.remove();
  });

  const command = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await automl([...words, '-n', namespace], { cwd: repository.folder, env });
    if (code !== 0) throw new Error(`automl ${words.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  const runOf = async (commit: string): Promise<Run> => {
    for (const begin = performance.now(); performance.now() - begin < 300_000;) {
      const runs = records.parse(JSON.parse(await command('get', 'runs', '-o', 'json')));
      const found = runs.find(({ commit: { head }, ended_at: end }) => head === commit && end !== null);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    const logs = ['logs', '-l', 'app.kubernetes.io/component=schedule', '--tail=20', '--prefix'];
    throw new Error(`no run of ${commit}: ${await kubectl(logs, { namespace })}`);
  };

  test('runs what the branch has become since it was synced, and shows nobody the login', async () => {
    const first = repository.git('rev-parse', 'HEAD');
    await command('schedule', 'sync');
    const objects = await kubectl(['get', 'cronjobs,configmaps', '-o', 'yaml'], { namespace });
    expect(objects).toContain(`${server.port}/models.git`);
    expect(objects).not.toContain('unused');
    await command('trigger', 'weekly');
    expect(await runOf(first)).toMatchObject({ state: 'succeeded', commit: { ref: 'main' } });
    const second = repository.commit({ 'say.sh': 'echo second' });
    await command('trigger', 'weekly');
    const { id, state } = await runOf(second);
    expect([state, await command('logs', id)]).toEqual(['succeeded', expect.stringContaining('second')]);
  });
});
