/** A workflow of several services that is edited: which objects change with which line. */
import { makeNamespace } from '../cluster.ts';
import type { RunEnded } from '../hostile/run.ts';
import { Deployer } from './deployer.ts';
import { Repository } from './repository.ts';
import { changesBetween, type Changes } from './snapshot.ts';
import { flask, workflowOf } from './workflow.ts';

export interface Edit {
  readonly run: RunEnded;
  readonly changes: Changes;
}

export interface Edits {
  /** One step renamed, one made a job, the stage of another removed. */
  readonly rearranged: Edit;
  /** The port of one of two services. */
  readonly port: Edit;
  /** Two more services: one crashes, the other answers wrongly. */
  readonly added: Edit;
  /** All steps but a job are removed. */
  readonly emptied: Edit;
  readonly failures: readonly string[];
}

export async function playEdits(image: string): Promise<Edits> {
  const team = new Deployer(await makeNamespace('edits'), new Repository('edits'));
  const edit = async (scene: string, stages: Readonly<Record<string, readonly object[]>>): Promise<Edit> => {
    const before = await team.settled();
    const run = await team.deploy(scene, { workflow: workflowOf('edits', image, stages) });
    return { run, changes: changesBetween(before, await team.settled()) };
  };
  const [kept, moving] = [flask('kept'), flask('moving', { run: 'server.py' })];
  team.repository.write('server.py', server);
  const first = {
    revision: 'one',
    workflow: workflowOf('edits', image, {
      serve: [kept, moving, flask('old-name'), flask('future-job')],
      more: [flask('dropped')],
    }),
  };
  await team.ask(await team.deploy('first', first), 'kept');
  const rearranged = await edit('rearranged', {
    serve: [kept, moving, flask('new-name'), { name: 'future-job', command: 'true' }],
  });
  const moved = flask('moving', { run: 'server.py' }, { port: 6000 });
  const left = [kept, flask('new-name')];
  const port = await edit('port', { serve: [...left, moved] });
  const crashing = { name: 'crashing', command: ['sh', '-c', 'exit 3'], service: { port: 5000 } };
  const wrong = flask('wrong', {}, { replicas: 2, smoke: { path: '/', contains: 'two' } });
  const added = await edit('added', { serve: [...left, moved, crashing, wrong] });
  const { failures } = await team.report();
  const emptied = await edit('emptied', { serve: [{ name: 'kept', command: 'true' }] });
  return { rearranged, port, added, emptied, failures };
}

/** Listens where it is told to. */
const server = `import http.server
import os

http.server.HTTPServer(("", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler).serve_forever()
`;
