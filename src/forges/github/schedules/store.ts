/** The schedules that GitHub starts: workflow files of the repository, which its API stops, resumes and starts. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AutomlError } from '../../../errors.ts';
import type { KnownSchedule, ScheduleChange, ScheduleStore } from '../../../schedule/store.ts';
import { runGit } from '../../../source/git.ts';
import { orWhatItHas } from '../../../workflow/suggestion.ts';
import type { GitHubClient } from '../client.ts';
import type { GitHubPlace } from '../place.ts';
import { changeOf } from './change.ts';
import { writtenTimes } from './written-times.ts';
import { pinOfAction } from './pin.ts';
import { madeFor, scheduleFiles, type MadeFile, type ScheduledWorkflow } from './schedule-files.ts';
import { readWorkflowFolder } from './workflow-folder.ts';

export interface GitHubSchedulesOptions extends ScheduledWorkflow {
  /** Null: the origin is on no server. */
  readonly place: GitHubPlace | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Makes the client when a call is made first; null: there is no token. */
  readonly connect: (() => Promise<GitHubClient>) | null;
}

export function githubSchedules(options: GitHubSchedulesOptions): ScheduleStore {
  const { repository, file, place } = options;
  const { folder } = readWorkflowFolder(repository);
  const connection = new Connection(options);
  return {
    kind: 'github',
    place: place === null ? folder : `${folder} of ${place.owner}/${place.name}`,
    async sync(wanted, { dryRun }): Promise<readonly ScheduleChange[]> {
      const files = scheduleFiles(options, wanted, await pinOfAction(options, wanted, options.env));
      for (const each of dryRun ? [] : files.filter(({ found, wanted }) => found !== wanted)) {
        const full = path.join(repository, each.path);
        await mkdir(path.dirname(full), { recursive: true });
        // Never through a link, which leads who knows where.
        await rm(full, { force: true });
        if (each.wanted !== null) await writeFile(full, each.wanted, { flag: 'wx' });
      }
      return files.map((each) => changeOf(each, file));
    },
    async known(): Promise<readonly KnownSchedule[]> {
      const states = await connection.states();
      return Promise.all(made(options).map((each) => knownSchedule(each, repository, states)));
    },
    async suspend(name): Promise<void> {
      const { client, repo } = await connection.open();
      const parameters = { ...repo, workflow_id: idOf(fileOf(options, name)) };
      await client.call('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable', parameters, {
        needs: 'actions: write',
      });
    },
    async resume(name): Promise<void> {
      const { client, repo } = await connection.open();
      const parameters = { ...repo, workflow_id: idOf(fileOf(options, name)) };
      await client.call('PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable', parameters, {
        needs: 'actions: write',
      });
    },
    async trigger(name, at): Promise<string> {
      const made = fileOf(options, name);
      const { client, repo } = await connection.open();
      const ref = await defaultBranch(client, repo);
      const parameters = { ...repo, workflow_id: idOf(made), ref, inputs: { scheduled_at: at } };
      // Made again after an answer that was lost, it would start two runs.
      const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
      await client.call(route, parameters, { needs: 'actions: write', times: 'once' });
      return `${made.path} of ${repo.owner}/${repo.repo} on ${ref}`;
    },
    close: () => connection.close(),
  };
}

interface Repo {
  readonly owner: string;
  readonly repo: string;
}

/** The API, once it is needed. */
class Connection {
  readonly #options: GitHubSchedulesOptions;
  #client: Promise<GitHubClient> | null = null;

  constructor(options: GitHubSchedulesOptions) {
    this.#options = options;
  }

  /** @throws AutomlError USAGE */
  async open(): Promise<{ readonly client: GitHubClient; readonly repo: Repo }> {
    const { place, connect } = this.#options;
    if (place === null)
      throw new AutomlError('USAGE', 'the origin of the repository is on no server: git remote add origin URL');
    if (connect === null) {
      const variables = place.tokens.join(' or ');
      throw new AutomlError('USAGE', `${place.api} wants a token with \`actions: write\`: set ${variables}`);
    }
    this.#client ??= connect();
    return { client: await this.#client, repo: { owner: place.owner, repo: place.name } };
  }

  /** By path of the file; empty where nobody can be asked. */
  async states(): Promise<ReadonlyMap<string, string>> {
    if (this.#options.place === null || this.#options.connect === null) return new Map();
    const { client, repo } = await this.open();
    const found = new Map<string, string>();
    for (let page = 1, left = true; left; page += 1) {
      const parameters = { ...repo, per_page: pageSize, page };
      const asked = { needs: 'actions: read', answer: workflowList } as const;
      const { workflows } = await client.call('GET /repos/{owner}/{repo}/actions/workflows', parameters, asked);
      for (const { path, state } of workflows) found.set(path, state);
      left = workflows.length === pageSize;
    }
    return found;
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await (await client)?.close();
  }
}

const pageSize = 100;
const workflowList = z.object({ workflows: z.array(z.object({ path: z.string(), state: z.string() })) });
const repositoryFacts = z.object({ default_branch: z.string() });

/** Where schedules are read from. */
export async function defaultBranch(client: GitHubClient, repo: Repo): Promise<string> {
  const asked = { needs: 'metadata: read', answer: repositoryFacts } as const;
  return (await client.call('GET /repos/{owner}/{repo}', repo, asked)).default_branch;
}

function made({ repository, file }: ScheduledWorkflow): readonly MadeFile[] {
  return madeFor(readWorkflowFolder(repository), file);
}

function fileOf(options: ScheduledWorkflow, name: string): MadeFile {
  const files = made(options);
  const found = files.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = files.map((each) => each.name);
  throw new AutomlError(
    'NOT_FOUND',
    `GitHub has no schedule "${name}" of ${options.file}${orWhatItHas(name, names, names)}`,
  );
}

function idOf({ path: file }: MadeFile): string {
  return path.posix.basename(file);
}

async function knownSchedule(
  { name, path: file, text }: MadeFile,
  repository: string,
  states: ReadonlyMap<string, string>,
): Promise<KnownSchedule> {
  const { cron, timezone, suspended } = writtenTimes(text);
  const stopped = (states.get(file) ?? 'active') !== 'active';
  // Never committed: GitHub does not know it.
  const since = await runGit(['-C', repository, 'log', '-1', '--format=%cI', '--', file]).catch(() => '');
  return {
    name,
    cron,
    timezone,
    suspended: suspended ? 'file' : stopped ? 'person' : null,
    since: since.trim() === '' ? null : new Date(since.trim()).toISOString(),
  };
}
