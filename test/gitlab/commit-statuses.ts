/** Statuses of commits: https://docs.gitlab.com/api/commits/#set-commit-pipeline-status */
import type { FakeUser } from './fake-gitlab.ts';
import { forbidden, invalid, Refused, type Answered, type Asked } from './http.ts';

export interface FakeStatus {
  readonly sha: string;
  readonly name: string;
  status: string;
  description: string | null;
  target_url: string | null;
}

const developer = 30;
const states = ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'];
/** Characters. */
const longest = 255;

export class FakeCommitStatuses {
  readonly all: FakeStatus[] = [];

  answer({ method, body }: Asked, sha: string, user: FakeUser): Answered {
    if (method !== 'POST') throw new Refused(405, { message: '405 Method Not Allowed' });
    if (user.role < developer) throw forbidden();
    const { state, name = 'default', description = null, target_url: url = null } = body;
    if (typeof state !== 'string' || !states.includes(state))
      throw new Refused(400, { error: 'state does not have a valid value' });
    for (const [field, value] of Object.entries({ name, description, target_url: url }))
      if (String(value).length > longest) throw invalid(field, 'is too long (maximum is 255 characters)');
    // One that has ended is followed by a new one of the same name.
    const going = this.all.find((one) => one.sha === sha && one.name === name && /pending|running/.test(one.status));
    if (going !== undefined && (going.status === state || state === 'pending'))
      throw new Refused(400, {
        message: `Cannot transition status via :${state === 'running' ? 'run' : 'enqueue'} from :${going.status} (Reason(s): Status cannot transition via "${state === 'running' ? 'run' : 'enqueue'}")`,
      });
    const fields = { status: state, description: textOf(description), target_url: textOf(url) };
    const made = going ?? { sha, name: String(name), ...fields };
    Object.assign(made, fields);
    if (going === undefined) this.all.push(made);
    return { status: 201, body: { id: this.all.indexOf(made) + 1, allow_failure: false, ref: 'topic', ...made } };
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
