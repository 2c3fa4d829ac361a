/** A service whose run, model store and package index are gone, and whose pods are started anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply, kubectl, makeFolder, makeNamespace } from '../cluster.ts';
import { startIndex } from '../extras/package-index.ts';
import type { RunEnded } from '../hostile/run.ts';
import { Deployer } from './deployer.ts';
import { Repository } from './repository.ts';
import { changesBetween, type Changes } from './snapshot.ts';
import { workflowOf } from './workflow.ts';

export interface Survival {
  /** The same commit once more, when its index has newer packages. */
  readonly again: { readonly run: RunEnded; readonly changes: Changes };
  /** What was there with the label of a run after their objects were deleted. */
  readonly left: string;
  /** What it answered before that, and from then on. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** While its pods were deleted one after the other. */
  readonly failures: readonly string[];
  /** Packages that were fetched for the pods that were started anew. */
  readonly fetched: readonly string[];
}

const password = 'p@ss/word';

/** The same two models each time: the larger one fits into no ConfigMap. */
const train = `import pathlib
import random

for name, size in [("small", 300_000), ("large", 5_000_000)]:
    folder = pathlib.Path(name)
    folder.mkdir()
    (folder / "name.txt").write_text(f"a-{name}-model")
    (folder / "weights.bin").write_bytes(random.Random(name).randbytes(size))
`;

const serve = `import hashlib
import importlib.metadata
import os
import pathlib
import time

import outer_demo
from flask import Flask, request

model = pathlib.Path(os.environ["AUTOML_INPUTS"], "model")
weights = hashlib.sha256((model / "weights.bin").read_bytes()).hexdigest()[:8]
packages = [f"{name}=={importlib.metadata.version(name)}" for name in ("outer-demo", "inner-demo")]
answer = " ".join([(model / "name.txt").read_text(), weights, *packages, os.environ["TOKEN"]])
app = Flask(__name__)


@app.get("/")
def say():
    time.sleep(float(request.args.get("seconds", 0)))
    return answer


app.run(host="0.0.0.0", port=5000)
`;

function service(name: string, model: string, replicas: number): object {
  return {
    name,
    run: 'serve.py',
    requirements: 'requirements.txt',
    inputs: { model: `train.${model}` },
    secrets: ['given'],
    service: { port: 5000, replicas },
  };
}

export async function playSurvival(image: string): Promise<Survival> {
  const [namespace, index] = await Promise.all([makeNamespace('survival'), startIndex({ password })]);
  try {
    const login = { username: index.user, password };
    await apply(namespace, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'index-login' }, stringData: login });
    const given = path.join(makeFolder(), 'given.env');
    writeFileSync(given, 'TOKEN=brought-by-the-run\n');
    const team = new Deployer(namespace, new Repository('survival'));
    const { repository } = team;
    const authorities = [index.caFile, '/etc/ssl/certs/ca-certificates.crt'].map((name) => readFileSync(name, 'utf8'));
    repository.write('ca.crt', authorities.join('\n'));
    repository.write('train.py', train);
    repository.write('serve.py', serve);
    repository.write('requirements.txt', 'outer-demo\n');
    const workflow = workflowOf('survival', image, {
      train: [{ name: 'train', run: 'train.py', outputs: { small: { path: 'small/' }, large: { path: 'large/' } } }],
      serve: [service('api', 'small', 2), service('bulky', 'large', 1)],
    });
    repository.commit({
      workflow: { ...workflow, python: { index: index.url, ca: 'ca.crt', credentials: 'index-login' } },
    });
    const deploy = (): Promise<RunEnded> => team.start('--secret', `given=${given}`).ended;
    team.scene('first');
    await team.ask(await deploy(), 'api');
    index.publishNewer();
    const deployed = await team.settled();
    team.scene('again');
    const run = await deploy();
    const again = { run, changes: changesBetween(deployed, await team.settled()) };
    const { answers: before } = await team.report();

    const soFar = index.requests.length;
    const ofRuns = ['--selector', 'automl-action/run'];
    const kinds = 'configmaps,jobs,leases,persistentvolumeclaims,secrets';
    await kubectl(['delete', kinds, ...ofRuns, '--wait=false'], { namespace });
    team.scene('one pod after the other');
    for (const pod of await team.pods('api')) {
      await kubectl(['delete', 'pod', pod, '--wait=false'], { namespace });
      await team.settled();
    }
    const left = await kubectl(['get', `pods,${kinds}`, ...ofRuns, '--output', 'name'], { namespace });
    const { failures, answers: after } = await team.report();
    team.scene('all pods at once');
    await kubectl(['delete', 'pods', '--selector', 'app.kubernetes.io/component=service'], { namespace });
    await team.settled();
    await team.report();
    // Only what comes from now on is of pods that all began together.
    const { answers: last } = await team.report();
    const asked = index.requests.slice(soFar).map((request) => request.path);
    const fetched = [...new Set(asked.filter((file) => file.startsWith('/files/')))].toSorted();
    return { again, left, before, after: [...after, ...last], failures, fetched };
  } finally {
    await index.close();
  }
}
