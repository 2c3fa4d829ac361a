/** Comments below pull requests, and what people show below those. */
import { example, paged, parts, refused, userBody, type ApiAnswer, type Call, type FakeUser } from './api.ts';

export interface FakeComment {
  readonly id: number;
  readonly pull: number;
  readonly user: FakeUser;
  readonly reactions: { readonly user: string; readonly content: string }[];
  body: string;
}

/** Most characters that GitHub takes. */
const longest = 65_536;

export class FakeComments {
  readonly all: FakeComment[] = [];
  /** Nobody may comment below these any more. */
  readonly locked = new Set<number>();
  #next = 1;

  /** As that user does it. */
  add(pull: number, body: string, user: FakeUser): FakeComment {
    const comment: FakeComment = { id: this.#next, pull, body, user, reactions: [] };
    this.#next += 1;
    this.all.push(comment);
    return comment;
  }

  /** Oldest first. */
  below(pull: number): readonly FakeComment[] {
    return this.all.filter((each) => each.pull === pull);
  }

  answer(call: Call, hasPull: (number: number) => boolean): ApiAnswer | null {
    const [method, number] = parts(call, /^(GET|POST) \/issues\/(\d+)\/comments$/) ?? [];
    if (number !== undefined) {
      const pull = Number(number);
      if (!hasPull(pull)) return refused(404, 'Not Found');
      return method === 'POST' ? this.#create(pull, call) : this.#list(pull, call);
    }
    const [verb, id, rest] = parts(call, /^(\w+) \/issues\/comments\/(\d+)(\/reactions)?$/) ?? [];
    if (verb === undefined) return null;
    const comment = this.all.find((each) => String(each.id) === id);
    if (comment === undefined) return refused(404, 'Not Found');
    if (rest !== undefined) return react(comment, call);
    switch (verb) {
      case 'GET':
        return { status: 200, body: commentBody(comment) };
      case 'PATCH':
        return this.#update(comment, call);
      case 'DELETE':
        this.all.splice(this.all.indexOf(comment), 1);
        return { status: 204 };
      default:
        return refused(404, 'Not Found');
    }
  }

  #list(pull: number, call: Call): ApiAnswer {
    const comments = this.below(pull);
    // Gitea gives all of them, whatever page is asked for.
    return { status: 200, body: (call.isGitea ? comments : paged(comments, call)).map(commentBody) };
  }

  #create(pull: number, { body, user }: Call): ApiAnswer {
    if (this.locked.has(pull)) return refused(403, 'Unable to create comment because issue is locked.');
    const text = textOf(body);
    return isTaken(text) ? { status: 201, body: commentBody(this.add(pull, text, user)) } : tooLong;
  }

  #update(comment: FakeComment, { body, user }: Call): ApiAnswer {
    // Who may write to the repository may change what others have said; the token of a job may.
    if (comment.user.id !== user.id && user.type !== 'Bot') return refused(403, 'Must have push access');
    const text = textOf(body);
    if (!isTaken(text)) return tooLong;
    comment.body = text;
    return { status: 200, body: commentBody(comment) };
  }
}

const tooLong = refused(422, 'Validation Failed: body is too long (maximum is 65536 characters)');

function textOf(body: unknown): string {
  return (body as { readonly body: string }).body;
}

function isTaken(text: string): boolean {
  return text !== '' && text.length <= longest;
}

function react(comment: FakeComment, { body, user }: Call): ApiAnswer {
  const { content } = body as { readonly content: string };
  const isNew = !comment.reactions.some((each) => each.user === user.login && each.content === content);
  if (isNew) comment.reactions.push({ user: user.login, content });
  return { status: isNew ? 201 : 200, body: { ...example('reaction'), user: userBody(user), content } };
}

function commentBody({ id, pull, body, user }: FakeComment): object {
  const html_url = `https://github.com/acme/models/pull/${String(pull)}#issuecomment-${String(id)}`;
  return { ...example('issue-comment'), id, body, user: userBody(user), html_url };
}
