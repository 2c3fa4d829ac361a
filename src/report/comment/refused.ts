/** The comment where nothing was run: the file has errors, or what the run needs is not there. */
import type { ForgeLimits } from '../../forges/forge.ts';
import { hasErrors, type Diagnostic } from '../../workflow/diagnostic.ts';
import type { CheckedFile } from '../diagnostics.ts';
import type { Links } from '../links.ts';
import { escapeMarkdown, link, markdownTable } from '../markdown/text.ts';
import { plainText } from '../plain-text.ts';
import { reportOf, type Section } from '../summary/sections.ts';
import { plural } from '../units.ts';

interface Refused {
  /** The workflow file, as the user would type it. */
  readonly file: string;
  readonly links: Links;
  readonly limits: Pick<ForgeLimits, 'commentBytes'>;
}

export interface RefusedFile extends Refused {
  readonly problems: readonly CheckedFile[];
}

export interface RefusedRun extends Refused {
  /** Why; each line is a problem of its own. */
  readonly message: string;
}

/** Says of every code what to do; the anchors are the codes in lower case. */
const codes = 'https://github.com/automl-action/automl-action/blob/main/docs/errors.md';
const mostRows = 50;
const fewRows = 10;
const longestMessage = 500;

/** Also of a file that has warnings alone, or none: then it was only checked. */
export function refusedComment({ file, problems, links, limits }: RefusedFile): string {
  const diagnostics = problems.flatMap((checked) => checked.diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const found = [
    ...(errors === 0 ? [] : [plural(errors, 'error')]),
    ...(errors === diagnostics.length ? [] : [plural(diagnostics.length - errors, 'warning')]),
  ];
  const state = found.length === 0 ? 'is valid' : `has ${found.join(' and ')}`;
  const verdict = `${hasErrors(diagnostics) ? '❌' : '✅'} ${link(escapeMarkdown(file), links.file?.(file, null))} ${state}`;
  return reportOf(
    [heading(`${verdict}: nothing was run`, links), ...tableOf(diagnostics, links)],
    limits.commentBytes,
    whole(links),
  );
}

/** A run that could not begin for another reason. */
export function refusedRunComment({ file, message, links, limits }: RefusedRun): string {
  const verdict = `❌ ${link(escapeMarkdown(file), links.file?.(file, null))} was not run`;
  const lines = plainText(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const shown = lines.slice(0, mostRows).map((line) => escapeMarkdown(line, longestMessage));
  const more = lines.length - shown.length;
  const text =
    shown.length === 1
      ? shown.join('')
      : [...shown, ...(more === 0 ? [] : [`and ${plural(more, 'more problem')}`])]
          .map((line) => `- ${line}`)
          .join('\n');
  const problems = { full: () => text, shorter: [{ rank: 90, render: () => '', missing: 'the reasons' }] };
  return reportOf([heading(verdict, links), problems], limits.commentBytes, whole(links));
}

function heading(verdict: string, { run }: Links): Section {
  const log = run === undefined ? '' : ` · ${link('log', run)}`;
  return { full: () => `### ${verdict}${log}`, shorter: [] };
}

function whole({ run }: Links): string {
  return run === undefined ? 'the log of the job' : link('the log', run);
}

/** Errors first, as people mend them. */
function tableOf(diagnostics: readonly Diagnostic[], links: Links): readonly Section[] {
  if (diagnostics.length === 0) return [];
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const render = (limit: number): string => {
    const shown = sorted.slice(0, limit).map((each) => row(each, links));
    const more = sorted.length - shown.length;
    const table = markdownTable(['line', 'problem', 'code'], shown, []);
    return more === 0 ? table : `${table}\n\nand ${plural(more, 'more', 'more')}`;
  };
  return [
    {
      full: () => render(mostRows),
      shorter: [{ rank: 90, render: () => render(fewRows), missing: 'problems' }],
    },
  ];
}

function row({ file, line, column, severity, code, message }: Diagnostic, links: Links): string[] {
  const place = `${escapeMarkdown(file)}:${line}:${column}`;
  const sign = severity === 'error' ? '❌' : '⚠️';
  return [
    link(place, links.file?.(file, line)),
    `${sign} ${escapeMarkdown(message, longestMessage)}`,
    link(escapeMarkdown(code), `${codes}#${code.toLowerCase()}`),
  ];
}
