/** Which rights the account lacks: asked of the API server, which decides by whatever it is set up with. */
import { z } from 'zod';
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Right, Verb } from './rights.ts';

const reviewPath = '/apis/authorization.k8s.io/v1';

const rulesSchema = z.object({
  status: z.object({
    incomplete: z.boolean(),
    resourceRules: z
      .array(
        z.object({
          verbs: z.array(z.string()),
          apiGroups: z.array(z.string()).nullish(),
          resources: z.array(z.string()).nullish(),
          resourceNames: z.array(z.string()).nullish(),
        }),
      )
      .nullish(),
  }),
});
type Rules = NonNullable<z.infer<typeof rulesSchema>['status']['resourceRules']>;

const accessSchema = z.object({ status: z.object({ allowed: z.boolean() }) });
const selfSchema = z.object({ status: z.object({ userInfo: z.object({ username: z.string() }) }) });

/**
 * The rights with the verbs that are missing. Null: the account may not even ask. One call where all is well: only what
 * the rules do not grant is asked one by one, as they need not be all there is (webhook authorizers).
 * @throws ApiError
 */
export async function missingRights(api: KubeApi, rights: readonly Right[]): Promise<readonly Right[] | null> {
  const rules = await rulesOf(api);
  try {
    const checked = await Promise.all(rights.map((right) => withMissingVerbs(api, right, rules)));
    return checked.filter(({ verbs }) => verbs.length > 0);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return null;
    throw error;
  }
}

async function withMissingVerbs(api: KubeApi, right: Right, rules: Rules): Promise<Right> {
  const verdicts = await Promise.all(
    right.verbs.map(async (verb) => ({ verb, granted: grants(rules, right, verb) || (await mayI(api, right, verb)) })),
  );
  return { ...right, verbs: verdicts.flatMap(({ verb, granted }) => (granted ? [] : [verb])) };
}

/** Empty when they are not all: then something else than these rules decides, which may also deny. */
async function rulesOf(api: KubeApi): Promise<Rules> {
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectRulesReview',
    spec: { namespace: api.namespace },
  };
  const answer = await api
    .request({ method: 'POST', path: `${reviewPath}/selfsubjectrulesreviews`, body })
    .catch((error: unknown) => {
      if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return null;
      throw error;
    });
  const parsed = rulesSchema.safeParse(answer);
  if (!parsed.success || parsed.data.status.incomplete) return [];
  return parsed.data.status.resourceRules ?? [];
}

function grants(rules: Rules, { group, resource, names }: Right, verb: Verb): boolean {
  const subresource = resource.split('/')[1];
  const isOneOf = (list: readonly string[] | null | undefined, values: readonly string[]): boolean =>
    values.some((value) => list?.includes(value) ?? false);
  const matching = rules.filter(
    ({ verbs, apiGroups, resources }) =>
      isOneOf(verbs, ['*', verb]) &&
      isOneOf(apiGroups, ['*', group]) &&
      isOneOf(resources, ['*', resource, ...(subresource === undefined ? [] : [`*/${subresource}`])]),
  );
  if (matching.some(({ resourceNames }) => (resourceNames ?? []).length === 0)) return true;
  return names?.every((name) => matching.some(({ resourceNames }) => resourceNames?.includes(name))) ?? false;
}

async function mayI(api: KubeApi, { group, resource: path, names }: Right, verb: Verb): Promise<boolean> {
  const [resource, subresource] = path.split('/');
  const asked = (names ?? [undefined]).map(async (name) => {
    const attributes = { namespace: api.namespace, group, resource, subresource, verb, name };
    const body = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    };
    const answer = await api.request({ method: 'POST', path: `${reviewPath}/selfsubjectaccessreviews`, body });
    return accessSchema.parse(answer).status.allowed;
  });
  return (await Promise.all(asked)).every((allowed) => allowed);
}

/** `create, delete jobs.batch; get pods/log`, as `kubectl auth can-i` takes them. */
export function rightsText(rights: readonly Right[]): string {
  return rights
    .map(({ verbs, resource, group, names }) => {
      const which = names === undefined ? '' : ` ${names.join(', ')}`;
      return `${verbs.join(', ')} ${resource}${group === '' ? '' : `.${group}`}${which}`;
    })
    .join('; ');
}

/** The account as the API server knows it: `system:serviceaccount:ml:ci`. Null: it does not say. */
export async function accountOf(api: KubeApi): Promise<string | null> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  // Only for a sentence: whatever goes wrong here goes wrong again where it counts.
  const answer = await api.request({ method: 'POST', path, body }).catch(() => null);
  const parsed = selfSchema.safeParse(answer);
  return parsed.success ? parsed.data.status.userInfo.username : null;
}

export interface Needing {
  /** As the user would type it; '': none was named. */
  readonly file: string;
  /** Names of the secrets whose values the run brings. */
  readonly ownSecrets: ReadonlySet<string>;
}

/** The sentence about rights that are missing; `[]` makes none. */
export async function rightsSentence(
  api: KubeApi,
  missing: readonly Right[],
  needing: Needing,
): Promise<string | null> {
  if (missing.length === 0) return null;
  const account = await accountOf(api);
  const who = account === null ? 'the account' : `the account "${account}"`;
  const fix = `\`${rbacCommand(api.namespace, needing)}\` prints the Role that gives them, or use another account`;
  return `${who} has too few rights in namespace ${api.namespace}, it lacks ${rightsText(missing)}: ${fix}`;
}

function rbacCommand(namespace: string, { file, ownSecrets }: Needing): string {
  const secrets = [...ownSecrets].sort().map((name) => `--secret ${name}`);
  return ['automl rbac', file === '' ? '--all' : file, '-n', namespace, ...secrets].join(' ');
}
