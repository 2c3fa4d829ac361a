/** Schedules as pipeline schedules of a GitLab project. */
import { AutomlError } from '../../errors.ts';
import type { KnownSchedule, ScheduleChange, ScheduleStore } from '../../schedule/store.ts';
import type { Schedule } from '../../workflow/model.ts';
import { orWhatItHas } from '../../workflow/suggestion.ts';
import type { GitLabClient } from './client.ts';
import { describeSchedule } from './description.ts';
import { PipelineSchedules, type PipelineSchedule } from './pipeline-schedules.ts';
import type { User } from './users.ts';
import { oursAmong, stepsBetween, type Ours, type ScheduleScope, type Step } from './schedule-changes.ts';

/** Closes the client in the end. */
export function gitlabSchedules(client: GitLabClient, scope: ScheduleScope): ScheduleStore {
  return new GitLabSchedules(client, scope);
}

class GitLabSchedules implements ScheduleStore {
  readonly kind = 'gitlab';
  readonly place: string;
  readonly #schedules: PipelineSchedules;
  readonly #scope: ScheduleScope;

  constructor(client: GitLabClient, scope: ScheduleScope) {
    const { api, project } = client.access;
    this.place = `pipeline schedules of project ${project} at ${new URL(api).host}`;
    this.#schedules = new PipelineSchedules(client);
    this.#scope = scope;
  }

  async sync(
    wanted: readonly Schedule[],
    { dryRun }: { readonly dryRun: boolean },
  ): Promise<readonly ScheduleChange[]> {
    const found = await this.#ours();
    if (wanted.length === 0 && found.length === 0) return [];
    const branch = await this.#defaultBranch(wanted);
    const steps = stepsBetween(wanted, found, this.#scope, branch);
    // All or nothing, as far as that can be known before.
    await this.#requireOwner(steps.flatMap((step) => (step.kind === 'change' ? [step.schedule] : [])));
    const changes: ScheduleChange[] = [];
    for (const step of steps) changes.push(dryRun ? step.change : await this.#carryOut(step));
    return changes;
  }

  async known(): Promise<readonly KnownSchedule[]> {
    return (await this.#ours()).map(({ schedule, described }) => ({
      name: described.name,
      cron: schedule.cron,
      timezone: schedule.cron_timezone,
      suspended: schedule.active ? null : described.suspended ? 'file' : 'person',
      // GitLab notes each start as a change, and not when a person changed something.
      since: null,
    }));
  }

  async suspend(name: string): Promise<void> {
    const { schedule } = await this.#named(name);
    if (!schedule.active) return;
    await this.#requireOwner([schedule]);
    await this.#schedules.change(schedule.id, { active: false });
  }

  async resume(name: string): Promise<void> {
    const { schedule, described } = await this.#named(name);
    if (schedule.active) return;
    await this.#requireOwner([schedule]);
    const description = describeSchedule({ ...described, suspended: false });
    await this.#schedules.change(schedule.id, { active: true, description });
  }

  /** GitLab takes no time with it: the run finds out by itself for which one it stands. */
  async trigger(name: string): Promise<string> {
    const { schedule } = await this.#named(name);
    await this.#schedules.play(schedule.id);
    return `a pipeline of pipeline schedule ${schedule.id}`;
  }

  async close(): Promise<void> {
    await this.#schedules.close();
  }

  async #carryOut(step: Step): Promise<ScheduleChange> {
    switch (step.kind) {
      case 'create': {
        const { id } = await this.#schedules.create(step.fields);
        return { ...step.change, object: `${step.change.object} ${id}` };
      }
      case 'change':
        await this.#schedules.change(step.schedule.id, step.fields);
        return step.change;
      case 'delete':
        await this.#schedules.remove(step.schedule.id);
        return step.change;
      case 'unchanged':
        return step.change;
    }
  }

  async #ours(): Promise<readonly Ours[]> {
    return oursAmong(await this.#schedules.list(), this.#scope);
  }

  async #named(name: string): Promise<Ours> {
    const ours = await this.#ours();
    const one = ours.find(({ described }) => described.name === name);
    if (one !== undefined) return one;
    const names = ours.map(({ described }) => described.name);
    const hint =
      names.length === 0 ? '; automl schedule sync makes those of the file' : orWhatItHas(name, names, names);
    throw new AutomlError('NOT_FOUND', `there is no "${name}" among the ${this.place}${hint}`);
  }

  /** Asked for only where a schedule names no branch. */
  async #defaultBranch(wanted: readonly Schedule[]): Promise<string> {
    if (wanted.every(({ ref }) => ref !== undefined)) return '';
    const { default_branch: branch, path_with_namespace: path } = await this.#schedules.project();
    if (branch) return branch;
    throw new AutomlError('USAGE', `project ${path} has no branch yet: push one, or name one by "ref" in the schedule`);
  }

  /** @throws AutomlError FORGE that names the owner */
  async #requireOwner(schedules: readonly PipelineSchedule[]): Promise<void> {
    if (schedules.length === 0) return;
    const user = await this.#schedules.user();
    const others = schedules.filter((schedule) => !mayChange(user, schedule));
    if (others.length === 0) return;
    const { web_url: url } = await this.#schedules.project();
    const whose = others.map(({ id, owner }) => `${id} belongs to ${owner ? `@${owner.username}` : 'nobody any more'}`);
    throw new AutomlError(
      'FORGE',
      `pipeline schedule ${whose.join(', ')}, and GitLab lets only the owner change one, not @${user.username}: use a token of the owner, or "Take ownership" at ${url}/-/pipeline_schedules (its runs then have the rights of the new owner)`,
    );
  }
}

/** https://docs.gitlab.com/ci/pipelines/schedules/#edit-a-pipeline-schedule; administrators always may. */
function mayChange(user: User, { owner }: PipelineSchedule): boolean {
  return user.is_admin === true || owner?.id === user.id;
}
