/** Drivers that are killed at a point, and the same command again: the run must end as if nothing had happened. */
import { expect } from '@jest/globals';
import { connect } from '../cluster.ts';
import { startProxy } from '../proxy.ts';
import type { When } from '../proxy/points.ts';
import type { Lane } from './lane.ts';
import { differences, type Trace } from './trace.ts';

export interface Kill {
  readonly point: string;
  readonly when: When;
}

/** What became of a run whose driver was killed. */
export interface KillEnd {
  /** The driver got to the point. */
  readonly reached: boolean;
  /** What is not as it would have been. */
  readonly problems: readonly string[];
}

/** Looks at a run that has ended, and at what its drivers said; what it finds are problems. */
export type Inspect = (lane: Lane, said: readonly string[]) => Promise<readonly string[]>;

/** Of a run that nobody disturbs: what must be the same, and at which points its driver can be killed. */
interface Undisturbed {
  readonly trace: Trace;
  readonly points: readonly string[];
}

/** Kills in all lanes side by side. @param choose which, of all that there are */
export async function killAll(
  lanes: readonly Lane[],
  choose: (kills: readonly Kill[]) => readonly Kill[],
  inspect: Inspect = () => Promise.resolve([]),
): Promise<{ readonly points: readonly string[]; readonly ends: readonly KillEnd[] }> {
  const plain = await Promise.all(lanes.map(async (lane) => ({ lane, ...(await undisturbed(lane)) })));
  const points = plain[0]?.points ?? [];
  const kills = [...choose(points.flatMap((point) => [before(point), after(point)]))];
  const ends: KillEnd[] = [];
  const work = async ({ lane, trace }: (typeof plain)[number]): Promise<void> => {
    for (let kill = kills.shift(); kill !== undefined; kill = kills.shift()) {
      ends.push(await killAndGoOn(lane, kill, trace, inspect));
    }
  };
  await Promise.all(plain.map(work));
  return { points, ends };
}

const before = (point: string): Kill => ({ point, when: 'before' });
const after = (point: string): Kill => ({ point, when: 'after' });

async function undisturbed(lane: Lane): Promise<Undisturbed> {
  const proxy = await startProxy(connect().kubeconfig);
  const trace = await lane.trace(lane.start('undisturbed', proxy.kubeconfig), null);
  await proxy.close();
  expect(trace.code).toBe(0);
  expect(await lane.clear()).toEqual([]);
  // Renewals of the Lease come when they come.
  return { trace, points: proxy.points.filter((point) => !point.startsWith('patch Lease')) };
}

async function killAndGoOn(lane: Lane, kill: Kill, plain: Trace, inspect: Inspect): Promise<KillEnd> {
  const key = `killed ${kill.when} ${kill.point}`;
  const { reached, said, id } = await killedAt(lane, key, kill);
  const told = [said];
  const end = async (): Promise<Trace> => {
    // The key of a run that is over stands for the next one.
    if (await lane.isOver(id)) return lane.storedTrace(id, plain);
    const next = lane.start(key);
    const { stdout, stderr } = await next.ended;
    told.push(stdout, stderr);
    return lane.trace(next, plain);
  };
  const found = await end().catch((error: unknown) => String(error));
  const problems = typeof found === 'string' ? [found] : differences(plain, found);
  const seen = await inspect(lane, told);
  const kept = (await lane.clear()).map((name) => `kept ${name} when its workflow was deleted`);
  return { reached, problems: [...problems, ...seen, ...kept].map((problem) => `${key}: ${problem}`) };
}

/** What the driver said, and the id of its run. */
async function killedAt(lane: Lane, key: string, { point, when }: Kill) {
  const proxy = await startProxy(connect().kubeconfig);
  const { child, ended } = lane.start(key, proxy.kubeconfig);
  let reached = false;
  proxy.at(point, when, () => {
    reached = true;
    child.kill('SIGKILL');
    return Promise.resolve('drop');
  });
  // Who is killed leaves no record: then its words are in the error.
  const said = await ended.then(({ stdout }) => stdout).catch((error: unknown) => String(error));
  await proxy.close();
  const first = proxy.calls.find(({ mutating }) => mutating)?.name ?? '';
  return { reached, said, id: first.replace('automl-', '') };
}
