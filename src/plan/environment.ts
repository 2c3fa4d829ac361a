/** Which environment a run deploys to (design §3): decided by what started it, never by who asks. */
import type { Environment, EnvironmentRule } from '../workflow/model.ts';

/** What started the run, as the forge or the command line tells it. */
export interface Trigger {
  /** `command` for a person's command line, else the forge's own word: push, pull_request, schedule ... */
  readonly event: string;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly defaultBranch: string | null;
  /** Number of the pull or merge request; absent: it is none. */
  readonly pull?: number;
}

/** The first environment with a rule that covers the trigger; `dev` for a person's command line; null: deploys nowhere. */
export function environmentOf(environments: readonly Environment[], trigger: Trigger): string | null {
  if (trigger.event === 'command') return 'dev';
  return environments.find(({ when }) => when.some((rule) => covers(rule, trigger)))?.name ?? null;
}

function covers(rule: EnvironmentRule, trigger: Trigger): boolean {
  const isPullRequest = trigger.event.startsWith('pull_request') || trigger.event === 'merge_request_event';
  if (rule === 'pull-request') return isPullRequest;
  if (isPullRequest) return false;
  switch (rule) {
    case 'schedule':
      return trigger.event === 'schedule';
    case 'tag':
      return trigger.tag !== null;
    case 'default-branch':
      return trigger.branch !== null && trigger.branch === trigger.defaultBranch;
    default:
      return trigger.branch !== null && trigger.branch === rule.branch;
  }
}
