/** A run of ours, seen by a recording proxy. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runChild } from '../../test/cluster/child.ts';
import { connect } from '../../test/cluster/kubectl.ts';
import { startProxy, type Proxy } from '../../test/cluster/proxy.ts';
import { lastLine, measureCommand, readResult } from '../measure.ts';
import { storedIn, type Stored } from './stored.ts';
import type { Measured, Subject } from './subject.ts';

export interface Project {
  readonly name: string;
  readonly steps: number;
  /** The steps follow one another: only then there is a reaction. */
  readonly sequential?: boolean;
  readonly beside?: string;
  readonly isSimulated?: boolean;
  /** Writes the workflow into an empty folder. */
  write(folder: string): void;
}

/** `cli` is dist/cli.js, `work` a folder for projects and logs. */
export function ourRun(project: Project, cli: string, work: string): Subject {
  const { name, beside, isSimulated = false } = project;
  return {
    name,
    ...(beside === undefined ? {} : { beside }),
    isSimulated,
    measure: async (namespace) => {
      const folder = mkdtempSync(path.join(work, 'project-'));
      project.write(folder);
      const proxy = await startProxy(connect().kubeconfig);
      try {
        return await run(project, { namespace, folder, log: `${folder}.log`, cli, proxy });
      } finally {
        await proxy.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A long run takes away Jobs before its end: then, or at its end, it has stored the most. */
const removals = ['', ' #2', ' #3', ' #4', ' #5'].map((nth) => `deletecollection Job${nth}`);

interface Place {
  readonly namespace: string;
  readonly folder: string;
  /** File for the output. */
  readonly log: string;
  readonly cli: string;
  readonly proxy: Proxy;
}

async function run({ steps, sequential = false }: Project, place: Place): Promise<Measured> {
  const { namespace, folder, log, cli, proxy } = place;
  const target = ['--backend', 'kubernetes', '--kubeconfig', proxy.kubeconfig, '--namespace', namespace];
  // Ids that come from a key are what the proxy's points know.
  target.push('--run-key', namespace);
  const [program = '', ...args] = measureCommand([process.execPath, cli, 'run', '.', ...target], log, 600);
  let stored: Stored = { anchor: 0, ours: 0, pods: 0 };
  const look = async (): Promise<'pass'> => {
    const found = await storedIn(namespace, connect().kubeconfig);
    if (found.ours > stored.ours) stored = found;
    return 'pass';
  };
  for (const point of removals) proxy.at(point, 'before', look);
  proxy.at('create ConfigMap automl-RUN-record', 'after', look);
  const { seconds, bytes, exitCode } = readResult(await runChild(program, args, { cwd: folder }));
  if (exitCode !== 0) throw new Error(`automl ended with ${exitCode}: ${lastLine(log)}`);
  const mutating = proxy.calls.filter((call) => call.mutating && call.kind !== 'Lease').length / steps;
  return { seconds, driver: { reactions: sequential ? reactionsOf(proxy) : [], mutating, bytes, stored } };
}

/** Of each Job whose pod was seen to end, and that has a next one. */
function reactionsOf({ calls, terminations }: Proxy): number[] {
  const creates = calls.filter(({ verb, kind }) => verb === 'create' && kind === 'Job');
  return creates.flatMap(({ name }, index) => {
    const ended = terminations.find(({ pod }) => name !== null && pod.startsWith(`${name}-`));
    const next = creates[index + 1];
    return ended === undefined || next === undefined ? [] : [next.time - ended.time];
  });
}
