import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Project, until } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

const slow = `name: slow
stages:
  main:
    - {name: count, command: "for i in 1 2 3 4; do echo tick $i; sleep 0.4; done; printf the-end"}
    - {name: quiet, command: "echo hello; echo text > page.txt", outputs: {page: {path: page.txt}}}
`;

describe('a run of this machine', () => {
  test('is followed by another process until it has ended, step by step or alone', async () => {
    project = new Project({ 'automl.yaml': slow });
    const { ended } = project.start(['run']);
    await until(() => project.has('.automl/runs'), 'a run');
    await until(() => listed(project).length > 0, 'a record');
    const [all, one] = await Promise.all([
      project.automl('logs', 'latest', '-f'),
      project.automl('logs', 'latest', '-f', '--step', 'count'),
    ]);
    await ended;
    expect(one).toEqual({ code: 0, out: 'tick 1\ntick 2\ntick 3\ntick 4\nthe-end\n', err: '' });
    const lines = all.out.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('count │ '))).toHaveLength(5);
    expect(lines).toContain('quiet │ hello');
  });

  test('is shown in each format, with its files, and deleted', async () => {
    project = new Project({ 'automl.yaml': slow.replace(/sleep 0.4/, 'true') });
    const { record } = await project.run();
    expect((await project.automl('get', 'run', '-o', 'yaml')).out).toContain(`\nid: ${record.id}\n`);
    expect((await project.automl('describe', 'run')).out).toMatch(/^steps\nstage +step/m);
    expect((await project.automl('get', 'artifacts', '--download', 'files')).code).toBe(0);
    expect(project.read('files/quiet/page.txt')).toBe('text\n');
    expect((await project.automl('delete', 'run', record.id)).code).toBe(0);
    expect((await project.automl('get', 'runs')).out).toBe('no runs yet: automl run\n');
  });
});

test('help names the nouns, their short names and where they are looked for', async () => {
  project = new Project({});
  const get = await project.automl('get', '--help');
  expect(get.out).toContain('show runs, and what is in the cluster');
  expect(get.out).toContain('workflows|workflow [options] [name]');
  expect((await project.automl('get', 'runs', '--help')).out).toMatch(
    /where to look; auto: this machine, and the\s+cluster/,
  );
  expect((await project.automl('logs', '--help')).out).toContain('automl logs --service api -f -n ml');
});

test('verbs that need a cluster say so, and how to name one', async () => {
  project = new Project({});
  for (const words of [
    ['get', 'services'],
    ['get', 'workflows'],
    ['describe', 'service', 'api'],
    ['logs', '--service', 'api'],
  ])
    expect(await project.automl(...words)).toMatchObject({ code: 2, err: expect.stringContaining('--kubeconfig') });
});

/** Ids of runs that have a record. */
function listed({ folder }: Project): string[] {
  return readdirSync(path.join(folder, '.automl/runs')).filter((id) =>
    existsSync(path.join(folder, '.automl/runs', id, 'record.json')),
  );
}
