/** One replica of Flask's own server through good roll-outs and every bad one. */
import { makeNamespace } from '../cluster.ts';
import type { RunEnded } from '../hostile/run.ts';
import { Deployer } from './deployer.ts';
import { Repository, type Change } from './repository.ts';
import { changesBetween, type Changes } from './snapshot.ts';
import { flask, workflowOf } from './workflow.ts';

/** How a revision is bad. */
export const mistakes = ['crashes', 'is never ready', 'has no image', 'listens elsewhere', 'answers wrongly'] as const;
export type Mistake = (typeof mistakes)[number];

/** A run that is to change nothing. */
interface Repeated {
  readonly run: RunEnded;
  readonly changes: Changes;
}

interface Failed {
  readonly run: RunEnded;
  /** Pods of the service. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface RollOuts {
  readonly good: RunEnded;
  readonly bad: Readonly<Record<Mistake, Failed>>;
  /** By a person, while its pod starts. */
  readonly interrupted: Failed;
  /** The same commit. */
  readonly again: Repeated;
  /** The commit before the one that serves. */
  readonly older: Repeated;
  /** A commit, and the one before it in a run that began while the first rolled out. */
  readonly side: { readonly newer: RunEnded; readonly older: RunEnded };
  /** What is there at the end for pods of this revision, and of those before. */
  readonly materials: readonly string[];
  readonly answers: readonly string[];
  readonly failures: readonly string[];
}

export async function playRollOuts(image: string): Promise<RollOuts> {
  const team = new Deployer(await makeNamespace('flask'), new Repository('flask'));
  const workflow = (settings = {}, service = {}): object =>
    workflowOf('flask', image, { serve: [flask('api', settings, service)] });
  const repeat = async (): Promise<Repeated> => {
    const before = await team.settled();
    const run = await team.start().ended;
    return { run, changes: changesBetween(before, await team.settled()) };
  };
  const fail = async (mistake: Mistake, change: Change): Promise<Failed> => {
    const before = await team.pods('api');
    const run = await team.deploy(mistake, { revision: 'bad', workflow: workflow(), ...change });
    await team.rolledOut();
    return { run, before, after: await team.pods('api') };
  };
  const deployBoth = async (): Promise<RollOuts['side']> => {
    const before = await team.pods('api');
    team.scene('side by side');
    // Was not deployed, so that nothing but the newer one forbids it.
    const interruptedOne = team.repository.head();
    team.repository.commit({ revision: 'three', workflow: workflow(), first: 'time.sleep(4)' });
    const newer = team.start();
    await team.newPod('api', before);
    const older = team.startIn(team.repository.checkOutElsewhere(interruptedOne));
    return { newer: await newer.ended, older: await older.ended };
  };
  const interrupt = async (): Promise<Failed> => {
    const before = await team.pods('api');
    team.scene('interrupted');
    team.repository.commit({ revision: 'bad', workflow: workflow(), first: 'time.sleep(600)' });
    const { child, ended } = team.start();
    await team.newPod('api', before);
    child.kill('SIGINT');
    const run = await ended;
    await team.rolledOut();
    return { run, before, after: await team.pods('api') };
  };

  await team.ask(await team.deploy('first', { revision: 'one', workflow: workflow() }), 'api');
  const oldest = team.repository.head();
  const again = await repeat();
  const good = await team.deploy('good', { revision: 'two' });
  const bad = {
    crashes: await fail('crashes', { first: 'raise RuntimeError("no model here")' }),
    'is never ready': await fail('is never ready', {
      workflow: workflow({ start_timeout: 6 }, { health: '/nowhere' }),
    }),
    'has no image': await fail('has no image', { workflow: workflow({ image: 'automl-test/nowhere:1' }) }),
    'listens elsewhere': await fail('listens elsewhere', { workflow: workflow({ start_timeout: 6 }, { port: 6000 }) }),
    // The only one that answers until it is undone.
    'answers wrongly': await fail('answers wrongly', {
      workflow: workflow({}, { smoke: { path: '/', contains: 'two' } }),
    }),
  };
  const interrupted = await interrupt();
  const side = await deployBoth();
  team.scene('older');
  team.repository.checkOut(oldest);
  const older = await repeat();
  const materials = [...(await team.settled()).keys()].filter((name) => name.startsWith('ConfigMap/'));
  return { materials, good, bad, interrupted, side, again, older, ...(await team.report()) };
}
