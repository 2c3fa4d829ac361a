/** Commit statuses. */
import { example, parts, refused, type ApiAnswer, type Call } from './api.ts';

export interface FakeStatus {
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly target_url: string | null;
}

export class FakeStatuses {
  /** As they came. */
  readonly all: FakeStatus[] = [];

  answer(call: Call): ApiAnswer | null {
    const [sha] = parts(call, /^POST \/statuses\/([0-9a-f]{40})$/) ?? [];
    if (sha === undefined) return null;
    const said = call.body as Partial<FakeStatus>;
    if (Array.from(said.description ?? '').length > 140)
      return refused(422, 'Validation Failed: description is too long (maximum is 140 characters)');
    const status = { context: 'default', state: '', description: null, target_url: null, ...said, sha };
    this.all.push(status);
    return { status: 201, body: { ...example('status'), ...status } };
  }
}
