/** Messages as incoming webhooks take them: Slack's, and what speaks like it. */
import { cut } from '../report/plain-text.ts';
import type { Scope } from '../workflow/expression/scope.ts';
import { renderTemplate } from '../workflow/expression/template.ts';
import { messageOf, type Told } from './message.ts';

/** Characters of a value; Discord takes 2,000 in all, Slack 40,000. */
const longestValue = 1500;

/** @param template of the file; undefined: our own message */
export function slackBody(template: string | undefined, told: Told, scope: Scope): { readonly text: string } {
  if (template === undefined) return { text: ownText(told) };
  return { text: renderTemplate(template, scope, (text) => escapeSlack(cut(text, longestValue))) };
}

function ownText(told: Told): string {
  const { title, lines } = messageOf(told);
  const { url } = told.record;
  const [sign = '', ...words] = title.split(' ');
  const link = url === null ? [] : [`<${url.replace(/[<>|\s]/g, '')}|CI job>`];
  return [`${sign} *${escapeSlack(words.join(' '))}*`, ...lines.map(escapeSlack), ...link].join('\n');
}

/**
 * So that a text calls nobody and links nowhere: https://api.slack.com/reference/surfaces/formatting#escaping. Mattermost and
 * Rocket.Chat know `@channel` as it is; a space of no width takes its meaning.
 */
export function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=(channel|here|all|everyone)\b)/gi, '@\u200b');
}
