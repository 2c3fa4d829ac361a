/** What Azure Pipelines tells a job: https://learn.microsoft.com/azure/devops/pipelines/build/variables */
import { keyOf, numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

/** Null: it runs elsewhere. */
export function azureFacts(env: Environment): JobFacts | null {
  if (env['TF_BUILD']?.toLowerCase() !== 'true') return null;
  const ref = valueOf(env, 'BUILD_SOURCEBRANCH') ?? '';
  const isPull = ref.startsWith('refs/pull/');
  const sha = valueOf(env, 'BUILD_SOURCEVERSION');
  const head = isPull ? valueOf(env, 'SYSTEM_PULLREQUEST_SOURCECOMMITID') : null;
  return {
    ci: 'Azure Pipelines',
    event: isPull ? 'pull_request' : eventOf(env['BUILD_REASON']),
    branch: nameOf(isPull ? (valueOf(env, 'SYSTEM_PULLREQUEST_SOURCEBRANCH') ?? '') : ref, 'refs/heads/'),
    tag: nameOf(ref, 'refs/tags/'),
    defaultBranch: null,
    commit: head ?? sha,
    merge: head === null || head === sha ? null : sha,
    // Of GitHub the number, of Azure Repos there is only the id.
    pull: numberOf(
      valueOf(env, 'SYSTEM_PULLREQUEST_PULLREQUESTNUMBER') ?? valueOf(env, 'SYSTEM_PULLREQUEST_PULLREQUESTID'),
    ),
    base: valueOf(env, 'SYSTEM_PULLREQUEST_TARGETBRANCH')?.replace(/^refs\/heads\//, '') ?? null,
    // Of a pull request that nothing tells of, the worst is assumed.
    isFork: isPull && env['SYSTEM_PULLREQUEST_ISFORK']?.toLowerCase() !== 'false',
    repository: null,
    clone: valueOf(env, 'BUILD_REPOSITORY_URI'),
    page: pageOf(env),
    folder: valueOf(env, 'BUILD_SOURCESDIRECTORY'),
    sequence: numberOf(valueOf(env, 'BUILD_BUILDID')),
    key: keyOf(env, ['SYSTEM_COLLECTIONURI', 'SYSTEM_TEAMPROJECT', 'BUILD_BUILDID', 'SYSTEM_JOBNAME']),
  };
}

function eventOf(reason: string | undefined): string {
  if (reason === 'Schedule') return 'schedule';
  return reason === 'Manual' ? 'manual' : 'push';
}

function nameOf(ref: string, kind: string): string | null {
  return ref.startsWith(kind) ? ref.slice(kind.length) : null;
}

function pageOf(env: Environment): string | null {
  const collection = valueOf(env, 'SYSTEM_COLLECTIONURI');
  const project = valueOf(env, 'SYSTEM_TEAMPROJECT');
  const build = valueOf(env, 'BUILD_BUILDID');
  if (collection === null || project === null || build === null) return null;
  return `${collection.replace(/\/+$/, '')}/${encodeURIComponent(project)}/_build/results?buildId=${build}`;
}
