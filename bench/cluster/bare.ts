/** The same work without us: what the cluster itself takes. */
import { kubectl } from '../../test/cluster/kubectl.ts';
import { work } from './project.ts';
import type { Subject } from './subject.ts';

/** Seconds after which waiting for a Job is given up. */
const patience = 600;

/** What a shell script in a CI job would do. */
export function jobLoop(steps: number): Subject {
  return {
    name: `kubectl create job, kubectl wait, ${steps} times`,
    measure: (namespace) =>
      timed(async () => {
        for (let step = 0; step < steps; step += 1) {
          const create = ['create', 'job', `step${step}`, `--image=${work.image}`, '--', ...work.command];
          await kubectl(create, { namespace });
          await waitFor(`step${step}`, namespace);
        }
      }),
  };
}

export function indexedJob(pods: number): Subject {
  const container = { name: 'main', image: work.image, command: work.command };
  const template = { spec: { restartPolicy: 'Never', containers: [container] } };
  const spec = { completionMode: 'Indexed', completions: pods, parallelism: pods, template };
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'bare' }, spec };
  return {
    name: `bare Indexed Job of ${pods}`,
    measure: (namespace) =>
      timed(async () => {
        await kubectl(['create', '-f', '-'], { namespace, input: JSON.stringify(job) });
        await waitFor('bare', namespace);
      }),
  };
}

async function waitFor(job: string, namespace: string): Promise<void> {
  await kubectl(['wait', '--for=condition=Complete', `job/${job}`, `--timeout=${patience}s`], { namespace });
}

async function timed(work: () => Promise<void>): Promise<{ seconds: number }> {
  const began = performance.now();
  await work();
  return { seconds: (performance.now() - began) / 1000 };
}
