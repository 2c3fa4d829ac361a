/** Namespaces made for a test or a measurement. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { kubectl } from './kubectl.ts';

export interface NamespaceOptions {
  /** What pods may do: https://kubernetes.io/docs/concepts/security/pod-security-standards. Default `restricted`. */
  readonly podSecurity?: 'restricted' | 'baseline' | 'privileged';
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Marks our namespaces, so that those of a run that crashed are found. */
const mark = 'automl-test';
/** Seconds after which a namespace of ours has been forgotten. */
const oldest = 2 * 60 * 60;

/** Ready for pods; its name begins with the prefix. @throws Error */
export async function createNamespace(prefix: string, options: NamespaceOptions = {}): Promise<string> {
  const { podSecurity = 'restricted', labels, annotations } = options;
  const name = `${prefix}-${randomBytes(3).toString('hex')}`;
  const enforce = { 'pod-security.kubernetes.io/enforce': podSecurity };
  const metadata = { name, labels: { [mark]: prefix, ...enforce, ...labels }, annotations: { ...annotations } };
  await kubectl(['create', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata }) });
  // A pod made before its namespace has a ServiceAccount is refused.
  await kubectl(['wait', '--for=create', 'serviceaccount/default', '--timeout=30s'], { namespace: name });
  return name;
}

/** Does not wait until everything in them has ended. @throws Error */
export async function deleteNamespaces(names: readonly string[]): Promise<void> {
  if (names.length > 0) await kubectl(['delete', 'namespace', ...names, '--ignore-not-found', '--wait=false']);
}

const listed = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), creationTimestamp: z.iso.datetime() }) })),
});

/** Deletes what runs that crashed left behind: namespaces of ours that are older than two hours. @throws Error */
export async function sweepNamespaces(now: Date): Promise<void> {
  const text = await kubectl(['get', 'namespaces', '--selector', mark, '--output', 'json']);
  const old = listed.parse(JSON.parse(text)).items.filter(({ metadata }) => {
    return now.getTime() - Date.parse(metadata.creationTimestamp) > oldest * 1000;
  });
  await deleteNamespaces(old.map(({ metadata }) => metadata.name));
}
