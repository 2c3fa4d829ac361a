/** Any CI that is neither GitHub's nor GitLab's: its job is known, and nothing is told there but by files. */
import type { ForgeContext } from '../context.ts';
import type { Forge } from '../forge.ts';
import { azureFacts } from './azure-pipelines.ts';
import { bitbucketFacts } from './bitbucket.ts';
import { circleFacts } from './circleci.ts';
import type { Environment, JobFacts } from './facts.ts';
import { jenkinsFacts } from './jenkins.ts';
import { genericLinks } from './links.ts';
import { withTold } from './told.ts';

/**
 * Null outside a job of a CI that is known, or that tells of itself by AUTOML_CI_* variables.
 * @throws AutomlError USAGE for such a variable that says nothing
 */
export function genericForge(env: Environment): Forge | null {
  const facts = genericFacts(env);
  if (facts === null) return null;
  return {
    kind: 'generic',
    context: contextOf(facts),
    links: (head) => genericLinks(facts, head),
    // Those of GitHub, for the Markdown that people keep as a file.
    limits: { commentBytes: 60_000, mermaidLength: 50_000 },
    connect: `${facts.ci} is told nothing: the report is in the files that --summary, --junit and --record name`,
  };
}

/** Null where `genericForge` is. @throws AutomlError USAGE as there */
export function genericFacts(env: Environment): JobFacts | null {
  return withTold(env, bitbucketFacts(env) ?? jenkinsFacts(env) ?? azureFacts(env) ?? circleFacts(env));
}

function contextOf(facts: JobFacts): ForgeContext {
  const { event, branch, tag, defaultBranch, pull, base } = facts;
  return {
    trigger: { event, branch, tag, defaultBranch, ...(pull === null ? {} : { pull }) },
    head: facts.commit,
    merge: facts.merge,
    fork: facts.isFork,
    repository: facts.repository,
    folder: facts.folder,
    schedule: null,
    pull: pull === null ? null : { number: pull, base, baseHead: null, isClosed: false },
    inputs: {},
    comment: null,
    sequence: facts.sequence,
  };
}
