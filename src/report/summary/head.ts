/** What people read first, and often last: how it went, why, and what to do. */
import type { ChildRecord, RunRecord, StepRecord } from '../../records/schema.ts';
import { failures, hintOf, placeText, repositoryPath, type Failure } from '../failure.ts';
import { nextCommand } from '../headline.ts';
import type { Links } from '../links.ts';
import { code, escapeMarkdown, link } from '../markdown/text.ts';
import { childLabel } from '../ranking.ts';
import { countSteps, hasFailed, lookOf } from '../states.ts';
import { duration, number, plural, secondsBetween } from '../units.ts';
import type { Section } from './sections.ts';

const longestName = 80;
const longestReason = 500;
const mostFailures = 5;

/** `### ❌ wine failed at **train/forest** · run 7hq2 · 4f2c1e9 · 56 s`. */
export function heading(record: RunRecord, links: Links): string {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  const parts = [
    `${lookOf(record.state).sign} ${name(record.workflow)} ${verdict(record)}${where(record)}`,
    link(`run ${name(record.id)}`, links.run),
    commit(record, links),
    ...(seconds === null ? [] : [duration(seconds)]),
  ];
  return `### ${parts.join(' · ')}`;
}

/** What a person runs by hand is nobody else's. */
function where({ environment }: RunRecord): string {
  return environment === null || environment === 'dev' ? '' : ` in ${name(environment)}`;
}

function verdict(record: RunRecord): string {
  const [first, ...others] = failures(record);
  switch (record.state) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      if (first === undefined) return 'failed';
      return `failed at **${title(first)}**${others.length === 0 ? '' : ` and ${number(others.length)} more`}`;
    case 'cancelled':
      return 'was cancelled';
    case 'running':
      return 'is running';
    case 'pending':
      return 'has not started';
  }
}

function commit({ commit: { head, dirty, tree } }: RunRecord, links: Links): string {
  if (head === null) return tree === null ? 'outside git' : `files ${shortCommit(tree)}`;
  return `${link(shortCommit(head), links.commit)}${dirty ? ' with uncommitted changes' : ''}`;
}

/** As it is, to be copied: a forge may well link it. */
export function shortCommit(commit: string): string {
  const short = commit.slice(0, 7);
  return /^[0-9a-f]+$/.test(short) ? short : name(short);
}

export function causeSection(record: RunRecord, links: Links): Section {
  return {
    full: () => cause(record, links),
    shorter: [{ rank: 99, render: () => '', missing: 'the causes' }],
  };
}

function cause(record: RunRecord, links: Links): string {
  const all = failures(record);
  const [first] = all;
  if (first === undefined)
    return [record.reason === null ? '' : escapeMarkdown(record.reason, longestReason), countSteps(record)]
      .filter((text) => text !== '')
      .join(' · ');
  if (all.length === 1) return why(record, first, links);
  const shown = all.slice(0, mostFailures).map((failure) => `- **${title(failure)}**: ${why(record, failure, links)}`);
  const hidden = all.length - shown.length;
  return [...shown, ...(hidden === 0 ? [] : [`- and ${plural(hidden, 'more failed step')}`])].join('\n');
}

function why(record: RunRecord, { step, place, reason, child }: Failure, links: Links): string {
  const who = child === null ? '' : ` in ${childText(step, child)}`;
  if (place === null) return `**${escapeMarkdown(reason, longestReason)}**${who}`;
  const file = repositoryPath(record.file, place.file);
  const url = file === null ? null : links.file?.(file, place.cell === null ? place.line : null);
  const error = code(`${place.error}: ${place.message}`, longestReason);
  const hint = escapeMarkdown(hintOf(reason, place), longestReason);
  return `**${error}** at ${link(code(placeText(place)), url)}${who}${hint === '' ? '' : ` ${hint}`}`;
}

function childText(step: StepRecord, child: ChildRecord): string {
  const failed = step.children?.filter(({ state }) => hasFailed(state)).length ?? 0;
  const others = failed > 1 ? `, the first of ${number(failed)} that failed` : '';
  return `child ${child.iteration} (${escapeMarkdown(childLabel(child))})${others}`;
}

/**
 * The counts, and commands as far as they work from where the report is read: of a CI job the run's folder is gone, its
 * log is not.
 */
export function nextSection(record: RunRecord, links: Links): Section {
  const [first] = failures(record);
  const target = record.file.includes('/') ? ` ${record.file}` : '';
  const full = (): string => {
    if (first === undefined) return '';
    const { name: step } = first.step;
    const log =
      links.run === undefined ? `look closer: ${code(nextCommand(record, step))}` : link('the whole log', links.run);
    return [countSteps(record), log, `run it here: ${code(`automl run${target} --step ${step}`)}`].join(' · ');
  };
  return { full, shorter: [{ rank: 98, render: () => '', missing: 'how to go on' }] };
}

function title({ step }: Failure): string {
  return name(`${step.stage}/${step.name}`);
}

function name(text: string): string {
  return escapeMarkdown(text, longestName);
}
