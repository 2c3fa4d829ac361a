/** Which commit is deployed to an environment: an older one must not replace it, whenever its run comes to deploy. */
import { AutomlError } from '../../../errors.ts';
import type { Commit } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { labels } from '../objects/labels.ts';
import { environmentLeaseName } from '../objects/names.ts';
import type { Owner } from '../objects/run-facts.ts';

export interface CommitOrder {
  readonly commit: Pick<Commit, 'head' | 'committed'>;
  /** Whether ours comes before the other; null: nobody here knows. */
  readonly isBefore: (other: string) => Promise<boolean | null>;
  /** Older commits may replace newer ones. */
  readonly allowsOlder: boolean;
}

/** A newer commit is there. */
export class OlderCommit extends AutomlError {
  constructor(ours: string, newer: string, environment: string) {
    const older = `commit ${ours.slice(0, 7)} is older than ${newer.slice(0, 7)}, which is deployed to ${environment}`;
    super('USAGE', `${older}: --allow-older deploys it all the same`);
    this.name = 'OlderCommit';
  }
}

/** Null: this commit may be deployed. Where git does not know both, the times tell. @throws ApiError */
export async function olderCommit(api: KubeApi, owner: Owner, order: CommitOrder): Promise<OlderCommit | null> {
  const { commit } = order;
  const lease = await api.getMeta('Lease', environmentLeaseName(owner));
  const { [labels.commit]: deployed, [labels.committed]: committed = '' } = lease?.annotations ?? {};
  if (deployed === undefined || commit.head === null || !(await isOlder(order, { commit: deployed, committed })))
    return null;
  return new OlderCommit(commit.head, deployed, owner.environment ?? '');
}

/** Whether it must not take the place of another commit. */
export async function isOlder(
  { commit, isBefore, allowsOlder }: CommitOrder,
  other: { readonly commit: string; readonly committed: string },
): Promise<boolean> {
  if (allowsOlder || commit.head === null || other.commit === commit.head) return false;
  return (await isBefore(other.commit)) ?? Date.parse(commit.committed ?? '') < Date.parse(other.committed);
}
