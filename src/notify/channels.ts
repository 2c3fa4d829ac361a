/** From a notice and what happened to what is sent, and to whom. */
import { AutomlError } from '../errors.ts';
import { renderTemplate } from '../workflow/expression/template.ts';
import type { Notice, SecretKey } from '../workflow/notify.ts';
import type { Outcome } from './deliver.ts';
import { type Told } from './message.ts';
import { noticeScope } from './scope.ts';
import { slackBody } from './slack.ts';
import { webhookBody, webhookHeaders } from './webhook.ts';

/** A message that is ready to be sent. */
export interface Parcel {
  /** Host or addresses, for people. */
  readonly to: string;
  readonly send: (signal: AbortSignal) => Promise<Outcome>;
}

export interface Sender {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of this program. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** @param valueOf of a secret @throws AutomlError for a secret that holds no address @throws EvaluationError */
export function parcelOf(
  { channel }: Pick<Notice, 'channel'>,
  told: Told,
  valueOf: (key: SecretKey) => string,
  sender: Sender,
): Parcel {
  const scope = noticeScope(told);
  switch (channel.kind) {
    case 'slack':
      return hookParcel(
        addressIn(channel.url, valueOf),
        'POST',
        {},
        JSON.stringify(slackBody(channel.text, told, scope)),
        sender,
      );
    case 'webhook': {
      const url = typeof channel.url === 'string' ? addressOf(channel.url, 'notify') : addressIn(channel.url, valueOf);
      const headers = webhookHeaders(channel, scope, valueOf);
      return hookParcel(url, channel.method, headers, webhookBody(channel, told, scope, valueOf), sender);
    }
    case 'email': {
      const { to, login: secret, subject = '${{ run.title }}', text = '${{ run.text }}' } = channel;
      const login =
        secret === undefined
          ? null
          : { user: valueOf({ secret, key: 'username' }), pass: valueOf({ secret, key: 'password' }) };
      const letter = {
        channel,
        login,
        subject: renderTemplate(subject, scope),
        text: renderTemplate(text, scope),
        id: `${told.record.id}.${told.on}.automl`,
      };
      return { to: to.join(', '), send: async (signal) => (await import('./email.ts')).sendLetter(letter, signal) };
    }
  }
}

function hookParcel(
  url: URL,
  method: 'POST' | 'PUT' | 'PATCH',
  own: Readonly<Record<string, string>>,
  body: string,
  { env, version, now }: Sender,
): Parcel {
  const headers = {
    'content-type': 'application/json',
    'user-agent': `automl-action/${version}`,
    ...loginIn(url),
    ...own,
  };
  const hook = { url, method, headers, body };
  return { to: url.host, send: async (signal) => (await import('./http.ts')).sendHook(hook, env, now, signal) };
}

/** As every client does with an address that has one: `https://user:password@host`. */
function loginIn({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
}

function addressIn(key: SecretKey, valueOf: (key: SecretKey) => string): URL {
  return addressOf(valueOf(key), `${key.key} of secret "${key.secret}"`);
}

/** The message of a URL that is none would repeat it. */
function addressOf(text: string, where: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new AutomlError('USAGE', `${where} is no address that begins with https://`);
}
