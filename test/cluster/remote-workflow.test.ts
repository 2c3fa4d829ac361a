/** `create`, `update` and `run workflow NAME URL` in a cluster: whose the objects are, and what there must be before. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { Repository } from '../integration/remote/repository.ts';
import { automl, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import type { Ended } from './child.ts';

jest.setTimeout(300_000);

const files = {
  'automl.yaml': `name: chain
stages:
  serve:
    - name: api
      run: serve.py
      resources: {cpu: 0.1}
      service: {port: 5000, replicas: 1, drain: 1s}
`,
  'serve.py': `from http.server import BaseHTTPRequestHandler, HTTPServer

class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"first")

HTTPServer(("", 5000), Answer).serve_forever()
`,
};

let repository: Repository;
let namespace = '';
let cwd = '';
beforeAll(async () => {
  repository = new Repository(files);
  namespace = await makeNamespace('remote');
  cwd = makeFolder();
});
afterAll(() => {
  repository.remove();
});

const workflow = (verb: string, name: string, ...args: readonly string[]): Promise<Ended> =>
  automl([verb, 'workflow', name, repository.url, '-n', namespace, '--record', 'record.json', ...args], {
    cwd,
    env: { AUTOML_CACHE: path.join(cwd, 'cache') },
  });
const record = (): RunRecord => JSON.parse(readFileSync(path.join(cwd, 'record.json'), 'utf8')) as RunRecord;

test('a workflow is created once and updated then, under its name, and nothing of the clone stays', async () => {
  const early = await workflow('update', 'wine');
  expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('has no workflow wine of') });
  expect(early.stderr).toContain(`automl create workflow wine ${repository.url}`);

  expect(await workflow('create', 'wine')).toMatchObject({ code: 0 });
  const first = record();
  expect(first).toMatchObject({ workflow: 'wine', environment: 'dev', commit: { ref: 'main', url: repository.url } });
  const deployed = [
    'get',
    'deployments',
    '-l',
    'automl-action/workflow=wine',
    '-o',
    'jsonpath={.items[*].metadata.name}',
  ];
  expect(await kubectl(deployed, { namespace })).toMatch(/^wine-api-\S+$/);
  expect(existsSync(path.join(cwd, '.automl', 'runs', first.id, 'record.json'))).toBe(true);

  const again = await workflow('create', 'wine');
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('already: automl update workflow wine') });

  const head = repository.commit({ 'serve.py': files['serve.py'].replace('first', 'second') });
  expect(await workflow('update', 'wine')).toMatchObject({ code: 0 });
  expect(record().commit.head).toBe(head);

  // Another name is another workflow, though it is the same file: neither prunes nor changes the other's services.
  expect(await workflow('run', 'beer', '--step', 'api')).toMatchObject({ code: 0 });
  const all = await kubectl(['get', 'deployments', '-o', 'jsonpath={.items[*].metadata.name}'], { namespace });
  expect(all).toMatch(/^beer-api-\S+ wine-api-\S+$/);
  expect(readdirSync(path.join(cwd, 'cache', 'clones'))).toEqual([]);
});
