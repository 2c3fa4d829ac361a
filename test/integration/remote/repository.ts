/** A git repository to clone from. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const identity = ['-c', 'user.name=n', '-c', 'user.email=n@example.com'];

export class Repository {
  /** What holds it. */
  readonly parent = mkdtempSync(path.join(tmpdir(), 'automl-remote-'));
  readonly folder = path.join(this.parent, 'models.git');
  readonly url = pathToFileURL(this.folder).href;

  /** Its default branch is `main`. */
  constructor(files: Readonly<Record<string, string>>) {
    mkdirSync(this.folder);
    this.git('init', '-q', '-b', 'main');
    this.commit(files);
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  /** The id of the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    this.git('add', '--all');
    this.git('commit', '-q', '-m', 'x');
    return this.git('rev-parse', 'HEAD');
  }

  remove(): void {
    rmSync(this.parent, { recursive: true, force: true });
  }
}
