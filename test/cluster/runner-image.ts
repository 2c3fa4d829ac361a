/** The runner image of this working tree, built for the registry of our own cluster. */
import path from 'node:path';
import { runChild } from './child.ts';

let built: Promise<string> | null = null;

/** The name by which pods get it; the same name means the same image. @throws Error where the cluster is not ours */
export function runnerImage(): Promise<string> {
  built ??= build();
  return built;
}

/** Minutes where it was never built; who builds waits for others who do. */
async function build(): Promise<string> {
  const { code, stdout, stderr } = await runChild(path.join(import.meta.dirname, 'runner-image', 'build'), []);
  if (code !== 0) throw new Error(`the runner image was not built: ${stderr}`);
  return stdout.trim();
}
