/** What is the same in each run of one workflow, whatever happened to its drivers. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Trace {
  readonly code: number | null;
  /** The record's canonical form. */
  readonly canonical: string;
  /** Attempts that had a pod, each as often as it had one. */
  readonly begun: readonly string[];
  /** Names of the objects that the run left, without what differs from run to run. */
  readonly left: readonly string[];
}

/** Milliseconds in which the controllers take away what has no owner any more. */
const patience = 60_000;
/** Characters around the first difference of two texts. */
const around = 80;

/** In words; none: they are equal. */
export function differences(expected: Trace, found: Trace): readonly string[] {
  return [
    ...(found.code === expected.code ? [] : [`exit code ${String(found.code)}`]),
    ...(found.canonical === expected.canonical ? [] : [textDifference(expected.canonical, found.canonical)]),
    ...listDifferences('pod of', expected.begun, found.begun),
    ...listDifferences('left', expected.left, found.left),
  ];
}

function textDifference(expected: string, found: string): string {
  let place = 0;
  while (expected[place] === found[place]) place += 1;
  const from = Math.max(0, place - around);
  return `record: ${found.slice(from, place + around)} instead of ${expected.slice(from, place + around)}`;
}

function listDifferences(what: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  const count = (list: readonly string[], name: string): number => list.filter((other) => other === name).length;
  return [...new Set([...expected, ...found])].flatMap((name) => {
    const [wanted, there] = [count(expected, name), count(found, name)];
    return wanted === there ? [] : [`${what} ${name}: ${String(there)} instead of ${String(wanted)}`];
  });
}

/** What `look` finds when it is what was expected, or else when there has been time for it. */
export async function settled(
  look: () => Promise<readonly string[]>,
  expected: readonly string[] | null,
): Promise<readonly string[]> {
  let before = '';
  for (let waited = 0; ; waited += 200) {
    const names = [...new Set(await look())].toSorted();
    const text = names.join();
    // Pods that have the run's name go with its Jobs.
    const isSteady = text === before && !names.some((name) => /^Pod\/.*-RUN-/.test(name));
    if ((expected === null ? isSteady : text === expected.join()) || waited >= patience) return names;
    before = text;
    await sleep(200);
  }
}

/** The name without the run's id, the number of a page, and what controllers put behind a Deployment's name. */
export function anonymous(name: string, run: string): string {
  if (name.includes(run)) return name.replaceAll(run, 'RUN').replace(/-page-\d+$/, '-page');
  return name
    .replace(/^(ReplicaSet\/.*)-[a-z0-9]+$/, '$1-REVISION')
    .replace(/^(Pod\/.*)-[a-z0-9]+-[a-z0-9]+$/, '$1-POD');
}
