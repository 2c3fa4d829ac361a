import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, oneStepFiles, Project, until } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

function oneStep(step: string, files: Readonly<Record<string, string>> = {}): Project {
  project = new Project({ ...oneStepFiles(step), ...files });
  return project;
}

/** Names in the folder of the only run. */
function runFolder(): readonly string[] {
  const runs = path.join(project.folder, '.automl', 'runs');
  return readdirSync(path.join(runs, readdirSync(runs)[0] ?? ''));
}

/** A folder above the step's own: where the run keeps its record. */
const run = '$PWD/../../..';

describe('a step that attacks its surroundings', () => {
  test('and blocks the record from being written gets its verdict, and a warning', async () => {
    oneStep(`{name: a, command: "rm -f ${run}/record.json; mkdir -p ${run}/record.json/x"}`);
    const { code, out, err } = await project.automl('run');
    expect(code).toBe(0);
    expect(out).toContain('✓ succeeded');
    expect(err).toMatch(/^warning: the record of run .* could not be written: EISDIR/m);
    expect(err).not.toContain('    at ');
    expect(runFolder()).not.toContain('work');
  });

  test('and removes all of its own folders ends as its code ended', async () => {
    const ended = await oneStep('{name: a, command: "rm -rf $(dirname $AUTOML_OUTPUT)/../a-a1"}').run();
    expect(ended.step('a').state).toBe('succeeded');
    expect(runFolder()).not.toContain('work');
  });

  test('and locks what it leaves is collected from and cleaned up after', async () => {
    const script = 'mkdir o q; echo 1 > o/x; chmod 444 o/x; chmod 555 o; touch q/x; chmod 000 q';
    const ended = await oneStep(`{name: a, command: "${script}", outputs: {o: o/}}`).run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.step('a').artifacts).toMatchObject({ o: { files: 1 } });
    expect(runFolder()).not.toContain('work');
  });

  test('and leaves a process that hides and never stops printing does not wait for it', async () => {
    const script = `import os, sys
if os.fork() == 0:
    os.setsid()
    with open(os.environ["PID"], "w") as file: file.write(str(os.getpid()))
    os.execve(sys.executable, [sys.executable, "-c", "import time\\nwhile True: print('spam', flush=True); time.sleep(.05)"], {})
while not os.path.exists(os.environ["PID"]): pass
print("main done")
`;
    const pidFile = path.join(oneStep('{name: a, run: a.py}', { 'a.py': script }).folder, 'pid');
    const { code, out } = await project.start(['run'], { PID: pidFile }).ended;
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
    expect(code).toBe(0);
    expect(out).toContain('main done');
  });

  test.each([
    ['a link round in circles', 'mkdir o; ln -s . o/l', 'output "o" can\'t be kept: the link l leads round in circles'],
    ['a pipe', 'mkfifo o', 'output "o" is neither a file nor a folder: o'],
    ['a device', 'ln -s /dev/null o', 'output "o" lies outside of the project: o'],
    ['a link to itself', 'ln -s o o', 'finished without its output "o": nothing at o'],
  ])('and leaves %s as its output is told so', async (_, command, reason) => {
    const ended = await oneStep(`{name: a, command: "${command}", outputs: {o: o}}`).run();
    expect(ended.step('a').reason).toBe(reason);
  });

  test('and prints faster than the disk writes leaves no waits behind', async () => {
    const { err } = await oneStep('{name: a, command: "yes | head -c 30000000"}').run('--log-level', 'warn');
    expect(err).toBe('');
  });

  test('and takes a file of the source as its output leaves the project as it was', async () => {
    oneStep('{name: a, command: "true", outputs: {all: ., data: data.csv}}', { 'data.csv': '1,2\n' });
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(project.read('data.csv')).toBe('1,2\n');
  });
});

describe('an attempt that never came to run', () => {
  test('has a log all the same, so that `logs` shows the others', async () => {
    const files = { 'a.py': '', 'requirements.txt': './wait\n', 'wait/setup.py': 'import time\ntime.sleep(60)\n' };
    oneStep('{name: a, run: a.py, requirements: requirements.txt}', files);
    const { child, ended } = project.start(['run']);
    await until(
      () => existsSync(path.join(project.folder, '.automl/runs')) && runFolder().includes('work'),
      'the step',
    );
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    expect((await project.automl('logs', 'latest')).code).toBe(0);
  });
});

const builder = `import os, time, zipfile
def build_wheel(folder, config_settings=None, metadata_directory=None):
    with open(os.environ["PID"] + ".part", "w") as file: file.write(str(os.getpid()))
    os.rename(os.environ["PID"] + ".part", os.environ["PID"])
    time.sleep(float(os.environ["WAIT"]))
    name = "waiting-1-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
        wheel.writestr("waiting-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: waiting\\nVersion: 1\\n")
        wheel.writestr("waiting-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("waiting-1.dist-info/RECORD", "")
    return name
`;

describe('a driver that is killed while it installs', () => {
  test('takes the installer with it and leaves a cache that the next run can use', async () => {
    oneStep('{name: a, run: a.py, requirements: requirements.txt}', {
      'a.py': 'print("ran")\n',
      'requirements.txt': './pkg\n',
      // Builds itself, so that nothing is fetched.
      'pkg/pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "builder"\nbackend-path = ["."]\n',
      'pkg/builder.py': builder,
    });
    const env = { PID: path.join(project.folder, 'pid'), AUTOML_CACHE: path.join(project.folder, '.automl', 'cache') };
    const { child, ended } = project.start(['run'], { ...env, WAIT: '600' });
    await until(() => existsSync(env.PID), 'the installer');
    const pid = Number(project.read('pid'));
    child.kill('SIGKILL');
    await ended;
    await until(() => !isAlive(pid), 'the installer to be gone');
    expect((await project.start(['run'], { ...env, WAIT: '0' }).ended).out).toContain('ran');
  });
});
