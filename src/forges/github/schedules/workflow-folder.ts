/** The folder of a repository from which GitHub, or a server that is laid out like it, takes workflow files. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { madeFrom } from './made-file.ts';

export interface WorkflowFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export interface WorkflowFolder {
  /** Relative to the repository. */
  readonly folder: string;
  /** Gitea has a way of its own to say in which time zone a cron expression is. */
  readonly forge: 'github' | 'gitea';
  /** Those that people have written. */
  readonly written: readonly WorkflowFile[];
  /** Those that `automl schedule sync` has made, for whatever workflow. */
  readonly made: readonly WorkflowFile[];
}

/** Gitea reads the first of the two that is there, GitHub the other one only. */
export function readWorkflowFolder(repository: string): WorkflowFolder {
  const gitea = filesOf(repository, '.gitea/workflows');
  const github = gitea.length > 0 ? [] : filesOf(repository, '.github/workflows');
  const files = [...gitea, ...github];
  return {
    folder: gitea.length > 0 ? '.gitea/workflows' : '.github/workflows',
    forge: gitea.length > 0 ? 'gitea' : 'github',
    written: files.filter(({ text }) => madeFrom(text) === null),
    made: files.filter(({ text }) => madeFrom(text) !== null),
  };
}

/** Whether what a step `uses` is our action: by its repository's name, also that of a fork or mirror, or as a folder here. */
export function isOurAction(repository: string, uses: string): boolean {
  if (!uses.startsWith('./')) return /\/automl-action(?:\/[^@]*)?@/.test(uses);
  const folder = path.join(repository, uses);
  return ['action.yml', 'action.yaml'].some((name) => nameOf(path.join(folder, name)) === 'automl-action');
}

function nameOf(actionFile: string): unknown {
  try {
    const data: unknown = parse(readFileSync(actionFile, 'utf8'));
    return typeof data === 'object' && data !== null && 'name' in data ? data.name : null;
  } catch {
    // No action is there, or none that anybody could use.
    return null;
  }
}

/** Sorted. */
function filesOf(repository: string, folder: string): readonly WorkflowFile[] {
  const names = entriesOf(path.join(repository, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.toSorted().map((name) => ({
    path: `${folder}/${name}`,
    text: readFileSync(path.join(repository, folder, name), 'utf8'),
  }));
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  } catch {
    // Most repositories have only one of the two.
    return [];
  }
}
