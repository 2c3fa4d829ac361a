/** The image of the services under test: Python with Flask and gunicorn, made once for the registry of our own cluster. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runChild } from '../child.ts';
import { isPushed, pushLayered } from '../extras/registry.ts';

const packages = ['flask==3.1.2', 'gunicorn==23.0.0'];
/** Where Debian's Python, and nobody else's, looks for packages. */
const sitePackages = 'usr/local/lib/python3.11/dist-packages';
const gunicorn = `#!/usr/bin/env python3
from gunicorn.app.wsgiapp import run
run()
`;

/** Its name. @throws Error without python3, or where the cluster is not ours */
export async function webImage(): Promise<string> {
  const key = createHash('sha256').update(packages.join()).digest('hex').slice(0, 8);
  const name = `automl-test/web-${key}`;
  if (!(await isPushed(name))) await pushLayered({ from: ['library/python', '3.11-slim'], layer: await layer(), name });
  return `${name}:1`;
}

async function layer(): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-web-'));
  try {
    const [root, venv] = [path.join(folder, 'root'), path.join(folder, 'venv')];
    await run('python3', '-m', 'venv', venv);
    const target = ['--target', path.join(root, sitePackages)];
    await run(path.join(venv, 'bin', 'pip'), 'install', '--quiet', ...target, ...packages);
    const program = path.join(root, 'usr/local/bin/gunicorn');
    mkdirSync(path.dirname(program), { recursive: true });
    writeFileSync(program, gunicorn);
    chmodSync(program, 0o755);
    const flags = ['--owner=0', '--group=0', '--mode=a+rX', '-czf', '-', 'usr'];
    return execFileSync('tar', ['-C', root, ...flags], { maxBuffer: 64 * 1024 * 1024 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runChild(program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
