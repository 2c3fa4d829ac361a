/**
 * The findings that GitLab shows in a merge request, and other CIs read too, in the format of Code Climate:
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
import { createHash } from 'node:crypto';
import type { RunRecord } from '../records/schema.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import { annotations } from './annotations.ts';
import { shortLine } from './plain-text.ts';

interface Finding {
  readonly check: string;
  readonly level: 'error' | 'warning';
  readonly description: string;
  /** Relative to the repository. */
  readonly file: string;
  /** Null: no line says anything. */
  readonly line: number | null;
}

/** Findings of one kind; nobody reads more. */
const most = 500;
const longestDescription = 1_000;

/** What failed in a run, and what was odd. */
export function codeQualityOfRun(record: RunRecord): string {
  return report(
    annotations(record, { limit: most }).map(({ level, title, message, file, line }) => ({
      check: level === 'error' ? 'STEP_FAILED' : 'STEP_WARNING',
      level,
      description: `${title}: ${message}`,
      file,
      line,
    })),
  );
}

/** What is wrong with workflow files. @param fileOf a file's path in the repository, by how it was typed */
export function codeQualityOfFiles(diagnostics: readonly Diagnostic[], fileOf: (file: string) => string): string {
  return report(
    diagnostics.slice(0, most).map(({ code, severity, message, file, line }) => ({
      check: code,
      level: severity,
      description: message,
      file: fileOf(file),
      line,
    })),
  );
}

function report(findings: readonly Finding[]): string {
  const seen = new Map<string, number>();
  const issues = findings.map(({ check, level, description: text, file, line }) => {
    const description = shortLine(text, longestDescription);
    // Without the line: GitLab takes what has only moved for the same, and of two that are the same it shows one.
    const key = JSON.stringify([check, file, description]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return {
      type: 'issue',
      check_name: check,
      description,
      categories: ['Bug Risk'],
      severity: level === 'error' ? 'critical' : 'minor',
      fingerprint: createHash('sha256').update(`${key}${before}`).digest('hex'),
      location: { path: file, lines: { begin: line ?? 1 } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
