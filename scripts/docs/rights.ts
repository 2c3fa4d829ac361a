/** The rights that runs and verbs need, as preflight and `automl rbac` know them. */
import { clusterRights, rightsOfUse, type Right } from '../../src/backends/kubernetes/preflight/rights.ts';
import { uses, type Use } from '../../src/backends/kubernetes/preflight/uses.ts';
import { viewRights, workRights } from '../../src/backends/kubernetes/preflight/verb-rights.ts';
import { code, table } from './table.ts';

const when: Readonly<Record<Use, string>> = {
  run: 'every file',
  store: 'files of steps, without `store.claim`',
  'cron-jobs': 'schedules with `backend: cluster`',
  secrets: '`--secret`, the input `secrets`',
  service: 'services',
  'served-store': 'services, and files of steps',
  ingress: '`ingress`',
  stripping: '`ingress` with a path below the root',
  gateway: '`ingress.gateway`',
  autoscaling: '`replicas: {min, max, cpu}`',
  budget: 'two `replicas` or more',
  'smoke-get': '`smoke` by GET',
  'smoke-post': '`smoke` by POST',
};

const needed: Readonly<Record<Right['need'], string>> = { required: 'yes', wanted: 'no', optional: 'no' };

export function rightsTables(): Readonly<
  Record<'run-rights' | 'cluster-rights' | 'view-rights' | 'work-rights', string>
> {
  const runs = uses.flatMap((use) => rightsOfUse(use).map((right) => [when[use], ...cells(right), needed[right.need]]));
  const heads = ['resource', 'verbs', 'why'];
  return {
    'run-rights': `${table(['the file has', ...heads, 'needed'], runs)}\n`,
    'cluster-rights': `${table(heads, clusterRights.map(cells))}\n`,
    'view-rights': `${table(heads, viewRights.map(cells))}\n`,
    'work-rights': `${table(heads, workRights.map(cells))}\n`,
  };
}

function cells({ group, resource, verbs, why }: Right): string[] {
  return [code(group === '' ? resource : `${resource}.${group}`), verbs.join(', '), why];
}
