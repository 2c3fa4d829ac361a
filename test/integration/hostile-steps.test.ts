import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { isAlive, oneStepFiles, Project, until } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

/** A project of one step. */
function oneStep(step: string, files: Readonly<Record<string, string>> = {}): Project {
  project = new Project({ ...oneStepFiles(step), ...files });
  return project;
}

describe('a step that behaves badly', () => {
  test('and exits 3 fails the run', async () => {
    const ended = await oneStep('{name: bad, command: "exit 3"}').run();
    expect(ended.code).toBe(1);
    expect(ended.record.state).toBe('failed');
    expect(ended.step('bad')).toMatchObject({ state: 'failed', exit_code: 3, reason: 'exit 3' });
  });

  test('and exits 3 silently from Python fails the run', async () => {
    const ended = await oneStep('{name: bad, run: bad.py}', { 'bad.py': 'import sys\nsys.exit(3)\n' }).run();
    expect(ended.step('bad')).toMatchObject({ state: 'failed', exit_code: 3 });
  });

  test('and raises is reported with the place in its source', async () => {
    const files = { 'steps/forest.py': 'def fit():\n    raise ValueError("Input X contains NaN")\n\nfit()\n' };
    const ended = await oneStep('{name: forest, run: steps/forest.py}', files).run();
    expect(ended.step('forest')).toMatchObject({
      state: 'failed',
      exit_code: 1,
      place: { file: 'steps/forest.py', line: 2, error: 'ValueError', message: 'Input X contains NaN' },
    });
    expect(ended.out).toContain('ValueError in steps/forest.py:2: Input X contains NaN');
  });

  test('and dies of a signal says which', async () => {
    const ended = await oneStep('{name: bad, command: "kill -SEGV $$"}').run();
    expect(ended.step('bad')).toMatchObject({ state: 'failed', exit_code: null });
    expect(ended.step('bad').reason).toContain('SIGSEGV');
  });

  test('and never ends is stopped at its timeout', async () => {
    const ended = await oneStep('{name: slow, command: [sleep, "600"], timeout: 1}').run();
    expect(ended.step('slow')).toMatchObject({ state: 'timed-out', reason: 'ran longer than its timeout of 1 s' });
    expect(ended.code).toBe(1);
  });

  test('and prints 200 MB is logged, in bounded memory', async () => {
    const script = 'import sys\nline = "x" * 99 + "\\n"\nfor _ in range(2000): sys.stdout.write(line * 1000)\n';
    const ended = await oneStep('{name: loud, run: loud.py}', { 'loud.py': script }).run('--log-level', 'warn');
    expect(ended.step('loud').state).toBe('succeeded');
    expect(ended.summary.length).toBeLessThan(100_000);
  });

  test('and prints binary is no reason to stumble', async () => {
    const ended = await oneStep('{name: noise, command: "head -c 300000 /dev/urandom; exit 4"}').run();
    expect(ended.step('noise')).toMatchObject({ state: 'failed', exit_code: 4 });
    // eslint-disable-next-line no-control-regex -- that none of them is left is the point
    expect(ended.summary).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });

  test('and leaves grandchildren behind, also in sessions of their own, does not keep them', async () => {
    const script = 'sleep 301 & setsid sleep 302 & echo $! > "$AUTOML_OUTPUT.pid"; echo pids=$!; exit 0';
    const ended = await oneStep(`{name: parent, command: ${JSON.stringify(script)}}`).run();
    expect(ended.step('parent').state).toBe('succeeded');
    const pid = Number(/pids=(\d+)/.exec(ended.out)?.[1]);
    expect(pid).toBeGreaterThan(1);
    await until(() => !isAlive(pid), 'the grandchild to be gone');
  });

  test('and names a missing secret is failed before anything runs, with the fix', async () => {
    const ended = await oneStep('{name: needy, command: "true", secrets: [aws-secret]}').run();
    expect(ended.code).toBe(1);
    expect(ended.step('needy').state).toBe('failed');
    expect(ended.step('needy').reason).toContain('--secret aws-secret=FILE');
  });

  test('and exits 0 without a promised output has failed', async () => {
    const ended = await oneStep('{name: liar, command: "true", outputs: {model: model/}}').run();
    expect(ended.step('liar').state).toBe('failed');
    expect(ended.step('liar').reason).toContain('finished without its output "model"');
  });

  test('and calls a program that is not there says so', async () => {
    const ended = await oneStep('{name: typo, command: [pyhton]}').run();
    expect(ended.step('typo')).toMatchObject({ state: 'failed', exit_code: 127 });
    expect(ended.step('typo').reason).toContain('pyhton');
  });

  test('and writes into its source changes neither the project nor its neighbour', async () => {
    project = new Project({
      'automl.yaml':
        'name: w\nstages:\n  a:\n    - {name: one, command: "echo spoiled > data.txt"}\n  b:\n    - {name: two, command: "cat data.txt"}\n',
      'data.txt': 'fresh\n',
    });
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.out).toContain('fresh');
    expect(project.read('data.txt')).toBe('fresh\n');
  });
});
