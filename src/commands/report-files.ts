/** The files that a run leaves for others, where they were asked for: record, report, and what other CIs show by themselves. */
import { accessSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import { logTails } from '../records/log-tail.ts';
import { codeQualityOfFiles, codeQualityOfRun } from '../report/code-quality.ts';
import type { CheckedFile } from '../report/diagnostics.ts';
import { junitOfRefusal, junitOfRun } from '../report/junit.ts';
import type { Links } from '../report/links.ts';
import { markdownSummary } from '../report/markdown.ts';
import type { FinishedRun } from './execute.ts';
import { fileIn, repositoryFolder } from './file-place.ts';
import { InvalidFile } from './prepare.ts';
import type { World } from './world.ts';

export interface ReportRequest {
  /** Also write the record here. */
  readonly record?: string;
  /** Also write the Markdown report here. */
  readonly summary?: string;
  /** Also write findings here, as GitLab's code quality reads them. */
  readonly codeQuality?: string;
  /** Also write the steps here, as test results in JUnit's format. */
  readonly junit?: string;
  /** Where names in the report lead, once the commit of the run is known. */
  readonly links?: (head: string | null) => Links;
}

type Kind = 'record' | 'summary' | 'codeQuality' | 'junit';

const options: Readonly<Record<Kind, string>> = {
  record: '--record',
  summary: '--summary',
  codeQuality: '--code-quality',
  junit: '--junit',
};

export class ReportFiles {
  readonly #files: Readonly<Record<Kind, string | null>>;
  readonly #links: ReportRequest['links'];
  readonly #world: Pick<World, 'cwd' | 'err'>;

  /** Looks at them before the run: hours of it must not end at a folder that can't be written. @throws AutomlError USAGE */
  constructor(request: ReportRequest, world: Pick<World, 'cwd' | 'err'>) {
    const fileOf = (kind: Kind) => fileToWrite(options[kind], request[kind], world.cwd);
    this.#files = {
      record: fileOf('record'),
      summary: fileOf('summary'),
      codeQuality: fileOf('codeQuality'),
      junit: fileOf('junit'),
    };
    this.#links = request.links;
    this.#world = world;
  }

  async write({ record, folder, baseline }: FinishedRun): Promise<void> {
    const logTail = await logTails(record, folder);
    const links = this.#links?.(record.commit.head) ?? {};
    this.#write('record', () => `${JSON.stringify(record, null, 2)}\n`);
    this.#write('summary', () => markdownSummary(record, { logTail, links, baseline }));
    this.#write('codeQuality', () => codeQualityOfRun(record));
    this.#write('junit', () => junitOfRun(record, logTail));
  }

  /** Of a run that could not begin: a CI that finds no report shows none, as if all were well. */
  writeRefused(error: AutomlError): void {
    const checked = error instanceof InvalidFile ? error.checked : null;
    if (checked === null) {
      this.#write('codeQuality', () => codeQualityOfFiles([], () => ''));
      this.#write('junit', () => junitOfRefusal('automl', error.message));
    } else {
      this.writeChecked([checked]);
      const { file, diagnostics } = checked;
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      this.#write('junit', () => junitOfRefusal(inRepository(file, this.#world.cwd), errors));
    }
  }

  /** Of files that were only looked at. */
  writeChecked(files: readonly CheckedFile[]): void {
    const diagnostics = files.flatMap((file) => file.diagnostics);
    this.#write('codeQuality', () => codeQualityOfFiles(diagnostics, (file) => inRepository(file, this.#world.cwd)));
  }

  /** Best effort: a disk that is full by now says nothing of the run. */
  #write(kind: Kind, text: () => string): void {
    const file = this.#files[kind];
    if (file === null) return;
    try {
      writeFileSync(file, text());
    } catch (error) {
      this.#world.err.write(`warning: the file of ${options[kind]} could not be written: ${messageOf(error)}\n`);
    }
  }
}

/** A workflow file as its forge names it. */
function inRepository(file: string, cwd: string): string {
  const root = path.dirname(path.resolve(cwd, file));
  return fileIn(repositoryFolder(root) ?? root, { root, file });
}

/** Makes only the folder. */
function fileToWrite(option: string, file: string | undefined, cwd: string): string | null {
  if (file === undefined) return null;
  const full = path.resolve(cwd, file);
  try {
    mkdirSync(path.dirname(full), { recursive: true });
    accessSync(path.dirname(full), constants.W_OK);
    const there = statSync(full, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw new Error('it is a folder');
    if (there !== undefined) accessSync(full, constants.W_OK);
  } catch (error) {
    throw new AutomlError('USAGE', `${option} ${file} can't be written: ${messageOf(error)}`, { cause: error });
  }
  return full;
}
