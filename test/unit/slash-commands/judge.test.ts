import { describe, expect, test } from '@jest/globals';
import type { PullState, StoredComment } from '../../../src/forges/forge.ts';
import { marked, markerOf } from '../../../src/publishing/marker.ts';
import type { SlashCommand, Verb } from '../../../src/slash-commands/command.ts';
import { isBot, judge, type Circumstances } from '../../../src/slash-commands/judge.ts';

const old = 'a'.repeat(40);
const head = '0123456789abcdef0123456789abcdef01234567';
const written = 1000;

/** A report that has shown these commits since then. */
const report = (shown: readonly (readonly [commit: string, since: number])[], isOurs = true): StoredComment => {
  const history = shown.map(([commit, since]) => ({ commit, since }));
  const state = { run: 'r1', sequence: 1, started: 0, shown: history };
  const topic = { file: 'automl.yaml', environment: null, key: null };
  return { id: 1, body: marked(markerOf(topic), state, 'a report'), isOurs, url: null };
};
const pull: PullState = { number: 7, isOpen: true, head, branch: 'better', base: 'main', isFork: false };
const asked = (verb: Verb, fields: Partial<SlashCommand> = {}): Circumstances['parsed'] => ({
  type: 'command',
  command: { verb, params: [], commit: null, ...fields },
});
const judged = (fields: Partial<Circumstances>) =>
  judge({ parsed: asked('run'), mayWrite: true, pull, notes: [report([[head, 1]])], at: written, ...fields });
const refused = (sentence: RegExp, instead: string | null) => ({
  type: 'refuse',
  sentence: expect.stringMatching(sentence),
  instead,
});

const working: readonly Verb[] = ['run', 'plan', 'retry', 'no-cache'];

describe.each(working)('%s', (verb) => {
  const parsed = asked(verb);
  const again = `/automl ${verb} ${head}`;

  test('is obeyed where the report showed the newest commit when the comment was written', () => {
    expect(judged({ parsed })).toMatchObject({ type: 'obey', how: 'whole', command: { verb } });
    expect(
      judged({
        parsed,
        notes: [
          report([[old, 1]]),
          report([
            [old, 1],
            [head, written],
          ]),
        ],
      }).type,
    ).toBe('obey');
  });

  test('asks for the commit where nothing showed the newest one, or only later', () => {
    for (const notes of [
      [],
      [report([[old, 1]])],
      // Pushed after the comment was written, and reported by now.
      [
        report([
          [old, 1],
          [head, written + 1],
        ]),
      ],
      // Pushed back and forth.
      [
        report([
          [head, 1],
          [old, 2],
        ]),
      ],
      // Written by a stranger who has copied ours.
      [report([[head, 1]], false)],
      [{ id: 1, body: `newest commit: ${head}`, isOurs: true, url: null }],
    ])
      expect(judged({ parsed, notes })).toEqual(refused(/no report showed the newest commit/, again));
  });

  test('is obeyed where the person names the newest commit, and no other', () => {
    for (const commit of [head, head.slice(0, 7)])
      expect(judged({ parsed: asked(verb, { commit }), notes: [] }).type).toBe('obey');
    for (const commit of [old, 'abcdef0', `${head}00`])
      expect(judged({ parsed: asked(verb, { commit }) })).toEqual(refused(/not the newest commit/, again));
  });

  test('is refused for who may not write, whatever else holds', () => {
    const reader = { parsed: asked(verb, { commit: head }), mayWrite: false };
    expect(judged(reader)).toEqual(refused(/only who may push/, null));
    expect(judged({ ...reader, pull: { ...pull, isOpen: false, isFork: true } })).toEqual(
      refused(/only who may push/, null),
    );
  });

  test('is refused when it is closed', () => {
    expect(judged({ parsed, pull: { ...pull, isOpen: false } })).toEqual(refused(/closed or merged/, null));
  });

  test('of a fork runs nothing, even when the commit is confirmed', () => {
    const judgement = judged({ parsed: asked(verb, { commit: head }), pull: { ...pull, isFork: true } });
    if (verb === 'plan') expect(judgement).toMatchObject({ type: 'obey', how: 'offline' });
    else expect(judgement).toEqual(refused(/comes from a fork/, `/automl plan ${head}`));
  });
});

test.each<Verb>(['cancel', 'help'])('%s is about no commit, and needs the right to write', (verb) => {
  const elsewhere = { parsed: asked(verb), notes: [], pull: { ...pull, isOpen: false, isFork: true } };
  expect(judged(elsewhere).type).toBe('obey');
  expect(judged({ ...elsewhere, mayWrite: false })).toEqual(refused(/only who may push/, null));
});

test('a mistake is explained to who may write, and to nobody else', () => {
  const parsed = { type: 'mistake', sentence: 'there is no command "x"' } as const;
  expect(judged({ parsed })).toEqual(refused(/no command "x"/, '/automl help'));
  expect(judged({ parsed, mayWrite: false })).toEqual(refused(/only who may push/, null));
});

test.each([
  ['github-actions[bot]', true],
  ['renovate[bot]', true],
  ['gitea-actions', true],
  ['project_12_bot_abc123', true],
  ['group_3_bot', true],
  ['robot', false],
  ['ada', false],
  ['project-12-bot', false],
])('%s is a bot: %s', (author, is) => {
  expect(isBot(author)).toBe(is);
});
