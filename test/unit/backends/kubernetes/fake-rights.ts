/** What the reviews of a cluster in memory ask and answer. */

/** `create jobs.batch`, `get pods/log`, as `deny` takes it. */
export function rightIn(body: unknown): string {
  const { spec } = body as { spec: { resourceAttributes: Record<string, string | undefined> } };
  const { verb = '', resource = '', subresource, group } = spec.resourceAttributes;
  return `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}${group ? `.${group}` : ''}`;
}

/** All or nothing: what is denied makes the rules incomplete, so that it is asked one by one. */
export function rulesWithout(denied: ReadonlySet<string>): unknown {
  const all = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
  return { status: { incomplete: false, resourceRules: denied.size === 0 ? [all] : [] } };
}
