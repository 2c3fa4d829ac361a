/**
 * What a run takes on a cluster, beside what the cluster itself takes for the same work: the one that KUBECONFIG names,
 * else this machine's own. It prints and asserts nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kubectl } from '../../test/cluster/kubectl.ts';
import { createNamespace, sweepNamespaces } from '../../test/cluster/namespace.ts';
import { startSimulatedNode } from '../../test/cluster/simulated.ts';
import type { Act } from '../../test/cluster/simulated/deed.ts';
import { indexedJob, jobLoop } from './bare.ts';
import { ourRun } from './ours.ts';
import { writeChain, writeDag, writeStage, writeSweep } from './project.ts';
import type { Measured, Measurement, Subject } from './subject.ts';
import { formatTable } from './table.ts';

const chain = 14;
const wide = 100;
/** On a simulated node, where a pod is no process. */
const huge = { steps: 1000, children: 2000 };

export interface ClusterBench {
  readonly cli: string;
  readonly runs: number;
  /** Measure only what has one of these words in its name; none: everything. */
  readonly words: readonly string[];
}

export async function benchCluster({ cli, runs, words }: ClusterBench): Promise<void> {
  const work = mkdtempSync(path.join(os.tmpdir(), 'automl-bench-'));
  try {
    await sweepNamespaces(new Date());
    const subjects = makeSubjects(cli, work).filter(({ name }) => {
      return words.length === 0 || words.some((word) => name.includes(word));
    });
    const measurements = await measureAll(subjects, runs);
    const machine = `${os.availableParallelism()} × ${os.cpus()[0]?.model.trim() ?? os.arch()}`;
    const times = runs === 1 ? 'one run each' : `medians of ${runs} runs`;
    console.log(`node ${process.version} on ${machine}; ${times}; each step or pod sleeps for one second`);
    console.log('reaction: from the event that a step ended to our next create of a Job, both seen at the proxy;');
    console.log('below 0 where we knew it sooner, from the log');
    console.log(`\n${formatTable(measurements)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeSubjects(cli: string, work: string): readonly Subject[] {
  const loop = jobLoop(chain);
  const bare = indexedJob(wide);
  const projects = [
    { name: `chain of ${chain}`, steps: chain, sequential: true, beside: loop.name, write: writeChain },
    { name: `sweep of ${wide}`, steps: wide, beside: bare.name, write: writeSweep },
    { name: `stage of ${wide}`, steps: wide, beside: bare.name, write: writeStage },
  ];
  const simulated = [
    { name: `DAG of ${huge.steps}`, steps: huge.steps, isSimulated: true, write: writeDag },
    { name: `sweep of ${huge.children}`, steps: huge.children, isSimulated: true, write: writeSweep },
  ];
  const ours = [...projects, ...simulated].map((project) => {
    const write = (folder: string): void => {
      project.write(folder, project.steps);
    };
    return ourRun({ ...project, name: `automl run, ${project.name}`, write }, cli, work);
  });
  return [loop, bare, ...ours];
}

/** Rounds of all subjects, so that what else happens on the machine meets all alike. */
async function measureAll(subjects: readonly Subject[], runs: number): Promise<readonly Measurement[]> {
  const found = subjects.map((subject) => ({ subject, runs: [] as Measured[], failure: null as string | null }));
  for (let round = 1; round <= runs; round += 1) {
    for (const measurement of found) {
      if (measurement.failure !== null) continue;
      console.error(`${measurement.subject.name} (${round} of ${runs})`);
      try {
        measurement.runs.push(await measureOnce(measurement.subject));
      } catch (error) {
        measurement.failure = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return found;
}

/** As `work` does, where there is no process. */
const sleeps: Act = () => ({ seconds: 1, lines: [], metrics: {}, outputs: {}, files: {}, exitCode: 0 });

async function measureOnce(subject: Subject): Promise<Measured> {
  const node = subject.isSimulated === true ? await startSimulatedNode(sleeps) : null;
  const namespace = await createNamespace('bench', { podSecurity: 'baseline', ...node?.namespace });
  try {
    return await subject.measure(namespace);
  } finally {
    // Waits until its pods are gone: they would be a load for the next.
    await kubectl(['delete', 'namespace', namespace, '--timeout=300s']);
    await node?.close();
  }
}
