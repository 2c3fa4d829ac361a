/** What the expressions of a message can see, and how they are rendered into it. */
import { failures, placeText } from '../report/failure.ts';
import { duration, secondsBetween } from '../report/units.ts';
import type { NOTICE_FIELDS, Scope } from '../workflow/expression/scope.ts';
import { renderTemplate } from '../workflow/expression/template.ts';
import type { Json } from '../workflow/model.ts';
import { secretKeyOf, type SecretKey } from '../workflow/notify.ts';
import { messageOf, messageText, type Told } from './message.ts';

export interface NoticeScope extends Scope {
  readonly run: Scope['run'] & Readonly<Record<(typeof NOTICE_FIELDS)[number], string>>;
}

export function noticeScope(told: Told): NoticeScope {
  const { on, record } = told;
  const message = messageOf(told);
  const seconds = secondsBetween(record.started_at, record.ended_at);
  const [first] = failures(record);
  return {
    params: record.params,
    steps: {},
    run: {
      id: record.id,
      workflow: record.workflow,
      environment: record.environment ?? '',
      event: record.event,
      scheduled_at: record.schedule?.at ?? '',
      state: record.state,
      occasion: on,
      title: message.title,
      text: messageText(message, record.url),
      reason: record.reason ?? '',
      failed_steps: failures(record)
        .map(({ step }) => step.name)
        .join(', '),
      place: first?.place == null ? '' : placeText(first.place),
      duration: seconds === null ? '' : duration(seconds),
      url: record.url ?? '',
    },
    git: { commit: record.commit.head ?? '', ref: record.commit.ref ?? '' },
  };
}

/** Texts of the structure are rendered where they stand, so that no value can change what is around it. */
export function renderBody(body: Json, scope: Scope, valueOf: (key: SecretKey) => string): Json {
  if (typeof body === 'string') return renderTemplate(body, scope);
  if (typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return body.map((item: Json) => renderBody(item, scope, valueOf));
  const key = secretKeyOf(body);
  if (key !== null) return valueOf(key);
  return Object.fromEntries(
    Object.entries(body).map(([name, item]: [string, Json]) => [name, renderBody(item, scope, valueOf)]),
  );
}
