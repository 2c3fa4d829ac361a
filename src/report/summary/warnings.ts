/** What was odd but failed nothing. */
import type { RunRecord, StepRecord } from '../../records/schema.ts';
import { details, escapeMarkdown } from '../markdown/text.ts';
import { plural } from '../units.ts';
import type { Section } from './sections.ts';

const many = 30;
const few = 5;

interface Warning {
  /** Step, child, or what else it is about. */
  readonly about: string;
  readonly warning: string;
}

function stepWarnings({ name, warnings, children }: StepRecord): readonly Warning[] {
  const ofChildren = (children ?? []).flatMap((child) =>
    child.warnings.map((warning) => ({ about: `${name}#${child.iteration}`, warning })),
  );
  return [...warnings.map((warning) => ({ about: name, warning })), ...ofChildren];
}

function untold({ notifications }: RunRecord): readonly Warning[] {
  return notifications
    .filter(({ state }) => state === 'failed')
    .map(({ on, channel, to, reason }) => {
      const where = to === '' ? channel : `${channel} to ${to}`;
      return { about: 'notify', warning: `${on} was not told by ${where}: ${reason ?? ''}` };
    });
}

/** @param place in a comment they are folded */
export function warningSections(record: RunRecord, place: 'summary' | 'comment' = 'summary'): readonly Section[] {
  const all = [...record.steps.flatMap(stepWarnings), ...untold(record)];
  if (all.length === 0) return [];
  const render = (limit: number): string => {
    const lines = all
      .slice(0, limit)
      .map(({ about, warning }) => `- **${escapeMarkdown(about)}**: ${escapeMarkdown(warning)}`);
    const more = all.length - lines.length;
    const list = [...lines, ...(more === 0 ? [] : [`- and ${plural(more, 'more', 'more')}`])].join('\n');
    const title = plural(all.length, 'warning');
    return place === 'comment' ? details(title, list) : `${title}:\n\n${list}`;
  };
  return [
    {
      full: () => render(many),
      shorter: [
        { rank: 65, render: () => render(few), missing: 'most warnings' },
        { rank: 66, render: () => '', missing: 'warnings' },
      ],
    },
  ];
}
