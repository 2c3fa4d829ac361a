import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { isAlive, Project, stepOf, until } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

/** A step that tells its own pid and a grandchild's, then sleeps; a second one after it; and a finally step. */
function sleeper(): Project {
  project = new Project({
    'automl.yaml': `name: sleepy
stages:
  a: [{name: quick, command: "true"}, {name: sleeper, run: sleeper.py}]
  b: [{name: never, command: "true"}]
finally:
  - {name: clean, command: "echo cleaned"}
`,
    'sleeper.py': `import os, subprocess, time
child = subprocess.Popen(["sleep", "600"])
with open(os.environ["PIDS"] + ".part", "w") as file: file.write(f"{os.getpid()} {child.pid}")
os.rename(os.environ["PIDS"] + ".part", os.environ["PIDS"])
time.sleep(600)
`,
  });
  return project;
}

async function startedRun() {
  const { folder } = sleeper();
  const file = path.join(folder, 'pids');
  const { child, ended } = project.start(['run', '--parallel', '2', '--record', 'record.json'], { PIDS: file });
  await until(() => existsSync(file), 'the step to start');
  const pids = readFileSync(file, 'utf8').split(' ').map(Number);
  expect(pids.every(isAlive)).toBe(true);
  return { child, ended, pids };
}

describe('interrupting a run', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s stops every child, runs the finally steps and says cancelled',
    async (signal) => {
      const { child, ended, pids } = await startedRun();
      child.kill(signal);
      const { code, out } = await ended;
      expect(code).toBe(130);
      expect(pids.some(isAlive)).toBe(false);
      const record = JSON.parse(project.read('record.json')) as RunRecord;
      expect(record.state).toBe('cancelled');
      expect(stepOf(record, 'sleeper').state).toBe('cancelled');
      expect(stepOf(record, 'never')).toMatchObject({ state: 'skipped', reason: 'the run was cancelled' });
      expect(stepOf(record, 'clean').state).toBe('succeeded');
      expect(out).toContain('cancelled');
    },
  );

  test('a driver that is killed takes its children with it, and the run is not shown as running', async () => {
    const { child, ended, pids } = await startedRun();
    const journal = () =>
      project.read(`.automl/runs/${readdirSync(`${project.folder}/.automl/runs`)[0] ?? ''}/events.jsonl`);
    await until(() => journal().includes('"ended"'), 'the quick step to end');
    child.kill('SIGKILL');
    await ended;
    await until(() => !pids.some(isAlive), 'the children to be gone');
    const { out } = await project.automl('get', 'run', 'latest', '-o', 'json');
    const record = JSON.parse(out) as RunRecord;
    expect(record).toMatchObject({ state: 'cancelled', reason: 'the driver was killed' });
    // What the journal knows counts, however old the record on disk is.
    expect(record.steps.map(({ name, state }) => [name, state])).toEqual([
      ['quick', 'succeeded'],
      ['sleeper', 'cancelled'],
      ['never', 'skipped'],
      ['clean', 'skipped'],
    ]);
  });
});
