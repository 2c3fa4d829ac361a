import { describe, expect, test } from '@jest/globals';
import { formatDiagnostics, type CheckedFile } from '../../../src/report/diagnostics.ts';

const plain = { color: false };

const wrong: CheckedFile = {
  file: 'automl.yaml',
  steps: 32,
  diagnostics: [
    { file: 'automl.yaml', line: 9, column: 7, severity: 'warning', code: 'PLAIN_BYTES', message: 'write the unit' },
    {
      file: 'automl.yaml',
      line: 14,
      column: 15,
      severity: 'error',
      code: 'UNKNOWN_NEED',
      message: 'step "pick" needs "elasticent"',
    },
    {
      file: 'automl.yaml',
      line: 22,
      column: 18,
      severity: 'error',
      code: 'BAD_CRON',
      message: 'hour 25 is not in 0-23',
    },
  ],
};
const right: CheckedFile = { file: 'old/config.yaml', steps: 1, diagnostics: [] };

describe('text', () => {
  test('stands in columns and ends with a count', () => {
    expect(formatDiagnostics([wrong], 'text', plain)).toBe(
      [
        'automl.yaml:9:7    warn   PLAIN_BYTES   write the unit',
        'automl.yaml:14:15  error  UNKNOWN_NEED  step "pick" needs "elasticent"',
        'automl.yaml:22:18  error  BAD_CRON      hour 25 is not in 0-23',
        '2 errors, 1 warning in automl.yaml (32 steps checked, nothing was run)',
        '',
      ].join('\n'),
    );
  });

  test('says that a file is valid', () => {
    expect(formatDiagnostics([right], 'text', plain)).toBe(
      'old/config.yaml is valid (1 step checked, nothing was run)\n',
    );
  });

  test('goes file by file', () => {
    expect(formatDiagnostics([wrong, right], 'text', plain).trimEnd().split('\n')).toHaveLength(5);
  });

  test('moves no cursor, whatever stands in the file', () => {
    const diagnostics = wrong.diagnostics.map((each) => ({ ...each, message: 'red\u001b[31m\nline' }));
    const text = formatDiagnostics([{ ...wrong, diagnostics }], 'text', plain);
    expect(text).toContain('PLAIN_BYTES   red line\n');
    expect(text).not.toContain('\u001b');
  });

  test('has colours when asked for', () => {
    expect(formatDiagnostics([wrong], 'text', { color: true })).toContain('\u001b[31merror\u001b[39m');
  });
});

describe('github', () => {
  test('makes one annotation a problem, with everything escaped', () => {
    const diagnostics = [
      {
        file: 'a,b:c.yaml',
        line: 3,
        column: 5,
        severity: 'error' as const,
        code: 'BAD_VALUE' as const,
        message: '100% wrong: a, b',
      },
      {
        file: 'a,b:c.yaml',
        line: 4,
        column: 1,
        severity: 'warning' as const,
        code: 'NO_STEPS' as const,
        message: 'empty',
      },
    ];
    expect(formatDiagnostics([{ file: 'a,b:c.yaml', diagnostics, steps: 0 }], 'github', plain)).toBe(
      [
        '::error file=a%2Cb%3Ac.yaml,line=3,col=5,title=BAD_VALUE::100%25 wrong: a, b',
        '::warning file=a%2Cb%3Ac.yaml,line=4,col=1,title=NO_STEPS::empty',
        '1 error, 1 warning in a,b:c.yaml (0 steps checked, nothing was run)',
        '',
      ].join('\n'),
    );
  });
});

describe('json', () => {
  test('is one object for all files', () => {
    expect(JSON.parse(formatDiagnostics([wrong, right], 'json', plain))).toEqual({
      diagnostics: wrong.diagnostics,
      errors: 2,
      warnings: 1,
      schedules: [],
      steps: 33,
    });
  });
});
