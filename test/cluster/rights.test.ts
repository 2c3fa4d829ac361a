/** With any one right missing that a file needs, that one is named, and nothing is made. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCluster } from '../../src/backends/kubernetes/client/cluster.ts';
import { inLanes } from '../../src/backends/kubernetes/lanes.ts';
import { preflight } from '../../src/backends/kubernetes/preflight/preflight.ts';
import { rightsFor, type Right, type Verb } from '../../src/backends/kubernetes/preflight/rights.ts';
import { viewRights } from '../../src/backends/kubernetes/preflight/verb-rights.ts';
import { grantObjects } from '../../src/backends/kubernetes/rights/grant.ts';
import { loadTarget } from '../../src/commands/prepare.ts';
import { wholePlan } from '../../src/commands/whole-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { worldOf } from '../unit/commands/world.ts';
import type { Ended } from './child.ts';
import { automl, connect, kubeconfigAs, kubectl, makeFolder, makeNamespace, objects } from './cluster.ts';

jest.setTimeout(300_000);

/** All that has rights of its own. */
const workflow = `name: greedy
stages:
  train:
    - {name: train, command: "touch model", outputs: {model: model}, secrets: [mine]}
  serve:
    - name: one
      command: "true"
      resources: {cpu: 0.1}
      service: {port: 8000, replicas: {min: 2, max: 3, cpu: 80}, ingress: true, smoke: {path: /}}
    - name: other
      command: "true"
      service: {port: 8000, ingress: {gateway: web}, smoke: {path: /, method: POST}}
`;

interface Gap {
  readonly verb: Verb;
  readonly right: Right;
  /** Who has everything else. */
  readonly user: string;
}

const folder = makeFolder();
writeFileSync(path.join(folder, 'automl.yaml'), workflow);
writeFileSync(path.join(folder, 'mine.env'), 'KEY=value\n');
const plan: Plan = wholePlan(loadTarget({ target: folder, params: [] }, worldOf({ cwd: folder })), 'test', { cpus: 2 });
const rights = rightsFor(plan, { ownSecrets: true, cronJobs: true });
const needed = rights.filter(({ need }) => need === 'required');
const gaps: readonly Gap[] = needed.flatMap((right) =>
  right.verbs.map((verb) => ({ verb, right, user: `without ${verb} ${right.resource}` })),
);
const everything = 'with everything';
const viewer = 'viewer';

let namespace = '';
/** What preflight said to each user. */
const said = new Map<string, readonly string[]>();

beforeAll(async () => {
  namespace = await makeNamespace('rights');
  const roles = gaps.map(({ verb, right, user }, place) => roleOf(`gap-${place}`, user, without(verb, right)));
  const items = [...roles.flat(), ...roleOf('all', everything, rights), ...roleOf('view', viewer, viewRights)];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await kubectl(['create', '--validate=false', '-f', '-'], { namespace, input });
  // The authorizer hears of Roles a moment after they were made.
  for (let tries = 0; tries < 50 && (await problemsOf(everything)).length > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const users = [everything, ...gaps.map(({ user }) => user)];
  const asking = users.map((user) => async (): Promise<void> => {
    said.set(user, await problemsOf(user));
  });
  await inLanes(8, asking);
});

function without(verb: Verb, right: Right): readonly Right[] {
  return rights.map((each) =>
    each === right ? { ...each, verbs: each.verbs.filter((other) => other !== verb) } : each,
  );
}

function roleOf(name: string, user: string, granted: readonly Right[]): readonly object[] {
  const subjects = [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }];
  const nothing = { stepAccounts: [], annotations: {}, clusterRights: [] };
  // A rule without verbs is none that the API server takes.
  const some = granted.filter(({ verbs }) => verbs.length > 0);
  return grantObjects({ ...nothing, namespace, name, account: null, driverAccount: null, subjects, rights: some }).map(
    ({ object }) => object,
  );
}

/** What preflight says is in the way of the run as a whole. */
async function problemsOf(user: string): Promise<readonly string[]> {
  const here = { env: {}, cwd: folder, userHome: folder, version: '0', now: () => Date.now() };
  const cluster = await openCluster({ kubeconfig: kubeconfigAs(user), namespace }, here);
  if (cluster === null) throw new Error('no cluster');
  try {
    const facts = { api: cluster.api, files: [], ownSecrets: new Set(['mine']), cronJobs: true };
    return (await preflight(plan, facts)).problems;
  } finally {
    await cluster.close();
  }
}

describe('preflight', () => {
  test('has nothing to say of rights where all are given', () => {
    expect(said.get(everything)).toEqual([]);
  });

  test.each(gaps)('tells an account $user what it lacks', ({ verb, right: { resource, group }, user }) => {
    const where = `the account "${user}" has too few rights in namespace ${namespace}`;
    const what = `${verb} ${resource}${group === '' ? '' : `.${group}`}`;
    expect(said.get(user)).toEqual([
      `${where}, it lacks ${what}: \`automl rbac automl.yaml -n ${namespace} --secret mine\` prints the Role that gives them, or use another account`,
    ]);
  });
});

describe('a run', () => {
  test.each(['create jobs', 'patch leases', 'delete services'])(
    'without %s ends before it has made anything',
    async (gap) => {
      const words = ['run', '-n', namespace, '--environment', 'dev', '--secret', 'mine=mine.env'];
      const ended = await automl(words, { cwd: folder, env: { KUBECONFIG: kubeconfigAs(`without ${gap}`) } });
      expect(ended.code).toBe(1);
      const [verb = '', resource = ''] = gap.split(' ');
      expect(ended.stderr).toMatch(
        new RegExp(`it lacks ${verb} ${resource}[a-z0-9.]*: \`automl rbac automl.yaml -n ${namespace}`),
      );
    },
  );

  test('of all these has left nothing', async () => {
    expect(await objects(namespace)).toEqual([]);
  });
});

describe('who may only look', () => {
  const look = (noun: string): Promise<Ended> =>
    automl(['get', noun, '-n', namespace], { cwd: folder, env: { KUBECONFIG: kubeconfigAs(viewer) } });

  test.each(['runs', 'workflows', 'services'])('sees %s', async (noun) => {
    expect(await look(noun)).toMatchObject({ code: 0, stderr: '' });
  });

  test('sees no Secrets', async () => {
    const { code, stderr } = await look('secrets');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('lacks the right to list secrets') });
  });
});

describe('automl setup', () => {
  const setup = async (...words: readonly string[]): Promise<Ended> =>
    automl(['setup', namespace, '--secret', 'mine', ...words], {
      cwd: folder,
      env: { KUBECONFIG: connect().kubeconfig },
    });
  const outcomes = ({ stdout }: Ended): readonly string[] =>
    [...stdout.matchAll(/^([a-z ]+) (?:serviceaccount|role|rolebinding)\//gm)].map(([, outcome = '']) => outcome);

  test('makes what is missing, the same the second time, and a kubeconfig that is enough', async () => {
    expect(outcomes(await setup('--dry-run'))).toEqual(Array(3).fill('would create'));
    expect(outcomes(await setup('--kubeconfig-out', 'ci.kubeconfig'))).toEqual(Array(3).fill('created'));
    expect(outcomes(await setup())).toEqual(Array(3).fill('unchanged'));
    expect(outcomes(await setup('--dry-run'))).toEqual(Array(3).fill('unchanged'));
    const env = { KUBECONFIG: path.join(folder, 'ci.kubeconfig') };
    const { stdout } = await automl(['doctor', '--quick', '--secret', 'mine', '.'], { cwd: folder, env });
    expect(stdout).toMatch(/^✓ rights +all \d+ rights that a run needs/m);
  });

  test('leaves alone what it did not make', async () => {
    await kubectl(['create', 'role', 'automl-other', '--verb=get', '--resource=pods'], { namespace });
    const { code, stdout, stderr } = await setup('--name', 'automl-other');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`automl did not make role/automl-other in namespace ${namespace}, and leaves it alone`);
  });
});
