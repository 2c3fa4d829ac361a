/** Builds `dist/`: one bundle, its licences, two doors. `--check` builds beside it and fails when it differs. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** Compiled code is kept between runs where Node can (22 and newer): it halves the start. */
const door = (name: string): string => `#!/usr/bin/env node
(await import('node:module')).enableCompileCache?.();
await (await import('./index.js')).${name}(new URL('..', import.meta.url));
`;

const doors = { 'cli.js': door('cli'), 'action.js': door('action') };

function build(folder: string): void {
  const ncc = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'));
  const args = [
    'build',
    'src/index.ts',
    '--out',
    folder,
    '--minify',
    '--license',
    'licenses.txt',
    '--no-cache',
    '--transpile-only',
    '--target',
    'es2022',
  ];
  execFileSync(process.execPath, [ncc, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const [name, text] of Object.entries(doors)) {
    writeFileSync(path.join(folder, name), text);
    chmodSync(path.join(folder, name), 0o755);
  }
}

/** Names of files that are not the same in both folders. */
function differences(left: string, right: string): string[] {
  const names = new Set([...readdirSync(left), ...readdirSync(right)]);
  const read = (folder: string, name: string): Buffer | null => {
    try {
      return readFileSync(path.join(folder, name));
    } catch {
      return null;
    }
  };
  return [...names].filter((name) => {
    const [a, b] = [read(left, name), read(right, name)];
    return a === null || b === null || !a.equals(b);
  });
}

if (process.argv.includes('--check')) {
  const fresh = mkdtempSync(path.join(tmpdir(), 'automl-dist-'));
  build(fresh);
  const changed = differences(dist, fresh);
  rmSync(fresh, { recursive: true });
  if (changed.length > 0) {
    console.error(`dist/ is not what the sources give (${changed.join(', ')}): npm run build, and commit dist/`);
    process.exitCode = 1;
  }
} else {
  const fresh = mkdtempSync(path.join(root, '.dist-'));
  try {
    build(fresh);
    rmSync(dist, { recursive: true, force: true });
    chmodSync(fresh, 0o755);
    renameSync(fresh, dist);
  } finally {
    // A build that failed leaves the old one as it was.
    rmSync(fresh, { recursive: true, force: true });
  }
}
