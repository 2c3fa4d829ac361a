/** E-mails, by a real mail server of this machine. */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { sendLetter, type Letter } from '../../../src/notify/email.ts';
import { serverCertificate } from '../backends/kubernetes/client/certificates.ts';
import { failed, noticeOf, noticesOf, patient, placeOf } from './scene.ts';

jest.setTimeout(60_000);

interface Mail {
  readonly to: readonly string[];
  readonly user: unknown;
  /** As it came, lines unfolded. */
  readonly source: string;
}

const open: { close: (done: () => void) => unknown }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

async function mailServer(options: SMTPServerOptions = {}): Promise<{ readonly port: number; readonly mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...serverCertificate,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'robot' && password === 'hunter2') done(null, { user: username });
      else done(new Error(`no login for ${username ?? ''} with ${password ?? ''}`));
    },
    onData: (stream, session, done) => {
      void text(stream).then((source) => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, user: session.user, source: source.replace(/\r\n[ \t]+/g, ' ') });
        done();
      });
    },
    ...options,
  });
  open.push(server);
  // Broken handshakes are what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

function letter(port: number, fields: Partial<Letter> = {}, security: 'none' | 'starttls' | 'tls' = 'none'): Letter {
  return {
    channel: {
      to: ['a@example.org', 'b@example.org'],
      from: 'robot@example.org',
      smtp: { host: '127.0.0.1', port, security },
    },
    login: null,
    subject: '❌ wine failed',
    text: 'because\nof that',
    id: '7hq2.failed.automl',
    ...fields,
  };
}

test('it comes to all who should get it, as a text', async () => {
  const { port, mails } = await mailServer();
  expect(await sendLetter(letter(port), patient)).toEqual({ state: 'sent' });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual(['a@example.org', 'b@example.org']);
  expect(mails[0]?.source).toMatch(/^From: robot@example\.org\r$/m);
  expect(mails[0]?.source).toMatch(/^Message-ID: <7hq2\.failed\.automl@example\.org>\r$/im);
  expect(mails[0]?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(mails[0]?.source).toMatch(/because\r\nof that/);
});

test('no text makes a header, or another addressee', async () => {
  const { port, mails } = await mailServer();
  const hostile = 'failed\r\nBcc: evil@example.org\r\n\r\nbody\u2028X-Evil: 1';
  expect(
    await sendLetter(letter(port, { subject: hostile, text: `${hostile}\r\n.\r\nMAIL FROM:<x>` }), patient),
  ).toEqual({
    state: 'sent',
  });
  const [headers = '', ...body] = mails[0]?.source.split('\r\n\r\n') ?? [];
  expect(headers).toMatch(/^Subject: failed Bcc: evil@example\.org body X-Evil: 1\r$/m);
  expect(headers).not.toMatch(/^(bcc|x-evil):/im);
  expect(body.join('\n')).toContain('MAIL FROM:<x>');
  expect([mails.length, mails[0]?.to]).toEqual([1, ['a@example.org', 'b@example.org']]);
});

describe('encryption', () => {
  test('is not done without where it is asked for', async () => {
    const { port, mails } = await mailServer({ disabledCommands: ['STARTTLS'] });
    const outcome = await sendLetter(letter(port, {}, 'starttls'), patient);
    expect(outcome).toMatchObject({ state: 'failed', again: false });
    expect(mails).toEqual([]);
  });

  test.each([['starttls'], ['tls']] as const)(
    '%s: a certificate of nobody we know is not trusted',
    async (security) => {
      const { port, mails } = await mailServer({ secure: security === 'tls' });
      const outcome = await sendLetter(letter(port, {}, security), patient);
      expect(outcome).toMatchObject({
        again: false,
        reason: expect.stringContaining('not trusted here; NODE_EXTRA_CA'),
      });
      expect(mails).toEqual([]);
    },
  );
});

describe('what goes wrong', () => {
  test('a mail server that refuses for now is asked again, one that refuses for ever is not', async () => {
    const refusing = (responseCode: number) =>
      mailServer({
        onMailFrom: (_address, _session, done) => {
          done(Object.assign(new Error('no mail from you'), { responseCode }));
        },
      });
    const [now, ever] = [await refusing(451), await refusing(550)];
    expect(await sendLetter(letter(now.port), patient)).toMatchObject({
      again: true,
      reason: expect.stringContaining('451'),
    });
    expect(await sendLetter(letter(ever.port), patient)).toMatchObject({ again: false });
  });

  test('one that says nothing is waited for no longer than that', async () => {
    const silent: Server = createServer();
    open.push(silent);
    silent.on('connection', (socket) => socket.on('error', () => undefined).resume());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    expect(await sendLetter(letter(port), AbortSignal.timeout(200))).toMatchObject({
      state: 'failed',
      reason: '127.0.0.1 does not answer',
    });
  });

  test('a login that is refused is told without the password', async () => {
    const { port } = await mailServer({ allowInsecureAuth: true });
    const channel = { ...letter(port).channel, kind: 'email', login: 'mail' } as const;
    const { notices, warnings } = noticesOf([noticeOf(channel)]);
    const place = placeOf({ 'mail/username': 'robot', 'mail/password': 'wrong-horse' });
    const sent = await notices.end(failed, place, patient);
    expect(sent).toMatchObject([{ state: 'failed', to: 'a@example.org, b@example.org' }]);
    expect(JSON.stringify([sent, warnings])).toMatch(/no login for \*\*\* with \*\*\*/);
  });
});

test('a notice logs in, and says what happened', async () => {
  const { port, mails } = await mailServer({ allowInsecureAuth: true });
  const channel = { ...letter(port).channel, kind: 'email', login: 'mail' } as const;
  const { notices, warnings } = noticesOf([noticeOf(channel)]);
  const place = placeOf({ 'mail/username': 'robot', 'mail/password': 'hunter2' });
  expect(await notices.end(failed, place, patient)).toEqual([
    { on: 'failed', channel: 'email', to: 'a@example.org, b@example.org', state: 'sent', reason: null },
  ]);
  expect(warnings).toEqual([]);
  expect(mails[0]?.user).toBe('robot');
  expect(mails[0]?.source).toContain('Input X contains NaN');
});
