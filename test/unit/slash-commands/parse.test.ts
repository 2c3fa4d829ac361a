import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verbs } from '../../../src/slash-commands/command.ts';
import { parseComment } from '../../../src/slash-commands/parse.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';
const command = (verb: string, params: readonly string[] = [], commit: string | null = null) => ({
  type: 'command',
  command: { verb, params, commit },
});
const mistake = (pattern: RegExp) => ({ type: 'mistake', sentence: expect.stringMatching(pattern) });

describe('a command is', () => {
  test.each<[string, ReturnType<typeof command>]>([
    ['/automl run', command('run')],
    ['/automl', command('help')],
    ['/automl   run  alpha=0.5   l1_ratio=.1 ', command('run', ['alpha=0.5', 'l1_ratio=.1'])],
    ['/automl\trun\talpha=1', command('run', ['alpha=1'])],
    [`/automl run ${sha} alpha=1`, command('run', ['alpha=1'], sha)],
    ['/automl retry 0123ABC', command('retry', [], '0123abc')],
    ['/automl run 1234567', command('run', [], '1234567')],
    ['/automl run n=1234567', command('run', ['n=1234567'])],
    ['/automl plan data=', command('plan', ['data='])],
    ['/automl no-cache', command('no-cache')],
    ['/automl run note="two words"', command('run', ['note=two words'])],
    ['/automl run note=\'it "is"\' b=c', command('run', ['note=it "is"', 'b=c'])],
    ['/automl run "note=a \\"b\\" \\\\ \\n"', command('run', ['note=a "b" \\ \\n'])],
    ['/automl run query=a=b=c', command('run', ['query=a=b=c'])],
    ['/automl run x=größer☃', command('run', ['x=größer☃'])],
    ['Thanks!\r\n\r\n/automl run\r\nand more', command('run')],
    ['/automl plan\n/automl run', command('plan')],
    ['text\r/automl cancel', command('cancel')],
    ['```\n/automl run\n```\n/automl plan', command('plan')],
    ['> /automl run\n\n/automl plan', command('plan')],
    ['<!-- hidden\n/automl run\n-->\n/automl plan', command('plan')],
    ['<!-- hidden --> seen\n/automl plan', command('plan')],
  ])('%j', (body, expected) => {
    expect(parseComment(body)).toEqual(expected);
  });
});

describe('no command is', () => {
  test.each([
    '',
    'run',
    'please /automl run',
    ' /automl run',
    '/automlx run',
    '/automl-run',
    '/autom run',
    '`/automl run`',
    '- /automl run',
    '> /automl run',
    '> a quote that goes on\n/automl run',
    '```\n/automl run\n```',
    '~~~sh\n```\n/automl run',
    '````\n```\n/automl run\n````',
    '   ```\n/automl run',
    '<!--\n/automl run\n-->',
    '<!-- <!-- -->x<!--\n/automl run',
    '    /automl run',
    '<!-- automl-answer 7 00000000 -->\n\n/automl run',
    '<!-- automl-action 0123456789abcdef any -->\n/automl retry',
    '\0/automl run',
    '\ufeff/automl run',
    '\u202e/automl run',
  ])('%j', (body) => {
    expect(parseComment(body)).toBeNull();
  });
});

describe('a mistake is told:', () => {
  test.each<[string, RegExp]>([
    ['/automl runn', /no command "runn"; did you mean "run"\?/],
    ['/automl Run', /did you mean "run"/],
    ['/automl deploy', /no command "deploy"; it has run, plan, cancel, retry, no-cache, help/],
    ['/automl nocache', /did you mean "no-cache"/],
    ['/automl run alpha', /"alpha" is neither name=value nor a commit/],
    ['/automl run 123456', /"123456" is neither/],
    ['/automl run --param alpha=1', /"--param" is neither/],
    ['/automl run =1', /"=1" is neither/],
    ['/automl run a.b=1', /"a\.b=1" is neither/],
    ['/automl run alpha=1 alpha=2', /"alpha" is given twice/],
    [`/automl run ${sha} ${sha}`, /second commit/],
    ['/automl run note="never', /a " is never closed/],
    ['/automl cancel now', /cancel stands alone: "now"/],
    ['/automl help run', /help stands alone/],
    ['/automl retry alpha=1', /retry takes the params of the last run/],
    ['/automl\u00a0run', /can't be seen in it \(U\+00A0\)/],
    ['/automl run a=\u200bb', /U\+200B/],
    ['/automl run a=\0', /U\+0000/],
    ['/automl run a=\u202eb', /U\+202E/],
    ['/automl run a=\ud800', /U\+D800/],
    ['/automl run a=\u2028', /U\+2028/],
    [`/automl run a=${'x'.repeat(5000)}`, /at most 4000 characters/],
    [`/automl run ${Array.from({ length: 101 }, (_, at) => `p${at}=1`).join(' ')}`, /at most 100 params/],
  ])('%j', (body, sentence) => {
    expect(parseComment(body)).toEqual(mistake(sentence));
  });
});

test('what a shell would obey is a value like any other', () => {
  const value = '$(touch pwned);`touch pwned`|&&>pwned';
  expect(parseComment(`/automl run alpha="${value}"`)).toEqual(command('run', [`alpha=${value}`]));
  expect(parseComment('/automl run alpha=1; touch pwned')).toEqual(mistake(/"touch" is neither/));
});

test('a body of a megabyte is read, whatever it holds', () => {
  const body = `${'```\n> <!-- "\' \0'.repeat(70_000)}\n/automl run`;
  expect(parseComment(body)).toBeNull();
  expect(parseComment(`${'line\n'.repeat(200_000)}/automl plan`)).toEqual(command('plan'));
});

/** Bodies that are nearly commands. */
const nearly = fc
  .array(
    fc.oneof(
      {
        arbitrary: fc.constantFrom('/automl', ' ', '\n', '"', "'", '\\', '=', '`', '```', '>', '<!--', '-->', '\r'),
        weight: 6,
      },
      { arbitrary: fc.constantFrom(...verbs, sha, 'alpha', '0.5'), weight: 4 },
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('whatever is written, what comes out keeps to the grammar', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        nearly,
        nearly.map((rest) => `/automl ${rest}`),
      ),
      (body) => {
        const parsed = parseComment(body);
        if (parsed?.type !== 'command') return;
        const { verb, params, commit } = parsed.command;
        expect(verbs).toContain(verb);
        expect(commit ?? sha).toMatch(/^[0-9a-f]{7,64}$/);
        for (const param of params)
          expect(param).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*=[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u);
        expect(new Set(params.map((param) => param.split('=', 1)[0])).size).toBe(params.length);
      },
    ),
    { numRuns: 2000 },
  );
});

test('what is quoted comes out as it was meant', () => {
  const value = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });
  fc.assert(
    fc.property(value, (text) => {
      const quoted = `"${text.replace(/["\\]/g, '\\$&')}"`;
      expect(parseComment(`/automl run note=${quoted}`)).toEqual(command('run', [`note=${text}`]));
    }),
  );
});
