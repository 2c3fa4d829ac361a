/** `automl init`: a good first `automl.yaml` for a folder of scripts, and the CI file that runs it. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { runnerImage } from '../backends/kubernetes/objects/runner-image.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { gitlabJob } from '../forges/gitlab/job.ts';
import { readSource } from '../source/source.ts';
import { draftText, nameFromFile, type Draft, type DraftStep } from '../workflow/draft.ts';
import type { World } from './world.ts';

/** CI files that can be written. */
export const ciFiles = ['github', 'gitlab', 'none'] as const;
export type CiFile = (typeof ciFiles)[number];

export interface InitRequest {
  readonly folder: string;
  readonly ci: CiFile;
  readonly force: boolean;
}

export async function init(request: InitRequest, world: World): Promise<ExitCode> {
  const root = path.resolve(world.cwd, request.folder);
  const { files, repository } = await readSource(root).catch((error: unknown) => {
    throw new AutomlError('NOT_FOUND', `${request.folder} is not a folder that can be read`, { cause: error });
  });
  const draft = await draftFor(root, files);
  if (draft.stages.length === 0) {
    throw new AutomlError(
      'NOT_FOUND',
      `no .py or .ipynb file in ${request.folder}: write a first script, then call automl init again`,
    );
  }
  if (draft.requirements === null) {
    world.err.write('warning: no requirements.txt: steps will only find the packages of your Python\n');
  }
  const relative = path.relative(repository, root).split(path.sep).join('/');
  const outputs = [{ file: path.join(root, 'automl.yaml'), text: header + draftText(draft) }];
  if (request.ci === 'github') {
    const file = path.join(repository, '.github', 'workflows', 'automl.yml');
    outputs.push({ file, text: githubWorkflow(relative) });
  }
  if (request.ci === 'gitlab') {
    const file = path.join(repository, '.gitlab-ci.yml');
    outputs.push({ file, text: gitlabJob(relative, runnerImage(world.version)) });
  }
  for (const { file, text } of outputs) {
    const shown = path.relative(world.cwd, file);
    if (!request.force && (await exists(file))) {
      throw new AutomlError('USAGE', `${shown} exists already; automl init --force replaces it`);
    }
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    world.out.write(`wrote ${shown}\n`);
  }
  world.out.write(`next: automl run${relative === '' && root === world.cwd ? '' : ` ${request.folder}`}\n`);
  return exitCode.ok;
}

const header =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/automl-action/automl-action/v1/schema/workflow.schema.json\n';

/** What a file's name says of its place, in the order of the stages; what says nothing goes to `run`. */
const stageWords: readonly { readonly stage: string; readonly words: RegExp; readonly service?: true }[] = [
  { stage: 'prepare', words: /prep|process|clean|split|download|fetch|ingest|load|data|feature|etl/ },
  { stage: 'train', words: /train|fit|model|tune|search/ },
  { stage: 'evaluate', words: /eval|compare|score|report|select|pick|metric/ },
  { stage: 'run', words: /(?!)/ },
  { stage: 'serve', words: /serve|serving|server|api|^app$/, service: true },
];

async function draftFor(root: string, files: readonly string[]): Promise<Draft> {
  const stages = new Map(stageWords.map(({ stage }): [string, DraftStep[]] => [stage, []]));
  const names = new Set<string>();
  for (const file of files) {
    if (!(await isProgram(root, file))) continue;
    const base = nameFromFile(file);
    const match = stageWords.find(({ words }) => words.test(base));
    const name = uniqueName(base, names);
    stages.get(match?.stage ?? 'run')?.push({ name, run: file, ...(match?.service ? { service: true } : {}) });
  }
  const requirements =
    files.find((file) => file === 'requirements.txt') ?? files.find((file) => file.endsWith('/requirements.txt'));
  return {
    name: nameFromFile(path.basename(root)),
    params: {},
    requirements: requirements ?? null,
    stages: [...stages].filter(([, steps]) => steps.length > 0).map(([name, steps]) => ({ name, steps })),
  };
}

/** Notebooks, and scripts that do something when they are run: not packages, tests, or modules that only define. */
async function isProgram(root: string, file: string): Promise<boolean> {
  if (file.endsWith('.ipynb')) return true;
  const base = path.posix.basename(file);
  if (!file.endsWith('.py') || /^(__|test_|conftest|setup\.py$)|_test\.py$/.test(base) || /(^|\/)tests?\//.test(file))
    return false;
  const text = await readFile(path.join(root, file), 'utf8');
  const defines = /^(?:def|class|import|from|@|\s|#|"""|'''|\)|\]|\}|[A-Z_]+\s*=|$)/;
  return text.includes('__main__') || text.split('\n').some((line) => !defines.test(line));
}

function uniqueName(base: string, taken: Set<string>): string {
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  taken.add(name);
  return name;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Versions as people read them; docs/security.md says how to pin them. A push to a pull request is one run, and not two. */
function githubWorkflow(folder: string): string {
  const where =
    folder === '' ? '' : `        with:\n          working-directory: ${stringify(folder, { lineWidth: 0 })}`;
  return `name: automl
on:
  push:
    branches: [main, master]
  pull_request:
  workflow_dispatch:
permissions: {}
jobs:
  run:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      actions: read # whether services wait for a reviewer
      pull-requests: write # the report below a pull request
      statuses: write # the verdict beside a commit
      deployments: write # which services stand where
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: automl-action/automl-action@v1
${where}`;
}
