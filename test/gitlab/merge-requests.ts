/** Merge requests and the notes below them: https://docs.gitlab.com/api/merge_requests, https://docs.gitlab.com/api/notes */
import type { FakeProject, FakeUser } from './fake-gitlab.ts';
import { FakeEmoji } from './emoji.ts';
import { forbidden, invalid, notFound, paginated, Refused, type Answered, type Asked } from './http.ts';

export interface FakeNote {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number; readonly username: string };
  readonly system: boolean;
  readonly created_at: string;
  updated_at: string;
}

export interface FakeMergeRequest {
  readonly iid: number;
  state: 'opened' | 'closed' | 'merged' | 'locked';
  sha: string | null;
  source_branch: string;
  target_branch: string;
  source_project_id: number | null;
  target_project_id: number;
  /** Only members may write notes. */
  discussion_locked: boolean | null;
  readonly notes: FakeNote[];
}

const reporter = 20;
const maintainer = 40;
/** https://docs.gitlab.com/administration/instance_limits/#size-of-comments-and-descriptions-of-issues-merge-requests-and-epics */
const longestBody = 1_000_000;

export class FakeMergeRequests {
  readonly all: FakeMergeRequest[] = [];
  readonly emoji = new FakeEmoji();
  #lastNote = 1000;

  add(fields: Partial<FakeMergeRequest> = {}): FakeMergeRequest {
    const made: FakeMergeRequest = {
      iid: this.all.length + 1,
      state: 'opened',
      sha: 'c1',
      source_branch: 'topic',
      target_branch: 'main',
      source_project_id: 42,
      target_project_id: 42,
      discussion_locked: null,
      notes: [],
      ...fields,
    };
    this.all.push(made);
    return made;
  }

  /** As somebody would, in GitLab's pages. */
  addNote(request: FakeMergeRequest, body: string, author: FakeNote['author'], system = false): FakeNote {
    this.#lastNote += 1;
    const at = new Date(Date.parse('2026-03-01T03:00:00.000Z') + this.#lastNote * 1000).toISOString();
    const { id, username } = author;
    const made = { id: this.#lastNote, body, author: { id, username }, system, created_at: at, updated_at: at };
    request.notes.push(made);
    return made;
  }

  /** @param rest what stands behind `/merge_requests` */
  answer(asked: Asked, rest: string, user: FakeUser, project: FakeProject): Answered {
    if (rest === '' && asked.method === 'GET') {
      const state = asked.query.get('state') ?? 'all';
      return paginated(
        this.all.filter((one) => state === 'all' || one.state === state).map((one) => shown(one, project)),
        asked,
      );
    }
    const [, iid, below] = /^\/(\d+)(\/.*)?$/.exec(rest) ?? [];
    const request = this.all.find((one) => one.iid === Number(iid));
    if (request === undefined) throw notFound('');
    if (below === undefined && asked.method === 'GET') return { status: 200, body: shown(request, project) };
    const [, id, deed] = /^\/notes(?:\/(\d+))?(\/award_emoji)?$/.exec(below ?? '') ?? [];
    if (below?.startsWith('/notes') !== true) throw notFound('');
    if (id === undefined) return asked.method === 'GET' ? list(request, asked) : this.#create(request, asked, user);
    const note = request.notes.find((one) => one.id === Number(id));
    if (note === undefined) throw notFound('Note');
    if (deed !== undefined) return this.emoji.answer(asked, note.id, user);
    return changed(request, note, asked, user);
  }

  #create(request: FakeMergeRequest, { body }: Asked, user: FakeUser): Answered {
    if (user.role < reporter) throw forbidden();
    return { status: 201, body: this.addNote(request, bodyIn(body), user) };
  }
}

function changed(request: FakeMergeRequest, note: FakeNote, { method, body }: Asked, user: FakeUser): Answered {
  const mayChange = note.author.id === user.id || user.role >= maintainer;
  switch (method) {
    case 'GET':
      return { status: 200, body: note };
    case 'PUT':
      if (!mayChange || note.system) throw forbidden();
      Object.assign(note, { body: bodyIn(body), updated_at: '2026-03-01T05:00:00.000Z' });
      return { status: 200, body: note };
    case 'DELETE':
      if (!mayChange || note.system) throw forbidden();
      request.notes.splice(request.notes.indexOf(note), 1);
      return { status: 204 };
    default:
      throw new Refused(405, { message: '405 Method Not Allowed' });
  }
}

function bodyIn({ body }: Asked['body']): string {
  if (typeof body !== 'string') throw new Refused(400, { error: 'body is missing' });
  if (body.trim() === '') throw invalid('note', "can't be blank");
  if (body.length > longestBody) throw invalid('note', 'is too long (maximum is 1000000 characters)');
  return body;
}

/** The newest first, unless asked for otherwise. */
function list({ notes }: FakeMergeRequest, asked: Asked): Answered {
  const rows = [...notes].sort((a, b) => a.created_at.localeCompare(b.created_at));
  return paginated(asked.query.get('sort') === 'asc' ? rows : rows.reverse(), asked);
}

function shown({ notes, ...request }: FakeMergeRequest, { path_with_namespace: path }: FakeProject): object {
  const web_url = `https://gitlab.example/${path}/-/merge_requests/${String(request.iid)}`;
  return { ...request, user_notes_count: notes.length, web_url };
}
