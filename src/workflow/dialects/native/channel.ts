/** `slack`, `webhook` and `email` of a notice. */
import { z } from 'zod';
import type { Channel, SecretHeader } from '../../notify.ts';
import { found } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { dataKey, objectName } from './object-name.ts';
import { list, plain, template } from './text.ts';

const secretShape = {
  secret: objectName('Secret').meta({ description: 'Name of the Secret that has the value.' }),
  key: dataKey('Secret').meta({ description: 'Key of the value in it.' }),
};

export const slack = z
  .strictObject(
    {
      ...secretShape,
      key: secretShape.key.exactOptional().meta({ description: 'Key of the address in it. Default url.' }),
      text: template
        .exactOptional()
        .meta({ description: 'The message. Default: what happened, why, and how to go on.' }),
    },
    { error: 'a map with secret, the name of the Secret that has the address of the webhook' },
  )
  .transform(({ secret, key = 'url', text }): Channel => {
    return { kind: 'slack', url: { secret, key }, ...(text === undefined ? {} : { text }) };
  })
  .meta({ description: 'An incoming webhook of Slack, Mattermost, Rocket.Chat, or of Discord with /slack.' });

const ADDRESS = 'an address that begins with https:// or http://';
const secret = z.strictObject(secretShape, { error: `${ADDRESS}, or a map with secret and key` });

const url = z
  .union([plain(ADDRESS, /^https?:\/\/[^/\s]/), secret], { error: `${ADDRESS}, or a map with secret and key` })
  .check(({ value, issues }) => {
    if (typeof value !== 'string') return;
    if (!URL.canParse(value)) issues.push(problem('BAD_VALUE', value, `"url" must be ${ADDRESS}, not ${found(value)}`));
    if (!/^[^/]*\/\/[^/@]*:[^/@]*@/.test(value)) return;
    issues.push(
      problem('PASSWORD_IN_FILE', value, 'a password stands in the file, for all to read; keep it in a secret'),
    );
  });

const header = z.union(
  [
    template,
    z
      .strictObject({
        ...secretShape,
        prefix: z
          .string({ error: 'a text' })
          .exactOptional()
          .meta({ description: 'What stands before the value, like "Bearer ".' }),
      })
      .transform(({ prefix = '', ...key }): SecretHeader => ({ ...key, prefix })),
  ],
  { error: 'a text, or a map with secret and key' },
);

/** They say how a message travels, and are the client's: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const OF_CONNECTION = new Set([
  'host',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'transfer-encoding',
  'content-length',
]);

const headers = z.record(
  z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'the name of an HTTP header' })
    .refine((name) => !OF_CONNECTION.has(name.toLowerCase()), {
      error: 'a header that the client does not set itself',
    }),
  header,
  { error: 'a map from names of headers to texts' },
);

const METHOD = 'POST, PUT or PATCH';

export const webhook = z
  .strictObject(
    {
      url: url.meta({ description: 'The address, or the Secret that has it.' }),
      method: z
        .enum(['POST', 'PUT', 'PATCH'], { error: METHOD })
        .exactOptional()
        .meta({ description: `${METHOD}. Default POST.` }),
      headers: headers.exactOptional().meta({ description: 'Further headers; a value may stand in a Secret.' }),
      body: z
        .union([z.record(z.string(), z.json()), z.array(z.json())], { error: 'a map or a list' })
        .exactOptional()
        .meta({ description: 'Sent as JSON, with its expressions rendered. Default: all that is known of the run.' }),
    },
    { error: 'a map with url, and what is sent' },
  )
  .transform(({ url: address, method = 'POST', headers: all = {}, body: sent }): Channel => {
    return {
      kind: 'webhook',
      url: address,
      method,
      headers: all,
      ...(sent === undefined ? {} : { body: sent }),
    };
  })
  .meta({ description: 'Any HTTP endpoint that takes JSON.' });

const ADDRESSEE = 'an e-mail address, like team@example.org';
/** Without what could end a header or an address. */
const addressee = plain(ADDRESSEE, /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/);
const SECURITY = 'starttls, tls or none';
const ports = { starttls: 587, tls: 465, none: 25 } as const;

const smtp = z.strictObject(
  {
    host: plain('the name of a mail server', /^[A-Za-z0-9.:_-]+$/).meta({ description: 'The mail server.' }),
    port: z
      .int({ error: 'a port from 1 to 65535' })
      .min(1)
      .max(65_535)
      .exactOptional()
      .meta({ description: 'Default 587, with tls 465, with none 25.' }),
    security: z.enum(['starttls', 'tls', 'none'], { error: SECURITY }).exactOptional().meta({
      description: 'How the connection is encrypted: starttls (it must be offered), tls, none. Default starttls.',
    }),
  },
  { error: 'a map with host' },
);

export const email = z
  .strictObject(
    {
      to: z
        .union([addressee, list(addressee, 'a list of e-mail addresses').min(1)], {
          error: `${ADDRESSEE}, or a list of those`,
        })
        .meta({
          description: 'Who gets it.',
        }),
      from: addressee.meta({ description: 'Who it comes from.' }),
      smtp: smtp.meta({ description: 'The mail server that takes it.' }),
      secret: objectName('Secret')
        .exactOptional()
        .meta({ description: 'Name of a Secret with `username` and `password`.' }),
      subject: template.exactOptional().meta({ description: 'Default: what happened, in a line.' }),
      text: template.exactOptional().meta({ description: 'Default: what happened, why, and how to go on.' }),
    },
    { error: 'a map with to, from and smtp' },
  )
  .transform(({ to, from, smtp: server, secret: login, subject, text }, context): Channel => {
    const { host, security = 'starttls', port = ports[security] } = server;
    if (login !== undefined && security === 'none') {
      const message = 'a password is not sent without encryption: use starttls or tls, or leave out the secret';
      context.issues.push(problem('CONFLICT', login, message, ['secret']));
    }
    return {
      kind: 'email',
      to: typeof to === 'string' ? [to] : to,
      from,
      smtp: { host, port, security },
      ...(login === undefined ? {} : { login }),
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
    };
  })
  .meta({ description: 'An e-mail by SMTP.' });
