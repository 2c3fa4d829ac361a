/** A git repository with one service of Flask, of which each commit changes a little. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../cluster.ts';

/** What a commit has in place of what the one before had. */
export interface Change {
  /** What the service answers. */
  readonly revision?: string;
  /** A line of Python that runs before it listens. */
  readonly first?: string;
  /** Keys of the workflow file. */
  readonly workflow?: object;
}

const app = readFileSync(path.join(import.meta.dirname, 'app.py'), 'utf8');

export class Repository {
  readonly folder = makeFolder();
  readonly #origin: string;
  #state: Required<Change>;

  /** With nothing in it. @param origin name of it at the forge, which is never asked */
  constructor(origin: string) {
    this.#state = { revision: 'none', first: '# nothing', workflow: {} };
    this.#git('init', '--quiet', '--initial-branch=main');
    this.#origin = `https://git.example.com/team/${origin}.git`;
    this.#git('remote', 'add', 'origin', this.#origin);
    this.write('.gitignore', '/record.json\n/.automl/\n');
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Its id. */
  commit(change: Change): string {
    this.#state = { ...this.#state, first: '# nothing', ...change };
    const { revision, first, workflow } = this.#state;
    this.write('app.py', app.replace('@REVISION@', revision).replace('# @FIRST@', first));
    this.write('automl.yaml', JSON.stringify(workflow, null, 2));
    this.#git('add', '--all');
    this.#git('-c', 'user.name=t', '-c', 'user.email=t@localhost', 'commit', '--quiet', '--message', revision);
    return this.head();
  }

  head(): string {
    return this.#git('rev-parse', 'HEAD').trim();
  }

  checkOut(commit: string): void {
    this.#git('checkout', '--quiet', commit);
  }

  /** The folder of another check-out, as another CI job has it. */
  checkOutElsewhere(commit: string): string {
    const folder = makeFolder();
    this.#git('clone', '--quiet', this.folder, folder);
    for (const args of [
      ['remote', 'set-url', 'origin', this.#origin],
      ['checkout', '--quiet', commit],
    ])
      this.#git('-C', folder, ...args);
    return folder;
  }

  #git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }
}
