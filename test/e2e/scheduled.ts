/** A repository whose schedule is to be started by GitHub's workflow files. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { githubSchedules } from '../../src/forges/github/schedules/store.ts';
import { loadWorkflow } from '../../src/workflow/load.ts';

export interface ScheduledRepository {
  readonly folder: string;
  /** How the action is used: `./`, `ml-org/automl-action@v1`. */
  readonly action: string;
  /** Where the runs leave their records. */
  readonly out: string;
}

/** What people have written, and what `automl schedule sync` makes of it. */
export async function makeScheduled({ folder, action, out }: ScheduledRepository): Promise<void> {
  await cp(path.join(import.meta.dirname, 'scheduled'), folder, { recursive: true });
  const workflows = path.join(folder, '.github', 'workflows');
  await mkdir(workflows, { recursive: true });
  await writeFile(path.join(workflows, 'ci.yml'), ci(action, out));
  if (action === './')
    await cp(path.join(import.meta.dirname, '..', '..', 'action.yml'), path.join(folder, 'action.yml'));
  const { workflow, diagnostics } = loadWorkflow('.', { cwd: folder });
  if (workflow === null) throw new Error(JSON.stringify(diagnostics));
  const options = { repository: folder, file: 'automl.yaml', place: null, env: process.env, connect: null };
  const changes = await githubSchedules(options).sync(workflow.schedules, { dryRun: false });
  const copied = changes.every(({ details }) => details.length === 0);
  if (!copied) throw new Error(`the job was not found: ${JSON.stringify(changes)}`);
}

export const scheduleFile = '.github/workflows/automl-minute.yml';

/** Nothing starts it but the schedule that copies it. */
function ci(action: string, out: string): string {
  return `on: workflow_call
permissions:
  contents: read
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: ${action}
        id: automl
        with:
          backend: local
      - run: cp "$RECORD" "${out}/record-$GITHUB_RUN_ID.json"
        if: always()
        env:
          RECORD: \${{ steps.automl.outputs.record }}
`;
}

export async function readRecord(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
