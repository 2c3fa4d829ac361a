/**
 * Pipeline schedules as GitLab 19 documents and has them: https://docs.gitlab.com/api/pipeline_schedules; who may do what:
 * https://docs.gitlab.com/ci/pipelines/schedules.
 */
import type { FakeProject, FakeUser } from './fake-gitlab.ts';
import { forbidden, invalid, notFound, paginated, Refused, type Answered, type Asked } from './http.ts';

export interface FakeSchedule {
  readonly id: number;
  description: string;
  ref: string;
  cron: string;
  cron_timezone: string;
  active: boolean;
  readonly created_at: string;
  updated_at: string;
  owner: { readonly id: number; readonly username: string } | null;
}

const developer = 30;
const maintainer = 40;

export class FakePipelineSchedules {
  readonly all: FakeSchedule[] = [];
  /** Ids, in order. */
  readonly played: number[] = [];
  /** https://docs.gitlab.com/administration/instance_limits/#number-of-pipeline-schedules */
  limit = 10;
  #last = 12;

  /** As a person would, in GitLab's pages. */
  add(fields: Partial<FakeSchedule>): FakeSchedule {
    this.#last += 1;
    const at = '2026-03-01T03:00:00.000Z';
    const made: FakeSchedule = {
      id: this.#last,
      description: 'Test schedule pipeline',
      ref: 'refs/heads/main',
      cron: '0 1 * * *',
      cron_timezone: 'UTC',
      active: true,
      created_at: at,
      updated_at: at,
      owner: null,
      ...fields,
    };
    this.all.push(made);
    return made;
  }

  /** @param rest what stands behind `/pipeline_schedules` */
  answer(asked: Asked, rest: string, user: FakeUser, project: FakeProject): Answered {
    if (rest === '') return asked.method === 'GET' ? this.#list(asked) : this.#create(asked, user, project);
    const [, id = '', deed = ''] = /^\/(\d+)(\/play|\/take_ownership)?$/.exec(rest) ?? [];
    const schedule = this.all.find((one) => one.id === Number(id));
    if (schedule === undefined) throw notFound('Pipeline Schedule');
    switch (`${asked.method}${deed}`) {
      case 'GET':
        return { status: 200, body: { ...schedule, last_pipeline: null } };
      case 'PUT':
        return this.#change(schedule, asked, user, project);
      case 'DELETE':
        if (user.role < maintainer && !owns(user, schedule)) throw forbidden();
        this.all.splice(this.all.indexOf(schedule), 1);
        return { status: 204 };
      case 'POST/play':
        if (user.role < developer) throw forbidden();
        this.played.push(schedule.id);
        return { status: 201, body: { message: '201 Created' } };
      case 'POST/take_ownership':
        if (user.role < maintainer) throw forbidden();
        schedule.owner = { id: user.id, username: user.username };
        return { status: 201, body: schedule };
      default:
        throw new Refused(405, { message: '405 Method Not Allowed' });
    }
  }

  #list(asked: Asked): Answered {
    const scope = asked.query.get('scope');
    return paginated(
      this.all.filter(({ active }) => scope === null || active === (scope === 'active')),
      asked,
    );
  }

  #create({ body }: Asked, user: FakeUser, project: FakeProject): Answered {
    if (user.role < developer) throw forbidden();
    const missing = ['description', 'ref', 'cron'].filter((field) => typeof body[field] !== 'string');
    if (missing.length > 0) throw new Refused(400, { error: missing.map((field) => `${field} is missing`).join(', ') });
    const fields = checked({ cron_timezone: 'UTC', active: true, ...body }, user, project, 'create');
    if (this.all.length >= this.limit)
      throw invalid('base', `Maximum number of pipeline schedules (${this.limit}) exceeded`);
    const made = this.add({ ...fields, owner: { id: user.id, username: user.username } });
    return { status: 201, body: { ...made, last_pipeline: null } };
  }

  #change(schedule: FakeSchedule, { body }: Asked, user: FakeUser, project: FakeProject): Answered {
    if (user.is_admin !== true && !(user.role >= developer && owns(user, schedule))) throw forbidden();
    const fields = checked({ ...schedule, ...body }, user, project, 'update');
    Object.assign(schedule, fields, { updated_at: '2026-03-01T04:00:00.000Z' });
    return { status: 200, body: { ...schedule, last_pipeline: null } };
  }
}

function owns(user: FakeUser, { owner }: FakeSchedule): boolean {
  return owner?.id === user.id;
}

function checked(
  body: Readonly<Record<string, unknown>>,
  user: FakeUser,
  { branches, protectedBranches }: FakeProject,
  deed: 'create' | 'update',
): Pick<FakeSchedule, 'description' | 'ref' | 'cron' | 'cron_timezone' | 'active'> {
  const { description, ref: wanted, cron, cron_timezone: zone, active } = body;
  if (typeof wanted !== 'string' || wanted === '') throw new Refused(400, { error: 'ref is empty' });
  if (typeof description !== 'string' || description === '') throw invalid('description', "can't be blank");
  if (typeof cron !== 'string' || !isCron(cron)) throw invalid('cron', ' is invalid syntax');
  if (typeof zone !== 'string' || !isZone(zone)) throw invalid('cron_timezone', ' is invalid syntax');
  const ref = branches.includes(wanted) ? `refs/heads/${wanted}` : wanted;
  // Of a short one that is no branch and no tag GitLab says the same.
  if (!/^refs\/(heads|tags)\/\S/.test(ref)) throw invalid('ref', 'is ambiguous');
  if (protectedBranches.includes(ref.replace('refs/heads/', '')) && user.role < maintainer)
    throw invalid('base', `The current user is not authorized to ${deed} the pipeline schedule`);
  return { description, ref, cron, cron_timezone: zone, active: active === true };
}

/** As far as tests get it wrong. */
function isCron(text: string): boolean {
  const highest = [59, 23, 31, 12, 7];
  const fields = text.split(' ');
  const fits = (field: string, place: number): boolean =>
    /^[\d*/,a-z-]+$/i.test(field) &&
    (field.match(/\d+/g) ?? []).every((digits) => Number(digits) <= (highest[place] ?? 0));
  return fields.length === highest.length && fields.every(fits);
}

function isZone(name: string): boolean {
  if (name === 'Pacific Time (US & Canada)') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
