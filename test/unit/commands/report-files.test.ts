import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { InvalidFile } from '../../../src/commands/prepare.ts';
import { ReportFiles } from '../../../src/commands/report-files.ts';
import { AutomlError } from '../../../src/errors.ts';
import type { Diagnostic } from '../../../src/workflow/diagnostic.ts';
import { wineFailed } from '../report/fixtures.ts';

let cwd: string;
let err: PassThrough;
beforeEach(() => {
  err = new PassThrough();
  cwd = mkdtempSync(path.join(tmpdir(), 'automl-reports-'));
  mkdirSync(path.join(cwd, '.git'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

const all = { record: 'out/run.json', summary: 'report.md', codeQuality: 'quality.json', junit: 'junit.xml' };
const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
const problem: Diagnostic = {
  file: 'models/automl.yaml',
  line: 4,
  column: 24,
  severity: 'error',
  code: 'FILE_NOT_FOUND',
  message: 'there is no file nope.py',
};

describe('the files that a run leaves', () => {
  test('are those that were asked for', async () => {
    await new ReportFiles(all, { cwd, err }).write({ record: wineFailed(), folder: cwd, baseline: null });
    expect(JSON.parse(read(all.record))).toEqual(wineFailed());
    expect(read(all.summary)).toContain('wine');
    expect(JSON.parse(read(all.codeQuality))).toMatchObject([{ check_name: 'STEP_FAILED' }, {}]);
    expect(read(all.junit)).toContain('<testcase name="forest"');
  });

  test('are looked at before it: one that can not be written is refused, by its option', () => {
    writeFileSync(path.join(cwd, 'file'), '');
    mkdirSync(path.join(cwd, 'folder'));
    expect(() => new ReportFiles({ codeQuality: 'file/below' }, { cwd, err })).toThrow(
      "--code-quality file/below can't be",
    );
    expect(() => new ReportFiles({ junit: 'folder' }, { cwd, err })).toThrow(
      "--junit folder can't be written: it is a",
    );
  });

  test('that are lost when it has ended are a warning, and the others are written', async () => {
    const files = new ReportFiles(all, { cwd, err });
    rmSync(path.join(cwd, 'out'), { recursive: true });
    await files.write({ record: wineFailed(), folder: cwd, baseline: null });
    expect(String(err.read())).toMatch(/^warning: the file of --record could not be written: .*ENOENT.*\n$/);
    expect(read(all.junit)).toContain('<testcase name="forest"');
  });

  test('say what is wrong with its file, by the path that the forge knows', () => {
    const warning: Diagnostic = { ...problem, severity: 'warning', line: 9 };
    const checked = { file: '../automl.yaml', diagnostics: [problem, warning], steps: 1 };
    const inside = path.join(cwd, 'models', 'below');
    mkdirSync(inside, { recursive: true });
    const diagnostics = checked.diagnostics.map((each) => ({ ...each, file: checked.file }));
    const files = new ReportFiles(
      { codeQuality: '../../quality.json', junit: '../../junit.xml' },
      { cwd: inside, err },
    );
    files.writeRefused(new InvalidFile({ ...checked, diagnostics }, '2 problems'));
    expect(JSON.parse(read('quality.json'))).toMatchObject([
      { check_name: 'FILE_NOT_FOUND', location: { path: 'models/automl.yaml', lines: { begin: 4 } } },
      { severity: 'minor' },
    ]);
    expect(read('junit.xml')).toContain('<testcase name="FILE_NOT_FOUND in line 4" classname="models/automl.yaml"');
    expect(read('junit.xml')).toContain('tests="1" failures="1"');
  });

  test('say why it could not begin', () => {
    const files = new ReportFiles(all, { cwd, err });
    files.writeRefused(new AutomlError('PREFLIGHT', 'the cluster "prod" does not answer'));
    expect(read(all.codeQuality)).toBe('[]\n');
    expect(read(all.junit)).toContain('<failure message="the cluster &quot;prod&quot; does not answer">');
    expect(() => read(all.summary)).toThrow('ENOENT');
  });
});
