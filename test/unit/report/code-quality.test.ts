import { describe, expect, test } from '@jest/globals';
import { codeQualityOfFiles, codeQualityOfRun } from '../../../src/report/code-quality.ts';
import type { Diagnostic } from '../../../src/workflow/diagnostic.ts';
import { recordOf, stepOf, wineFailed, wineSucceeded } from './fixtures.ts';

interface Issue {
  readonly fingerprint: string;
}
const read = (text: string): readonly Issue[] => JSON.parse(text) as readonly Issue[];
const problem: Diagnostic = {
  file: 'automl.yaml',
  line: 14,
  column: 15,
  severity: 'error',
  code: 'UNKNOWN_NEED',
  message: 'step "pick" needs "elasticent", which does not exist',
};

describe('the code quality report', () => {
  test('has what failed on its line, and what was odd', () => {
    expect(read(codeQualityOfRun(wineFailed()))).toEqual([
      {
        type: 'issue',
        check_name: 'STEP_FAILED',
        description: 'train/forest failed: ValueError: Input X contains NaN.',
        categories: ['Bug Risk'],
        severity: 'critical',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        location: { path: 'examples/wine/steps/forest.py', lines: { begin: 31 } },
      },
      expect.objectContaining({
        check_name: 'STEP_WARNING',
        severity: 'minor',
        location: { path: 'examples/wine/automl.yaml', lines: { begin: 33 } },
      }),
    ]);
    expect(codeQualityOfRun(wineSucceeded())).toBe('[]\n');
  });

  test('has the problems of files', () => {
    const warning = { ...problem, severity: 'warning', code: 'BAD_CRON', line: 3 } as const;
    expect(read(codeQualityOfFiles([problem, warning], (file) => `models/${file}`))).toMatchObject([
      {
        check_name: 'UNKNOWN_NEED',
        severity: 'critical',
        location: { path: 'models/automl.yaml', lines: { begin: 14 } },
      },
      { check_name: 'BAD_CRON', severity: 'minor' },
    ]);
  });

  test('knows a finding again where it has only moved, and tells two that read the same apart', () => {
    const prints = (problems: readonly Diagnostic[]) =>
      read(codeQualityOfFiles(problems, (file) => file)).map(({ fingerprint }) => fingerprint);
    const moved = { ...problem, line: 20 };
    expect(prints([moved])).toEqual(prints([problem]));
    const [first, second] = prints([problem, moved]);
    expect(first).not.toBe(second);
  });

  test('names a line also where none says anything, and keeps hostile texts short and plain', () => {
    const place = { file: 'a.ipynb', line: 4, cell: 3, error: 'E', message: `\u001b[31m${'x'.repeat(5_000_000)}` };
    const step = stepOf('train/a', { state: 'failed', reason: 'exit 1: E', place });
    const text = codeQualityOfRun(recordOf([step]));
    expect(read(text)).toMatchObject([{ location: { lines: { begin: 1 } } }]);
    expect(text.length).toBeLessThan(2_000);
    expect(text).not.toContain('\\u001b');
  });
});
