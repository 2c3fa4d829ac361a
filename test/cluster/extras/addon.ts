/** What a cluster may have or not: an ingress controller, metrics. */
import path from 'node:path';
import { runChild } from '../child.ts';

/** `ingress`: Traefik, 3 s to start; `metrics`: metrics-server, 20 s. Both take minutes where they were never built. */
export type Addon = 'ingress' | 'metrics';

/** What comes back takes it away again. @throws Error */
export async function startAddon(name: Addon): Promise<() => Promise<void>> {
  await run(name, 'up');
  return () => run(name, 'down');
}

async function run(name: Addon, command: 'up' | 'down'): Promise<void> {
  const tool = path.join(import.meta.dirname, '..', 'kubernetes', 'extras', name);
  const { code, stderr } = await runChild(tool, [command]);
  if (code !== 0) throw new Error(`extras/${name} ${command}: ${stderr}`);
}
