import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Project } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

const chain = `name: chain
params:
  alpha: 0.5
  word: {type: str, choices: [red, blue], default: red}
stages:
  first:
    - {name: one, command: "echo alpha=$PARAM_ALPHA word=$PARAM_WORD"}
    - {name: other, command: "true"}
  second:
    - {name: two, command: [echo, "got \${{ params.alpha }}"], needs: [one]}
  third:
    - {name: three, command: "true"}
`;

describe('the command line', () => {
  test('answers --version and --help, and prints help when it is called with nothing', async () => {
    project = new Project({});
    expect((await project.automl('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const help = await project.automl('--help');
    expect(help.code).toBe(0);
    expect(help.out).toContain(
      'Exit codes: 0 ok, 1 run failed, 2 usage, 3 invalid file, 4 changes (plan --exit-code), 75 detached (automl attach), 130 cancelled.',
    );
    expect((await project.automl()).out).toBe(help.out);
    expect((await project.automl('run', '--help')).out).toContain('automl run train.py -p alpha=0.3');
  });

  test('says how to leave a run to the cluster, and that this machine is none', async () => {
    project = new Project({ 'automl.yaml': chain });
    const help = await project.automl('run', '--help');
    expect(help.out).toContain('--driver <where>');
    expect(help.out).toMatch(/--junit <file> [^]*--code-quality <file> /);
    expect(help.out).toContain('--detach');
    expect((await project.automl('--help')).out).not.toMatch(/^ {2}drive /m);
    const detached = await project.automl('run', '--detach', '--backend', 'local');
    expect(detached).toMatchObject({ code: 2 });
    expect(detached.err).toContain('--detach needs a cluster');
    expect(await project.automl('run', '--detach', '--driver', 'here')).toMatchObject({ code: 2 });
  });

  test('says how a run is, also by its exit code', async () => {
    project = new Project({ 'automl.yaml': chain });
    const { record } = await project.run();
    const status = await project.automl('status');
    expect(status).toMatchObject({ code: 0 });
    expect(status.out).toContain(`${record.id} of chain`);
  });

  test('names what can be done with schedules', async () => {
    project = new Project({});
    const help = async (...words: readonly string[]) => (await project.automl(...words, '--help')).out;
    const all = await help();
    for (const verb of [
      'schedule ',
      'suspend [options] <schedule>',
      'resume [options]',
      'trigger [options]',
      'backfill [options]',
    ])
      expect(all).toContain(verb);
    expect(await help('schedule', 'sync')).toMatch(/--dry-run[^]*--pull-request[^]*--forge <name>/);
    expect(await help('get', 'schedules')).toMatch(/--history[^]*--limit <n> .*default: 20/);
    expect(await help('backfill')).toMatch(/--from <date>[^]*--to <date>[^]*--parallel <n>[^]*--again/);
    expect(await help('create', 'cw')).toMatch(/-s, --schedule <cron>[^]*--timezone <name>[^]*--retries <n>/);
    expect((await project.automl('backfill', 'x', '--from', '2026-01-01')).err).toContain(
      "'--to <date>' not specified",
    );
  });

  test('ends with 2 and a suggestion for a verb or an option that does not exist', async () => {
    project = new Project({});
    const verb = await project.automl('rnu');
    expect(verb).toMatchObject({ code: 2 });
    expect(verb.err).toContain('Did you mean run?');
    expect((await project.automl('run', '--parralel', '2')).err).toContain('Did you mean --parallel?');
  });

  test('ends with 3 for an invalid file, with file, line, column and code of each problem', async () => {
    project = new Project({ 'automl.yaml': 'name: x\nstages:\n  a:\n    - {name: one, run: nope.py, need: [b]}\n' });
    const ended = await project.automl('run', '--junit', 'junit.xml', '--code-quality', 'quality.json');
    expect(ended.code).toBe(3);
    expect(project.read('junit.xml')).toContain('<testcase name="FILE_NOT_FOUND in line 4" classname="automl.yaml"');
    expect(JSON.parse(project.read('quality.json'))).toHaveLength(2);
    expect(ended.err).toMatch(/automl\.yaml:4:24 .*FILE_NOT_FOUND/);
    expect(ended.err).toMatch(/automl\.yaml:4:33 .*UNKNOWN_KEY.*did you mean "needs"\?/);
    expect(project.has('.automl')).toBe(false);
  });

  test('says in a folder without a workflow file what was looked for', async () => {
    project = new Project({});
    const ended = await project.automl('validate');
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('automl.yaml');
  });

  test('passes params on, typed and checked', async () => {
    project = new Project({ 'automl.yaml': chain, 'params.yaml': 'alpha: 0.1\nword: blue\n' });
    const ended = await project.run('--params-file', 'params.yaml', '-p', 'alpha=0.25');
    expect(ended.out).toContain('alpha=0.25 word=blue');
    expect(ended.out).toContain('got 0.25');
    expect(ended.record.params).toEqual({ alpha: 0.25, word: 'blue' });
    const wrong = await project.automl('run', '-p', 'word=green', '-p', 'alfa=1');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('not one of "red", "blue"');
    expect(wrong.err).toContain('did you mean "alpha"?');
  });

  test('runs one step with what it needs', async () => {
    project = new Project({ 'automl.yaml': chain });
    const { record } = await project.run('--step', 'two');
    expect(record.steps.map(({ name, state }) => [name, state])).toEqual([
      ['one', 'succeeded'],
      ['other', 'skipped'],
      ['two', 'succeeded'],
      ['three', 'skipped'],
    ]);
  });

  test('plans without running', async () => {
    project = new Project({ 'automl.yaml': chain });
    const { out, code } = await project.automl('plan', '-o', 'json', '-p', 'alpha=0.75');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ workflow: 'chain', params: { alpha: 0.75 }, environment: 'dev' });
    expect(project.has('.automl')).toBe(false);
  });

  test('keeps runs and shows them: list, record, canonical form, logs', async () => {
    project = new Project({ 'automl.yaml': chain });
    const first = await project.run();
    await project.run('-p', 'alpha=0.1');
    expect((await project.automl('get', 'runs')).out.match(/succeeded/g)).toHaveLength(2);
    const shown = await project.automl('get', 'run', first.record.id, '-o', 'json');
    expect(JSON.parse(shown.out)).toEqual(first.record);
    expect((await project.automl('logs', first.record.id, '--step', 'one')).out).toBe('alpha=0.5 word=red\n');
    expect((await project.automl('logs', 'latest', '--step', 'twoo')).err).toContain('did you mean "two"?');
  });

  test('gives the same canonical record for two runs of the same thing', async () => {
    project = new Project({ 'automl.yaml': chain });
    const canonical = async () => {
      await project.automl('run');
      return (await project.automl('get', 'run', 'latest', '-o', 'canonical')).out;
    };
    const first = await canonical();
    expect(await canonical()).toBe(first);
    expect(first).not.toContain('started_at');
  });

  test('prints a line of JSON per event with --json, the record last', async () => {
    project = new Project({ 'automl.yaml': chain });
    const { out } = await project.automl('run', '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; record?: unknown });
    expect(lines[0]).toMatchObject({ event: 'run-started', workflow: 'chain' });
    expect(lines.at(-1)).toMatchObject({ event: 'record', record: { state: 'succeeded' } });
  });

  test('prints the rights that a file needs, for any cluster', async () => {
    project = new Project({ 'automl.yaml': chain });
    const role = await project.automl('rbac', '-n', 'ml');
    expect(role).toMatchObject({ code: 0, err: '' });
    expect(role.out).toMatch(/^kind: Role\nmetadata:\n {2}name: automl-chain\n {2}namespace: ml$/m);
    expect(role.out).toContain('  # each attempt of a step is a Job\n  - {apiGroups: [batch], resources: [jobs]');
    expect((await project.automl('rbac', '--help')).out).toContain('automl rbac -n ml --for people');
    expect((await project.automl('setup', '--help')).out).toContain('automl setup ml examples/wine --dry-run');
    expect(await project.automl('setup', 'ml', '--duration', 'long')).toMatchObject({ code: 2 });
  });

  test('has no colours without a terminal', async () => {
    project = new Project({ 'automl.yaml': chain });
    expect((await project.run()).out).not.toContain('\u001b');
  });

  test('runs a script without a file, and shows the step it made', async () => {
    project = new Project({ 'train.py': 'import automl\nprint("epochs", automl.param("epochs", 1) + 1)\n' });
    const ended = await project.automl('run', 'train.py', '-p', 'epochs=3');
    expect(ended.code).toBe(0);
    expect(ended.out).toContain('run: train.py');
    expect(ended.out).toContain('epochs 4');
  });

  test('writes a first workflow for a folder of scripts, which is valid and runs', async () => {
    project = new Project({
      'prepare_data.py': 'print("prepared")\n',
      'train.py': 'print("trained")\n',
      'tools.py': 'def helper():\n    return 1\n',
      'test_tools.py': 'print("a test")\n',
    });
    const ended = await project.automl('init');
    expect(ended.out).toContain('wrote automl.yaml');
    const ci = project.read('.github/workflows/automl.yml');
    expect(ci).toContain('uses: automl-action/automl-action@v1');
    // A push to a branch with a pull request would be run twice.
    expect(ci).toContain('  push:\n    branches: [main, master]\n  pull_request:\n');
    expect(project.read('automl.yaml')).not.toContain('tools');
    const { record } = await project.run();
    expect(record.steps.map(({ stage, name, state }) => [stage, name, state])).toEqual([
      ['prepare', 'prepare_data', 'succeeded'],
      ['train', 'train', 'succeeded'],
    ]);
    expect(await project.automl('init')).toMatchObject({ code: 2 });
  });

  test('completes verbs, options, values and steps', async () => {
    project = new Project({ 'automl.yaml': chain });
    const complete = async (...words: string[]) =>
      (await project.automl('__complete', '--', ...words)).out.trim().split('\n');
    expect(await complete('va')).toEqual(['validate']);
    expect(await complete('run', '--para')).toEqual(['--parallel', '--param', '--params-file']);
    expect(await complete('validate', '--format', '')).toEqual(['github', 'json', 'text']);
    expect(await complete('run', '--step', 't')).toEqual(['three', 'two']);
    expect(await complete('completion', '')).toEqual(['bash', 'fish', 'zsh']);
  });

  test.each(['bash', 'zsh', 'fish'])('prints a completion script that %s can read', async (shell) => {
    project = new Project({});
    const { out } = await project.automl('completion', shell);
    expect(out).toContain('automl __complete');
    project.write('completion', out);
    const found = spawnSync(shell, ['-n', 'completion'], { cwd: project.folder });
    // Only shells that are there can be asked.
    if (found.error === undefined) expect(found.stderr.toString()).toBe('');
  });

  test('survives a reader that goes away', () => {
    project = new Project({ 'automl.yaml': chain });
    const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${cli}" run | head -n 1; exit \${PIPESTATUS[0]}`],
      {
        cwd: project.folder,
      },
    );
    expect(stderr.toString()).toBe('');
    expect(status).toBe(0);
  });
});
