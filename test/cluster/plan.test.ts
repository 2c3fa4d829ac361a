/** `automl plan` asks the API server what a run would change, and changes nothing, under the Role of the run. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { automl, connect, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { changesBetween, none, snapshot, type Snapshot } from './serving/snapshot.ts';

jest.setTimeout(300_000);

const ours = connect().own ? describe : describe.skip;

const change = z.object({
  step: z.string(),
  objects: z.array(z.object({ kind: z.string(), action: z.string(), fields: z.array(z.object({ path: z.string() })) })),
  rolls: z.boolean(),
  reasons: z.array(z.string()),
  problem: z.string().nullable(),
});
const planned = z.object({
  cluster: z.object({
    services: z.array(change),
    quotas: z.array(z.object({ resource: z.string(), fits: z.boolean() })),
    problems: z.array(z.string()),
  }),
});

type Planned = z.infer<typeof planned>;

interface Told {
  readonly cluster: Planned['cluster'];
  readonly code: number | null;
  /** All objects of the namespace before and after. */
  readonly before: Snapshot;
  readonly after: Snapshot;
}

ours('a plan', () => {
  let namespace: string;
  const folder = makeFolder();
  let first: Told;
  let same: Told;
  let edited: Told;
  let renamed: Told;

  beforeAll(async () => {
    namespace = await makeNamespace('plan');
    write('api', { port: 5000 });
    writeFileSync(path.join(folder, 'serve.py'), server);
    first = await plan();
    const run = await automl(['run', '--namespace', namespace], { cwd: folder });
    if (run.code !== 0) throw new Error(run.stdout + run.stderr);
    same = await plan();
    await kubectl(['create', 'quota', 'small', '--hard=requests.cpu=60m'], { namespace });
    writeFileSync(path.join(folder, 'serve.py'), `${server}# edited\n`);
    write('api', { port: 6000, replicas: 2 });
    edited = await plan();
    write('web', { port: 5000 });
    renamed = await plan();
  });

  test('shows a first deployment', () => {
    expect(first).toMatchObject({ code: 4, cluster: { problems: [] } });
    expect(actions(first)).toEqual(['api create Deployment', 'api create Service']);
  });

  test('shows that nothing changes', () => {
    expect(same).toMatchObject({ code: 0, cluster: { services: [{ step: 'api', rolls: false, problem: null }] } });
    expect(actions(same)).toEqual([]);
  });

  test('shows what an edit changes, with its fields and files, and what does not fit', () => {
    const { services, quotas } = edited.cluster;
    expect(services).toMatchObject([{ problem: null, rolls: true, reasons: ['code: 1 file changed (serve.py)'] }]);
    expect(actions(edited)).toEqual(['api change Deployment', 'api change Service', 'api create PodDisruptionBudget']);
    const paths = services.flatMap(({ objects }) => objects.flatMap(({ fields }) => fields.map((each) => each.path)));
    const expected = ['spec.replicas', 'spec.template.spec.containers[step].ports[http].containerPort'];
    expect(paths).toEqual(expect.arrayContaining([...expected, 'spec.ports[http].port']));
    expect(quotas).toEqual([{ resource: 'requests.cpu', fits: false }]);
  });

  test('shows what is pruned', () => {
    expect(actions(renamed)).toEqual([
      'web create Deployment',
      'web create Service',
      'api delete Service',
      'api delete Deployment',
    ]);
  });

  test('changes no object, and makes none', () => {
    for (const { before, after } of [first, same, edited, renamed]) expect(changesBetween(before, after)).toEqual(none);
  });

  function write(name: string, service: object): void {
    const step = { name, run: 'serve.py', resources: { cpu: 0.05, memory: '64Mi' }, service };
    const file = { name: 'planned', defaults: { image: 'python:3.11-slim' }, stages: { serve: [step] } };
    writeFileSync(path.join(folder, 'automl.yaml'), JSON.stringify(file));
  }

  async function plan(): Promise<Told> {
    // The account of the command line is made by its first verb.
    const words = ['plan', '--namespace', namespace, '--output', 'json', '--exit-code'];
    const before = await still();
    const { code, stdout, stderr } = await automl(words, { cwd: folder });
    if (stdout === '') throw new Error(stderr);
    const after = await snapshot(namespace, '');
    return { ...planned.parse(JSON.parse(stdout)), code, before, after };
  }

  /** When no controller has anything to do any more. */
  async function still(): Promise<Snapshot> {
    for (let tries = 0; tries < 30; tries++) {
      const before = await snapshot(namespace, '');
      await sleep(700);
      const after = await snapshot(namespace, '');
      const { created, changed, deleted } = changesBetween(before, after);
      if (created.length + changed.length + deleted.length === 0) return after;
    }
    throw new Error('the namespace does not come to rest');
  }
});

/** `api change Deployment`, for whatever does not stay as it is. */
function actions({ cluster }: Told): readonly string[] {
  return cluster.services.flatMap(({ step, objects }) =>
    objects.flatMap(({ kind, action }) => (action === 'unchanged' ? [] : [`${step} ${action} ${kind}`])),
  );
}

const server = `import http.server
import os

http.server.HTTPServer(("", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler).serve_forever()
`;
