/** The peer that stands beside our runs, in an environment of its own that is kept between benches. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';

const version = '9.27.1'; // needs Python 3.11 or later

/** The program, or one sentence about why it can't be had. `cache` is a folder to keep it in. */
export function installSnakemake(cache: string): { readonly program: string } | { readonly missing: string } {
  const folder = path.join(cache, `snakemake-${version}`);
  const program = path.join(folder, 'bin', 'snakemake');
  if (existsSync(program)) return { program };
  try {
    mkdirSync(cache, { recursive: true });
    console.error(`installing snakemake ${version} into ${folder} (once)`);
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'pipe' });
    const python = path.join(folder, 'bin', 'python');
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', `snakemake==${version}`], { stdio: 'pipe' });
    return { program };
  } catch (error) {
    // A folder that is only half there must not pass for one next time.
    if (existsSync(folder)) renameSync(folder, `${folder}.failed-${process.pid}`);
    const text = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return { missing: `snakemake ${version} can't be installed here: ${text ?? ''}` };
  }
}
