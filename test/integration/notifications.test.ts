/** Who is told what becomes of a run, by the real command line. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { RunRecord } from '../../src/records/schema.ts';
import { authority, serverCertificate } from '../unit/backends/kubernetes/client/certificates.ts';
import { hang, HookServer, status } from '../unit/notify/hook.ts';
import { Project, until } from './project.ts';

jest.setTimeout(120_000);

const workflow = `name: wine
params: {fails: true}
notify:
  - environments: dev
    slack: {secret: hooks}
  - on: [failed, succeeded]
    environments: dev
    webhook:
      url: {secret: hooks, key: url}
      headers: {Authorization: {secret: hooks, key: token, prefix: "Bearer "}}
      body: {key: {secret: hooks, key: token}, summary: "\${{ run.title }}: \${{ run.reason }}", fails: "\${{ params.fails }}"}
  - slack: {secret: hooks}
stages:
  train:
    - name: forest
      run: forest.py
`;

const forest = `import os
if os.environ["PARAM_FAILS"] == "true":
    raise ValueError('"}, <!channel> & "admin": "x')
`;

let hook: HookServer;
let project: Project;
beforeEach(async () => {
  hook = await HookServer.start();
  project = new Project({
    'automl.yaml': workflow,
    'forest.py': forest,
    'hooks.env': `url=${hook.url}\ntoken=hunter2-hunter2\n`,
  });
});
afterEach(async () => {
  project.remove();
  await hook.close();
});

/** What Slack would show, and what the other hook was sent. */
function told(): { readonly texts: readonly string[]; readonly others: readonly unknown[] } {
  const bodies = hook.bodies.map((body) => body as { readonly text?: string });
  return {
    texts: bodies.flatMap((body) => body.text ?? []),
    others: bodies.filter((body) => body.text === undefined),
  };
}

test('a failure is told, and that it works again, with nothing of a secret in what is kept', async () => {
  const first = await project.run('--secret', 'hooks=hooks.env');
  expect([first.code, first.record.state]).toEqual([1, 'failed']);
  expect(first.record.notifications).toEqual([
    { on: 'failed', channel: 'slack', to: hook.host, state: 'sent', reason: null },
    { on: 'failed', channel: 'webhook', to: hook.host, state: 'sent', reason: null },
  ]);
  expect(told().texts).toEqual([expect.stringMatching(/^❌ \*wine failed at train\/forest\*\n/)]);
  expect(told().texts[0]).not.toContain('<!channel>');
  expect(told().others).toEqual([
    {
      key: 'hunter2-hunter2',
      summary: `❌ wine failed at train/forest: ${first.record.reason ?? ''}`,
      fails: 'true',
    },
  ]);
  expect(first.record.reason).toContain('"}, <!channel> & "admin": "x');

  hook.will(status(500), status(403, {}, `no entry for ${hook.url}`), status(403, {}, `no entry for ${hook.url}`));
  const second = await project.run('--secret', 'hooks=hooks.env', '--param', 'fails=false');
  expect(second.code).toBe(0);
  expect(second.record.notifications.map(({ on, state }) => `${on} ${state}`)).toContain('recovered failed');
  expect(second.err).toContain('warning: notice 1 (recovered, slack to');
  expect(second.summary).toContain('recovered was not told by slack to');

  const third = await project.run('--secret', 'hooks=hooks.env', '--param', 'fails=false');
  expect(third.record.notifications.map(({ on }) => on)).toEqual(['succeeded']);

  const described = await project.automl('describe', 'run', first.record.id);
  expect(described.out).toMatch(/^notifications\n.*\nfailed +slack +127/m);
  const kept = [first, second, third].map((run) => JSON.stringify(run)).join('');
  expect(kept + described.out).not.toMatch(/hunter2|secret-part/);
});

/** A job of a schedule whose time was 3:17. */
const late = {
  GITLAB_CI: 'true',
  CI_PIPELINE_SOURCE: 'schedule',
  CI_PIPELINE_SCHEDULE_DESCRIPTION: 'automl wine/wine (automl.yaml)',
  CI_PIPELINE_CREATED_AT: '2026-01-05T03:20:00Z',
  CI_PROJECT_URL: 'https://gitlab.example/ml/wine',
  CI_JOB_URL: 'https://gitlab.example/ml/wine/-/jobs/7',
};

test('a run that begins long after its time is told while it goes on', async () => {
  const lines = workflow.split('\n').filter((line) => !line.startsWith('params'));
  const notify = 'notify: {on: late, slack: {secret: hooks}}\nschedule: "17 3 * * *"\n';
  project.write('automl.yaml', lines.join('\n').replace(/notify:[^]*(?=stages:)/, notify));
  // It ends when somebody was told.
  project.write('forest.py', 'import os, time\nwhile not os.path.exists(os.environ["TOLD"]):\n    time.sleep(0.1)\n');
  const file = path.join(project.folder, 'told');
  hook.will((response) => {
    project.write('told', '');
    response.writeHead(200).end();
  });
  const args = ['run', '--secret', 'hooks=hooks.env', '--record', 'record.json'];
  expect((await project.start(args, { ...late, TOLD: file }).ended).code).toBe(0);
  expect(told().texts).toEqual([expect.stringContaining('schedule wine: due 2026-01-05 03:17 UTC, began ')]);
  expect(told().texts[0]).toMatch(/\n<https:\/\/gitlab\.example\/ml\/wine\/-\/jobs\/7\|CI job>$/);
  expect(JSON.parse(project.read('record.json'))).toMatchObject({ url: late.CI_JOB_URL });
  expect((await project.automl('describe', 'run', 'latest')).out).toMatch(/^CI job +https:.*jobs\/7$/m);

  const again = ['--schedule', 'wine', '--scheduled-at', '2026-01-05T03:17:00Z'];
  expect((await project.start([...args, ...again], { ...late, TOLD: file }).ended).code).toBe(0);
  expect(hook.received).toHaveLength(1);
});

test('a run whose services stay up is told when it has ended, once, and not when they are stopped', async () => {
  const server = `import http.server, os
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
`;
  project.write('forest.py', server);
  project.write('automl.yaml', workflow.replace('run: forest.py', 'run: forest.py\n      service: {port: 18083}'));
  const { child, ended } = project.start(['run', '--secret', 'hooks=hooks.env', '--keep-services']);
  let shown = '';
  child.stderr?.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await until(() => shown.includes('services are running'), 'the run to end');
  expect(hook.received).toHaveLength(1);
  child.kill('SIGINT');
  const { code, err } = await ended;
  expect([code, err]).toEqual([0, expect.not.stringContaining('was not sent')]);
  expect(hook.received).toHaveLength(1);
});

test('a run that is refused before it begins is told too', async () => {
  project.write('automl.yaml', workflow.replace('run: forest.py', 'run: forest.py\n      secrets: [missing]'));
  const { code, record } = await project.run('--secret', 'hooks=hooks.env');
  expect([code, record.state, record.notifications.length]).toEqual([1, 'failed', 2]);
  expect(told().texts[0]).toContain('secret "missing" is missing');
});

test('a secret that is missing and a hook that is down fail no run', async () => {
  const missing = await project.run('--param', 'fails=false');
  expect([missing.code, missing.record.notifications]).toMatchObject([
    0,
    [{ state: 'failed', reason: 'secret "hooks" has no key url, or is missing' }],
  ]);
  expect(hook.received).toEqual([]);
});

test('an interrupt does not wait for a hook that hangs', async () => {
  hook.will(hang, hang);
  const { child, ended } = project.start(['run', '--secret', 'hooks=hooks.env']);
  await until(() => hook.received.length === 2, 'both hooks to be asked');
  child.kill('SIGINT');
  const { code, err } = await ended;
  expect([code, err]).toEqual([1, expect.stringContaining('was not sent')]);
  const { record } = await recordOf();
  expect(record.notifications.map(({ state }) => state)).toEqual(['failed', 'failed']);
});

async function recordOf(): Promise<{ readonly record: RunRecord }> {
  const { out } = await project.automl('get', 'run', 'latest', '-o', 'json');
  return { record: JSON.parse(out) as RunRecord };
}

test('an e-mail goes by STARTTLS to a server of an authority that the environment names', async () => {
  const mails: string[] = [];
  const server = new SMTPServer({
    ...serverCertificate,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, { secure }, done) => {
      done(null, secure && username === 'robot' && password === 'hunter2' ? { user: username } : {});
    },
    onData: (stream, session, done) => {
      void text(stream).then((source) => {
        mails.push(`${String(session.secure)} ${String(session.user)} ${source}`);
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const notify = `notify:
  environments: dev
  email: {to: team@example.org, from: robot@example.org, smtp: {host: localhost, port: ${port}}, secret: mail, subject: "\${{ run.reason }}"}
`;
  project.write('automl.yaml', workflow.replace(/notify:[^]*(?=stages:)/, notify));
  project.write('mail.env', 'username=robot\npassword=hunter2\n');
  project.write('authority.pem', authority);
  try {
    const args = ['run', '--secret', 'mail=mail.env', '--record', 'record.json'];
    const { err } = await project.start(args, { NODE_EXTRA_CA_CERTS: `${project.folder}/authority.pem` }).ended;
    expect(err).not.toContain('was not sent');
    expect(mails).toEqual([expect.stringMatching(/^true robot /)]);
    expect(mails[0]).toMatch(/^Subject: =\?UTF-8\?Q\?forest/m);
  } finally {
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }
});
