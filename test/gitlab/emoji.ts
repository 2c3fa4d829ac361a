/** Emoji reactions of notes: https://docs.gitlab.com/api/emoji_reactions */
import type { FakeUser } from './fake-gitlab.ts';
import { paginated, Refused, type Answered, type Asked } from './http.ts';

const known = new Set(['eyes', 'rocket', 'thumbsdown', 'thumbsup', 'white_check_mark']);

export class FakeEmoji {
  readonly all: { readonly name: string; readonly note: number; readonly user: string }[] = [];

  answer(asked: Asked, note: number, { username: user }: FakeUser): Answered {
    const ofNote = this.all.filter((one) => one.note === note);
    if (asked.method === 'GET') return paginated(ofNote, asked);
    const { name } = asked.body;
    if (typeof name !== 'string') throw new Refused(400, { error: 'name is missing' });
    if (!known.has(name))
      throw new Refused(404, { message: '404 Award Emoji Name is not a valid emoji name Not Found' });
    if (ofNote.some((one) => one.name === name && one.user === user))
      throw new Refused(404, { message: '404 Award Emoji Name has already been taken Not Found' });
    this.all.push({ name, note, user });
    return { status: 201, body: { id: this.all.length, name, user: { username: user } } };
  }
}
