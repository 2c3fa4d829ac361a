/** Which environment a run deploys to (design §3): decided by what started it, never by who asks. */
import type { Environment, EnvironmentRule, Workflow } from '../workflow/model.ts';
import { previewOf } from '../workflow/preview.ts';

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

/** Of a run that nobody sends elsewhere: by the rules of the file, else the preview of its pull request. */
export function environmentOfRun(
  { environments, preview }: Pick<Workflow, 'environments' | 'preview'>,
  trigger: Trigger,
): string | null {
  const ruled = environmentOf(environments, trigger);
  if (ruled !== null || !preview || trigger.pull === undefined) return ruled;
  return previewOf(trigger.pull);
}

/** The first environment with a rule that covers the trigger; `dev` for a person's command line; null: deploys nowhere. */
export function environmentOf(environments: readonly Environment[], trigger: Trigger): string | null {
  if (trigger.event === 'command') return 'dev';
  return environments.find(({ when }) => when.some((rule) => covers(rule, trigger)))?.name ?? null;
}

/** Also one that is told of by another event, a comment below it: what it holds is never that of the default branch. */
export function isPullRequest({ event, pull }: Pick<Trigger, 'event' | 'pull'>): boolean {
  return pull !== undefined || event.startsWith('pull_request') || event === 'merge_request_event';
}

function covers(rule: EnvironmentRule, trigger: Trigger): boolean {
  if (rule === 'pull-request') return isPullRequest(trigger);
  if (isPullRequest(trigger)) return false;
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
