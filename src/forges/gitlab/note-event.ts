/**
 * The comment that started a pipeline: a project webhook of note events calls the trigger URL, and GitLab hands its payload on in
 * a file: https://docs.gitlab.com/ci/triggers/#use-a-webhook
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import type { ForgeComment, ForgePull } from '../context.ts';

const noteEvent = z.object({
  object_kind: z.literal('note'),
  user: z.object({ username: z.string() }),
  object_attributes: z.object({
    id: z.int(),
    note: z.string(),
    created_at: z.string(),
    /** Absent before GitLab 16.11, which tells of new ones only. */
    action: z.string().optional(),
    system: z.boolean().optional(),
  }),
  /** Absent: it stands below an issue, a commit or a snippet. */
  merge_request: z.object({ iid: z.int(), target_branch: z.string(), state: z.string() }).nullish(),
});

export interface NoteEvent {
  /** Null: nobody is to answer it: it was edited, or stands elsewhere than below a merge request. */
  readonly comment: ForgeComment | null;
  readonly pull: ForgePull | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined: no webhook started this pipeline. @throws AutomlError USAGE: its payload can't be read */
export async function triggerPayload(env: Environment): Promise<unknown> {
  const file = env['TRIGGER_PAYLOAD'];
  if (!file || env['CI_PIPELINE_SOURCE'] !== 'trigger') return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const message = `the payload ${file} of the webhook that started this pipeline (TRIGGER_PAYLOAD) is not a JSON file`;
    throw new AutomlError('USAGE', message, { cause: error });
  }
}

/** Null: the payload is of another event. */
export function noteEventOf(payload: unknown): NoteEvent | null {
  const parsed = noteEvent.safeParse(payload);
  if (!parsed.success) return null;
  const { user, object_attributes: note, merge_request: request } = parsed.data;
  const isNew = (note.action ?? 'create') === 'create' && note.system !== true;
  if (!request) return { comment: null, pull: null };
  const pull = {
    number: request.iid,
    base: request.target_branch,
    baseHead: null,
    isClosed: request.state !== 'opened',
  };
  const { id, note: body } = note;
  const comment = { id, pull: request.iid, body, author: user.username, createdAt: timeOf(note.created_at) };
  return { comment: isNew ? comment : null, pull };
}

/** `2026-03-02 03:09:30 UTC`, as webhooks write it, or ISO. */
function timeOf(text: string): number {
  return Date.parse(text.replace(' UTC', 'Z').replace(' ', 'T'));
}
