/**
 * Runs the suites named on the command line (default: all that `npm test` means) and says how each went.
 * Counts go to test/.work/results/, where `--tally` adds them up to the line that ends a CI run.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Count {
  passed: number;
  failed: number;
}

const root = path.join(import.meta.dirname, '..');
const results = path.join(root, 'test', '.work', 'results');
const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);

/** Checks without cases of their own: each counts as one. */
const checks: Readonly<Record<string, readonly string[]>> = {
  types: [bin('tsc'), '-p', '.'],
  lint: [bin('eslint'), '.'],
  format: [bin('prettier'), '--check', '--log-level=warn', '.'],
  unused: [bin('knip')],
  schema: [process.execPath, 'scripts/schema.ts', '--check'],
  errors: [process.execPath, 'scripts/errors.ts', '--check'],
  docs: [process.execPath, 'scripts/docs.ts', '--check'],
  dist: [process.execPath, 'scripts/build.ts', '--check'],
};

const suites: Readonly<Record<string, () => Count | Promise<Count>>> = {
  checks: runChecks,
  unit: () => runJest('test/unit/', ['--maxWorkers=2']),
  runner: runPython,
  integration: () => runJest('test/integration/', ['--maxWorkers=2']),
  // Most of them wait most of the time: for a pipeline, for the next minute.
  e2e: () => runJest('test/e2e/', ['--maxWorkers=2']),
  cluster: runCluster,
};

const usual = ['checks', 'unit', 'runner', 'integration'];

function add(left: Count, right: Count): Count {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed };
}

function run(command: readonly string[], env: NodeJS.ProcessEnv) {
  const [program = '', ...args] = command;
  const environment = { ...process.env, ...env };
  return spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  });
}

/** Two at a time: each keeps one processor busy. */
async function twoAtATime<T>(all: readonly T[], work: (one: T) => Promise<Count>): Promise<Count> {
  const left = [...all];
  const counts: Count[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) counts.push(await work(next));
  };
  await Promise.all([lane(), lane()]);
  return counts.reduce(add, { passed: 0, failed: 0 });
}

function runAside([program = '', ...args]: readonly string[]): Promise<{
  readonly ok: boolean;
  readonly said: string;
}> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ ok: error === null, said: `${stdout}${stderr}` });
    });
  });
}

function runChecks(): Promise<Count> {
  return twoAtATime(Object.entries(checks), async ([name, command]) => {
    const { ok, said } = await runAside(command);
    console.log(`${said}${ok ? 'ok  ' : 'FAIL'}  ${name}`);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  });
}

/** @param files those whose path matches; one after the other, unless the options say otherwise */
function runJest(files: string, options: readonly string[] = ['--runInBand'], env: NodeJS.ProcessEnv = {}): Count {
  const file = path.join(results, 'jest.json');
  rmSync(file, { force: true });
  const node = [process.execPath, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = ['--json', `--outputFile=${file}`, '--testPathPatterns', files, ...options];
  const child = run([...node, jest, ...args], env);
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  const failed = (report['numFailedTests'] ?? 0) + (report['numRuntimeErrorTestSuites'] ?? 0);
  // Jest may fail for a reason that no test case names.
  return { passed: report['numPassedTests'] ?? 0, failed: failed === 0 && child.status !== 0 ? 1 : failed };
}

/**
 * Files that change the cluster for everybody (a second node, a frozen or killed API server or controller), count calls, or
 * ask for half of a small machine.
 */
const alone = [
  'act',
  'controller-away',
  'exposure',
  'faults',
  'fire-killed',
  'killed-everywhere',
  'killed-on-real-pods',
  'leftovers',
  'losses',
  'restart',
  'serving',
  'simulated',
  'two-drivers',
  'wide',
];

/** On the cluster that KUBECONFIG names, else on this machine's own, which is started. Most files wait most of the time. */
function runCluster(): Count {
  const start = spawnSync(path.join(root, 'test', 'cluster', 'start'), { stdio: ['ignore', 'pipe', 'inherit'] });
  const kubeconfig = start.stdout.toString().trim();
  if (start.status !== 0 || kubeconfig === '') return { passed: 0, failed: 1 };
  // Milliseconds a test may take: pods wait for each other on a small machine.
  const options = ['--testTimeout=300000'];
  const files = `test/cluster/(${alone.join('|')})\\.test\\.ts$`;
  const env = { KUBECONFIG: kubeconfig };
  const sideBySide = runJest('test/cluster/', [...options, '--maxWorkers=2', '--testPathIgnorePatterns', files], env);
  return add(sideBySide, runJest(files, [...options, '--runInBand'], env));
}

function runPython(): Promise<Count> {
  const files = readdirSync(path.join(root, 'runner', 'tests')).filter((file) => /^test_.*\.py$/.test(file));
  return twoAtATime(files, async (file) => {
    const { ok, said } = await runAside(['python3', '-m', 'unittest', 'discover', '-s', 'runner/tests', '-p', file]);
    console.log(`${file}: ${said.trim()}`);
    const ran = Number(/^Ran (\d+) tests?/m.exec(said)?.[1] ?? 0);
    const number = (word: string): number => Number(new RegExp(`${word}=(\\d+)`).exec(said)?.[1] ?? 0);
    const failed = number('failures') + number('errors');
    const lost = !ok && failed === 0 ? 1 : failed;
    return { passed: ran - failed - number('skipped'), failed: ran === 0 ? 1 : lost };
  });
}

function tally(): Count {
  const counts = readdirSync(results)
    .filter((file) => file.endsWith('.count.json'))
    .map((file) => JSON.parse(readFileSync(path.join(results, file), 'utf8')) as Count);
  return counts.reduce(add, { passed: 0, failed: 0 });
}

const wanted = process.argv.slice(2);
mkdirSync(results, { recursive: true });
if (wanted.includes('--tally')) {
  const { passed, failed } = tally();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} else {
  for (const name of wanted.length === 0 ? usual : wanted) {
    const file = path.join(results, `${name}.count.json`);
    rmSync(file, { force: true });
    const suite = suites[name];
    if (suite === undefined) throw new Error(`no suite "${name}": ${Object.keys(suites).join(', ')}`);
    const began = performance.now();
    const count = await suite();
    writeFileSync(file, JSON.stringify(count));
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`);
    if (count.failed > 0) process.exitCode = 1;
  }
}
