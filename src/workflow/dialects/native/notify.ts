/** `notify`: who is told what becomes of a run. */
import { z } from 'zod';
import type { Located } from '../../check/placed-step.ts';
import type { Environment, Json } from '../../model.ts';
import { type Notice, occasions, secretKeyOf } from '../../notify.ts';
import type { Path, Problems } from '../../problems.ts';
import { problem } from '../../shape/issue.ts';
import { didYouMean } from '../../suggestion.ts';
import { duration } from './amount.ts';
import { email, slack, webhook } from './channel.ts';
import { list, nameKey, plain } from './text.ts';

const OCCASION = `one of ${occasions.join(', ')}`;
const occasion = z.enum(occasions, { error: OCCASION });
const defaultOccasions = ['failed', 'recovered'] as const;
/** Seconds. */
const defaultLateAfter = 15 * 60;

const CHANNELS = ['slack', 'webhook', 'email'] as const;

const one = z
  .strictObject(
    {
      on: z
        .union([occasion, list(occasion, OCCASION).min(1)], { error: `${OCCASION}, or a list of those` })
        .exactOptional()
        .meta({ description: 'When: failed, recovered, succeeded, late, gate-failed. Default [failed, recovered].' }),
      late_after: duration
        .exactOptional()
        .meta({ description: 'How long after its time a scheduled run counts as late. Default 15m.' }),
      environments: oneOrMore(nameKey, 'the name of an environment').exactOptional().meta({
        description: "Only runs in these, a person's too. Default: all runs but those of a person's command line.",
      }),
      branches: oneOrMore(plain('the name of a branch'), 'the name of a branch')
        .exactOptional()
        .meta({ description: 'Only runs of these branches.' }),
      slack: slack.exactOptional(),
      webhook: webhook.exactOptional(),
      email: email.exactOptional(),
    },
    { error: 'a map with on, and slack, webhook or email' },
  )
  .meta({ oneOf: CHANNELS.map((channel) => ({ required: [channel] })) })
  .transform((value, context): Notice => {
    const { on = defaultOccasions, late_after = defaultLateAfter, environments = null, branches = null } = value;
    const [channel, second] = [value.slack, value.webhook, value.email].filter((each) => each !== undefined);
    if (channel === undefined || second !== undefined) {
      // A misspelt one has been named already.
      if (context.issues.length > 0) return z.NEVER;
      const message = `a notice goes to one of ${CHANNELS.join(', ')}`;
      context.issues.push(problem(channel === undefined ? 'MISSING_KEY' : 'CONFLICT', value, message));
      return z.NEVER;
    }
    return {
      on: typeof on === 'string' ? [on] : [...new Set(on)],
      lateAfter: late_after,
      environments,
      branches,
      channel,
    };
  });

export const notify = z
  .union([one, list(one, 'a list of notices')], {
    error: 'a map with on, and slack, webhook or email, or a list of those',
  })
  .transform((value): readonly Notice[] => (Array.isArray(value) ? value : [value]))
  .meta({ description: 'Who is told what becomes of a run, and how.' });

function oneOrMore<Item extends z.ZodType<string>>(item: Item, phrase: string) {
  const many = `${phrase}, or a list of those`;
  return z
    .union([item, list(item, many).min(1, { error: many })], { error: many })
    .transform((value): readonly string[] => (typeof value === 'string' ? [value] : (value as readonly string[])));
}

/** `dev` is that of a person's command line; the forges' previews have names of their own. */
const MADE = /^(dev|pr-.*)$/;

/** A name that nobody has keeps a notice from ever being sent. @param data as it stands in the file */
export function checkEnvironments(
  notices: readonly Notice[],
  data: unknown,
  environments: readonly Environment[],
  problems: Problems,
): void {
  const known = environments.map(({ name }) => name);
  notices.forEach((notice, index) => {
    for (const name of notice.environments ?? []) {
      if (known.includes(name) || MADE.test(name)) continue;
      const path = [...(Array.isArray(data) ? ['notify', index] : ['notify']), 'environments'];
      const message = `there is no environment "${name}"${didYouMean(name, known)}`;
      problems.warning('UNKNOWN_ENVIRONMENT', path, 'value', message);
    }
  });
}

/** @param data as it stands in the file @returns the texts in which expressions are */
export function noticeTemplates(notices: readonly Notice[], data: unknown): readonly Located[] {
  return notices.flatMap(({ channel }, index) => {
    const path = [...(Array.isArray(data) ? ['notify', index] : ['notify']), channel.kind];
    const located = (text: string | undefined, ...further: Path): Located[] =>
      text === undefined ? [] : [{ kind: 'template', text, path: [...path, ...further] }];
    switch (channel.kind) {
      case 'slack':
        return located(channel.text, 'text');
      case 'email':
        return [...located(channel.subject, 'subject'), ...located(channel.text, 'text')];
      case 'webhook': {
        const headers = Object.entries(channel.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? located(value, 'headers', name) : [],
        );
        return [...headers, ...textsIn(channel.body ?? null, [...path, 'body'])];
      }
    }
  });
}

function textsIn(value: Json, path: Path): readonly Located[] {
  if (typeof value === 'string') return [{ kind: 'template', text: value, path }];
  if (typeof value !== 'object' || value === null || secretKeyOf(value) !== null) return [];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => textsIn(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]: [string, Json]) => textsIn(item, [...path, key]));
}
