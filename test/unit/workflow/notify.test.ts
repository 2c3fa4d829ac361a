/** `notify:` in the file: what it means, and what is said of mistakes in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { concerns, secretKeys } from '../../../src/workflow/notify.ts';
import { found, rest, topFile, workflowOf } from './read.ts';

function noticesOf(...lines: readonly string[]) {
  return workflowOf(topFile('params: {alpha: 0.5}', 'notify:', ...lines.map((line) => `  ${line}`))).notify;
}

/** What is wrong with lines that begin in line 4 of the file, at column 3. */
function problems(...lines: readonly string[]): readonly string[] {
  return found(topFile('params: {alpha: 0.5}', 'notify:', ...lines.map((line) => `  ${line}`)));
}

const smtp = 'smtp: {host: mail.example.org}';

describe('what it means', () => {
  test('failures and recoveries, of all runs but those of a command line, where the file does not say more', () => {
    expect(noticesOf('- slack: {secret: hooks}')).toEqual([
      {
        on: ['failed', 'recovered'],
        lateAfter: 900,
        environments: null,
        branches: null,
        channel: { kind: 'slack', url: { secret: 'hooks', key: 'url' } },
      },
    ]);
  });

  test('one notice needs no list', () => {
    const [notice] = noticesOf('on: late', 'late_after: 5m', 'branches: main', 'slack: {secret: hooks, key: late}');
    expect(notice).toMatchObject({ on: ['late'], lateAfter: 300, branches: ['main'] });
  });

  test('a webhook takes its address, headers and parts of its body from secrets', () => {
    const [notice] = noticesOf(
      '- webhook:',
      '    url: {secret: hooks, key: url}',
      '    headers: {Authorization: {secret: hooks, key: token, prefix: "Bearer "}, X-Run: "${{ run.id }}"}',
      '    body: {key: {secret: pager, key: routing-key}, list: [1, "${{ run.title }}"]}',
    );
    expect(notice?.channel).toMatchObject({ method: 'POST', body: { list: [1, '${{ run.title }}'] } });
    expect(notice === undefined ? [] : secretKeys(notice)).toMatchObject([
      { secret: 'hooks', key: 'url' },
      { secret: 'hooks', key: 'token' },
      { secret: 'pager', key: 'routing-key' },
    ]);
  });

  test.each([
    ['', 587, 'starttls'],
    [', security: tls', 465, 'tls'],
    [', security: none', 25, 'none'],
    [', security: tls, port: 4650', 4650, 'tls'],
  ])('the port of a mail server%s', (more, port, security) => {
    const [notice] = noticesOf(`- email: {to: a@example.org, from: b@example.org, smtp: {host: mail${more}}}`);
    expect(notice?.channel).toEqual({
      kind: 'email',
      to: ['a@example.org'],
      from: 'b@example.org',
      smtp: { host: 'mail', port, security },
    });
  });

  test('without the key nobody is told', () => {
    expect(workflowOf(topFile()).notify).toEqual([]);
  });
});

test('the examples of the documentation are right', () => {
  const page = readFileSync(new URL('../../../docs/notifications.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^```yaml\n(notify:[^]*?)^```$/gm)].map(([, text = '']) => text);
  expect(examples.length).toBeGreaterThan(2);
  for (const text of examples) expect(found(`name: wine\n${text}${rest}`)).toEqual([]);
});

describe('which runs it is about', () => {
  const push = { event: 'push', environment: 'production', ref: 'main' };
  const person = { event: 'command', environment: 'dev', ref: 'main' };

  test.each([
    [{ environments: null, branches: null }, push, true],
    [{ environments: null, branches: null }, person, false],
    [{ environments: ['dev'], branches: null }, person, true],
    [{ environments: ['dev'], branches: null }, push, false],
    [{ environments: ['production'], branches: ['main'] }, push, true],
    [{ environments: null, branches: ['release'] }, push, false],
    [{ environments: null, branches: ['main'] }, { ...push, ref: null }, false],
    [{ environments: ['production'], branches: null }, { ...push, environment: null }, false],
  ])('%j of %j: %s', (notice, run, expected) => {
    expect(concerns(notice, run)).toBe(expected);
  });
});

test('an environment that nobody has is a warning', () => {
  expect(problems('- {environments: [prodution, dev, pr-7, production], slack: {secret: a}}')).toEqual([
    '4:20 warning UNKNOWN_ENVIRONMENT there is no environment "prodution"; did you mean "production"?',
  ]);
});

describe('mistakes', () => {
  test.each([
    ['- on: failure', '4:9 error BAD_VALUE "on" must be one of gate-failed, failed, recovered, succeeded, late, not'],
    ['- {on: failed}', '4:5 error MISSING_KEY a notice goes to one of slack, webhook, email'],
    ['- {slack: {secret: a}, webhook: {url: "https://x.org"}}', 'error CONFLICT a notice goes to one of'],
    [
      '- {slak: {secret: a}}',
      'error UNKNOWN_KEY the key "slak" is not known in item 1 of "notify"; did you mean "slack"?',
    ],
    ['- slack: {key: url}', 'error MISSING_KEY "secret" is missing in "slack"'],
    ['- webhook: {url: x.org}', 'error BAD_VALUE "url" must be an address that begins with https:// or http://'],
    [
      '- {branches: [], slack: {secret: a}}',
      '"branches" must be the name of a branch, or a list of those, not an empty list',
    ],
    ['- {on: [], slack: {secret: a}}', 'late, not an empty list'],
    ['- webhook: {url: "https://[x"}', 'error BAD_VALUE "url" must be an address that begins with https:// or http://'],
    ['- webhook: {url: "https://a b.org/c"}', 'error BAD_VALUE "url" must be an address'],
    ['- webhook: {url: "https://x.org", headers: {Content-Length: 5}}', 'a header that the client does not set itself'],
    ['- webhook: {url: "https://a:b@x.org"}', 'PASSWORD_IN_FILE'],
    [
      '- webhook: {url: "https://x.org", headers: {"a b": c}}',
      'error BAD_NAME "a b" is not the name of an HTTP header',
    ],
    [
      '- webhook: {url: "https://x.org", body: text}',
      'error WRONG_TYPE "body" must be a map or a list, not the text "text"',
    ],
    ['- {on: late, late_after: soon, slack: {secret: a}}', 'error BAD_DURATION'],
    [`- email: {to: nobody, from: b@x.org, ${smtp}}`, 'error BAD_VALUE "to" must be an e-mail address'],
    [
      `- email: {to: "a@x.org\\r\\nBcc: c@x.org", from: b@x.org, ${smtp}}`,
      'error BAD_VALUE "to" must be an e-mail address',
    ],
    [
      '- email: {to: a@x.org, from: b@x.org, secret: mail, smtp: {host: m, security: none}}',
      'a password is not sent without encryption',
    ],
  ])('%s', (line, expected) => {
    expect(problems(line).join('\n')).toContain(expected);
    expect(problems(line)).toHaveLength(1);
  });
});

describe('expressions', () => {
  test('name what a message knows, wherever it stands', () => {
    const text =
      '${{ run.title }} ${{ run.state }} ${{ run.failed_steps }} ${{ params.alpha }} ${{ git.commit }} ${{ run.url }}';
    expect(
      problems(
        `- {slack: {secret: a, text: "${text}"}}`,
        `- {webhook: {url: "https://x.org", body: {a: [{b: "${text}"}]}}}`,
        `- {email: {to: a@x.org, from: b@x.org, ${smtp}, subject: "${text}"}}`,
      ),
    ).toEqual([]);
  });

  test.each([
    ['- {slack: {secret: a, text: "${{ run.sate }}"}}', '4:36 error BAD_EXPRESSION "run" has no "sate"'],
    ['- {slack: {secret: a, text: "${{ params.beta }}"}}', '4:36 error UNKNOWN_PARAM there is no param "beta"'],
    [
      '- {slack: {secret: a, text: "${{ steps.s.outputs.x }}"}}',
      'error BAD_EXPRESSION "steps" can\'t be used under "notify"',
    ],
    [
      '- {webhook: {url: "https://x.org", headers: {A: "${{ run }}"}}}',
      'error BAD_EXPRESSION expected a field after "run"',
    ],
    ['- {webhook: {url: "https://x.org", body: {a: ["${{ git.sha }}"]}}}', 'error BAD_EXPRESSION "git" has no "sha"'],
  ])('%s', (line, expected) => {
    expect(problems(line).join('\n')).toContain(expected);
  });

  test('a step does not know what a message knows', () => {
    const lines = ['name: test', rest.replace('run: a.py', 'run: a.py, env: {A: "${{ run.title }}"}')];
    expect(found(lines.join('\n')).join('\n')).toContain('"run" has no "title"');
  });
});
