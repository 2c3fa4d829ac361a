/** What a webhook is sent. */
import type { RunRecord } from '../records/schema.ts';
import { oneLine } from '../report/plain-text.ts';
import { renderTemplate } from '../workflow/expression/template.ts';
import type { Channel, SecretKey } from '../workflow/notify.ts';
import type { Told } from './message.ts';
import { renderBody, type NoticeScope } from './scope.ts';

type Webhook = Extract<Channel, { kind: 'webhook' }>;

export function webhookBody(
  { body }: Webhook,
  told: Told,
  scope: NoticeScope,
  valueOf: (key: SecretKey) => string,
): string {
  return JSON.stringify(body === undefined ? ownBody(told, scope) : renderBody(body, scope, valueOf));
}

export function webhookHeaders(
  { headers }: Webhook,
  scope: NoticeScope,
  valueOf: (key: SecretKey) => string,
): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    const text = typeof value === 'string' ? renderTemplate(value, scope) : value.prefix + valueOf(value);
    return [name.toLowerCase(), headerText(text)];
  });
  return Object.fromEntries(entries);
}

/** One line of what a header may hold: whatever else is in it would end it, and begin another one. */
function headerText(text: string): string {
  return oneLine(text).replace(/[^\x20-\x7e]/g, '?');
}

function ownBody({ on, record }: Told, { run, git }: NoticeScope) {
  const { file, started_at, ended_at, params, schedule } = record;
  return {
    on,
    title: run.title,
    text: run.text,
    run: { ...run, file, schedule: schedule?.name ?? '', started_at, ended_at },
    git,
    params,
    steps: record.steps.map(shortStep),
  };
}

function shortStep({ name, stage, state, reason, metrics }: RunRecord['steps'][number]) {
  return { name, stage, state, reason, metrics };
}
