import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cancelText, failureText, helpText, planText, refusalText } from '../../../src/slash-commands/answer-text.ts';
import { verbs } from '../../../src/slash-commands/command.ts';
import { parseComment } from '../../../src/slash-commands/parse.ts';

const head = 'a'.repeat(40);
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('/automl run', '\n', '\r', '```', '> ', '<!--', '-->', '</details>', '@ada', ' '), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
);

test('no answer is a command, even without the mark that tells it from one', () => {
  fc.assert(
    fc.property(hostile, hostile, (text, other) => {
      const answers = [
        refusalText(text, null),
        refusalText(text, `/automl run ${other}`),
        failureText(text),
        planText(head, text, 60_000),
        cancelText([text, other]),
        helpText(),
      ];
      for (const answer of answers) expect(parseComment(answer)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test('a plan keeps to the forge’s limit, and says how much is left out', () => {
  const text = planText(head, 'ü'.repeat(99).concat('\n').repeat(1000), 60_000);
  expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  expect(text).toMatch(/… \d+ more lines [^\n]*\n```/);
  expect(planText(head, 'train  runs\n', 60_000)).toContain('\n\n```text\ntrain  runs\n```\n\n</details>');
});

test('help names every command', () => {
  for (const verb of verbs) expect(helpText()).toContain(`/automl ${verb}`);
});

test('nobody is notified by what was written', () => {
  expect(refusalText('"@ada" is neither', null)).not.toContain('@ada');
});
