/** Metrics: each beside what it was on the base branch, with its gate; those that people must see before the others. */
import type { Baseline } from '../../records/baseline.ts';
import type { RunRecord } from '../../records/schema.ts';
import { metricChanges, paramChanges, type Change, type Gate, type MetricChange } from '../comparison.ts';
import type { Links } from '../links.ts';
import { code, details, escapeMarkdown, link, markdownTable } from '../markdown/text.ts';
import { childLabel } from '../ranking.ts';
import { goesOn } from '../states.ts';
import { alike, differenceText, number, plural } from '../units.ts';
import { shortCommit } from './head.ts';
import type { Section } from './sections.ts';

/** Rows that fit a screen beside the verdict and the table of steps. */
const seen = 10;
const mostRows = 300;
const mostChildren = 5;
const mostParams = 5;
const longestBranch = 40;

const told: readonly (readonly [Change, string])[] = [
  ['worse', 'worse'],
  ['better', 'better'],
  ['changed', 'changed'],
  ['new', 'new'],
  ['gone', 'gone'],
  ['same', 'the same'],
];

/** Of a run that is compared with none only metrics with a gate: the others stand with their steps. */
export function comparisonSections(record: RunRecord, baseline: Baseline | null, links: Links): readonly Section[] {
  const all = metricChanges(record, baseline).filter((change) => isWorthARow(change, record));
  const sorted = [...all].sort((a, b) => urgency(a) - urgency(b));
  const shown = sorted.filter((change) => !isFolded(change)).slice(0, seen);
  const render = (changes: readonly MetricChange[], also: readonly string[][] = []): string =>
    table([...changes.map((change) => rowOf(change, baseline, record, links)), ...also], baseline);
  const children = failedChildren(record, baseline);
  const notes = [legend(shown, baseline), ...differentParams(record, baseline), ...untold(record, baseline)];
  const first = shown.length + children.length === 0 ? [] : [render(shown, children)];
  const text = [...first, ...notes.filter((note) => note !== '')].join('\n\n');
  const others = all.filter((change) => !shown.includes(change));
  const rest = others.slice(0, mostRows);
  const more = others.length - rest.length;
  const folded = (): string => {
    const note = more === 0 ? '' : `\n\nand ${plural(more, 'more', 'more')}`;
    return details(titleOf(others), `${render(rest)}${note}`);
  };
  return [
    { full: () => text, shorter: [{ rank: 85, render: () => '', missing: 'metrics and gates' }] },
    ...(rest.length === 0
      ? []
      : [{ full: folded, shorter: [{ rank: 58, render: () => '', missing: 'most metrics' }] }]),
  ];
}

/** `1 metric worse`, `2 better`, `6 the same`: what must be seen first. */
export function metricsInWords(record: RunRecord, baseline: Baseline): readonly string[] {
  const changes = metricChanges(record, baseline);
  const counts = told.flatMap(([change, word]) => {
    const count = changes.filter((each) => each.change === change).length;
    return count === 0 ? [] : [{ count, word }];
  });
  return counts.map(({ count, word }, index) => {
    const text = index === 0 ? `${plural(count, 'metric')} ${word}` : `${number(count)} ${word}`;
    // Of a run that failed nothing stands out but why.
    return index === 0 && record.state === 'succeeded' ? `**${text}**` : text;
  });
}

/** `main (9b1d12f)`, with a link to the job that ran it. */
export function baseTitle({ record: { commit, url } }: Baseline): string {
  const branch = escapeMarkdown(commit.ref ?? '', longestBranch);
  return link(commit.head === null ? branch : `${branch} (${shortCommit(commit.head)})`, url);
}

function isWorthARow({ change, gate }: MetricChange, record: RunRecord): boolean {
  if (change === 'alone') return gate !== null;
  // Of a run that goes on what has not come yet says nothing.
  return change !== 'missing' || !goesOn(record);
}

function titleOf(folded: readonly MetricChange[]): string {
  const areSame = folded.every(({ change }) => change === 'same');
  return areSame
    ? plural(folded.length, 'metric is the same', 'metrics are the same')
    : plural(folded.length, 'more metric');
}

/** What is as it was is worth a count. */
function isFolded({ change, gate }: MetricChange): boolean {
  return change === 'same' && gate === null;
}

function urgency({ gate, change }: MetricChange): number {
  if (gate?.passed === false) return 0;
  const order: readonly Change[] = ['worse', 'gone', 'better', 'changed', 'new', 'missing', 'alone'];
  const place = order.indexOf(change);
  return place >= 0 ? place + 1 : order.length + (gate === null ? 2 : 1);
}

function table(rows: readonly (readonly string[])[], baseline: Baseline | null): string {
  const isGated = rows.some((row) => row.at(-1) !== '');
  const base = baseline === null ? [] : [baseTitle(baseline), 'Δ'];
  const head = ['metric', baseline === null ? 'value' : 'this run', ...base, ...(isGated ? ['gate'] : [])];
  const cells = isGated ? rows : rows.map((row) => row.slice(0, -1));
  return markdownTable(
    head,
    cells,
    head.slice(1, 4).filter((title) => title !== 'gate'),
  );
}

/** The gate comes last, '' for none. */
function rowOf(change: MetricChange, baseline: Baseline | null, { file, steps }: RunRecord, links: Links): string[] {
  const { step, metric, direction, value, base, gate } = change;
  const arrow = direction === null ? '' : direction === 'lower' ? ' ↓' : ' ↑';
  const url = steps.includes(step) ? links.file?.(file, step.line) : null;
  const [ours, theirs] = value === null || base === null ? [textOf(value), textOf(base)] : alike(value, base);
  return [
    `${link(escapeMarkdown(`${step.name}.${metric}`), url)}${arrow}`,
    value === null ? (baseline === null ? 'not reported' : '–') : `**${ours}**`,
    ...(baseline === null ? [] : [theirs, changeText(change)]),
    gate === null ? '' : gateText(gate),
  ];
}

function textOf(value: MetricChange['value']): string {
  return value === null ? '–' : number(value);
}

function changeText({ change, delta, share }: MetricChange): string {
  const difference = delta === null ? '' : differenceText(delta, share);
  switch (change) {
    case 'better':
      return `${difference} ✅ better`.trim();
    case 'worse':
      return `${difference} ❌ worse`.trim();
    case 'same':
      return 'same';
    case 'changed':
      return difference === '' ? 'changed' : difference;
    case 'new':
      return 'new';
    case 'gone':
      return 'not reported any more';
    case 'missing':
      return 'not reached';
    case 'alone':
      return '–';
  }
}

function gateText({ min, max, passed }: Gate): string {
  return `${passed ? '✅' : '❌'} ${limits(min, max)}`;
}

function limits(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${number(min)} to ${number(max)}`;
  if (min !== null) return `at least ${number(min)}`;
  return max === null ? '' : `at most ${number(max)}`;
}

/** Gates that children of sweeps did not pass: the step itself has those of the best. */
function failedChildren({ steps }: RunRecord, baseline: Baseline | null): string[][] {
  const failed = steps.flatMap((step) =>
    (step.children ?? []).flatMap((child) =>
      child.gates
        .filter(({ passed }) => !passed)
        .map((gate) => ({ owner: `${step.name} (${childLabel(child)})`, gate })),
    ),
  );
  const blank = baseline === null ? [] : ['–', '–'];
  const rows = failed.slice(0, mostChildren).map(({ owner, gate }) => {
    const value = gate.value === null ? 'not reported' : `**${number(gate.value)}**`;
    return [escapeMarkdown(`${owner}.${gate.metric}`), value, ...blank, gateText(gate)];
  });
  const more = failed.length - rows.length;
  return more === 0 ? rows : [...rows, [`and ${plural(more, 'more child', 'more children')}`, '', ...blank, '❌']];
}

/** What arrows mean, and what exactly stands in the column of the base. */
function legend(shown: readonly MetricChange[], baseline: Baseline | null): string {
  if (baseline === null || shown.length === 0) return '';
  const { record, kept } = baseline;
  const at = record.started_at.slice(0, 16).replace('T', ' ');
  const has = (direction: MetricChange['direction']): boolean => shown.some((each) => each.direction === direction);
  const parts = [
    has('lower') ? '↓ lower is better' : '',
    has('higher') ? '↑ higher is better' : '',
    `${escapeMarkdown(record.commit.ref ?? '', longestBranch)}: its last success, run ${escapeMarkdown(record.id)} of ${escapeMarkdown(at)} UTC, kept ${escapeMarkdown(kept)}`,
  ];
  return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`;
}

function differentParams(record: RunRecord, baseline: Baseline | null): readonly string[] {
  if (baseline === null) return [];
  const changes = paramChanges(record, baseline);
  if (changes.length === 0) return [];
  const text = (value: string | null): string => escapeMarkdown(value ?? 'none', 80);
  const shown = changes
    .slice(0, mostParams)
    .map(({ name, value, base }) => `${escapeMarkdown(name, 80)} ${text(value)} (there ${text(base)})`);
  const more = changes.length > shown.length ? `, and ${plural(changes.length - shown.length, 'more', 'more')}` : '';
  return [`Not only the code differs, params do too: ${shown.join(', ')}${more}.`];
}

/** Why there is nothing to compare with, where somebody could expect it. */
function untold({ base, backend }: RunRecord, baseline: Baseline | null): readonly string[] {
  if (baseline !== null || base === null) return [];
  const branch = escapeMarkdown(base, longestBranch);
  const hint =
    backend === 'local' ? ` Keep ${code('.automl/runs/*/record.json')} in the CI's cache, or run in a cluster.` : '';
  return [`Nothing to compare with: no earlier success of ${branch} is known here.${hint}`];
}
