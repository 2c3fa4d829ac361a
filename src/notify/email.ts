/** One e-mail. Loaded only when one is sent. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { oneLine, plainText } from '../report/plain-text.ts';
import type { Channel } from '../workflow/notify.ts';
import type { Outcome } from './deliver.ts';
import { brokenConnection, type Trouble } from './trouble.ts';

type Email = Extract<Channel, { kind: 'email' }>;

export interface Letter {
  readonly channel: Pick<Email, 'to' | 'from' | 'smtp'>;
  readonly login: { readonly user: string; readonly pass: string } | null;
  readonly subject: string;
  readonly text: string;
  /** The same for each try, so that one that arrives twice is shown once. */
  readonly id: string;
}

export async function sendLetter(letter: Letter, signal: AbortSignal): Promise<Outcome> {
  const { channel, login, id } = letter;
  const { host, port, security } = channel.smtp;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === null ? {} : { auth: login }),
    // Texts are texts, whatever they look like.
    disableFileAccess: true,
    disableUrlAccess: true,
    // One of our own ends with the signal; the library's would go on waiting, and the program with it.
    getSocket: (
      _options: unknown,
      done: (error: Error | null, opened?: { readonly connection: Socket }) => void,
    ): void => {
      const connection = connect({ host, port, signal });
      once(connection, 'connect').then(() => {
        done(null, { connection });
      }, done);
    },
  });
  try {
    signal.throwIfAborted();
    await transport.sendMail({
      from: channel.from,
      to: [...channel.to],
      subject: oneLine(letter.subject),
      text: plainText(letter.text),
      messageId: `<${id}@${channel.from.split('@').at(-1) ?? host}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { state: 'sent' };
  } catch (error) {
    return { state: 'failed', ...trouble(signal.aborted ? signal.reason : error, host), wait: null };
  } finally {
    transport.close();
  }
}

const refused = z.object({ responseCode: z.int(), response: z.string(), code: z.string().catch('') });

/** The library gives an error a code of its own, and keeps that of the system. */
const broken = z
  .object({ originalCode: z.string(), message: z.string() })
  .transform(({ originalCode: code, message }) => ({ code, message }));

/** https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1: 4xx is for now, 5xx for ever. */
function trouble(error: unknown, host: string): Trouble {
  const answer = refused.safeParse(error);
  if (!answer.success) return brokenConnection(broken.safeParse(error).data ?? error, host);
  const { responseCode, response, code } = answer.data;
  return { reason: `${host} answered ${response}`, again: responseCode < 500 && code !== 'EAUTH' };
}
