/** What was odd but failed nothing. */
import type { RunRecord } from '../../records/schema.ts';
import { escapeMarkdown } from '../markdown/text.ts';
import { plural } from '../units.ts';
import type { Section } from './sections.ts';

const many = 30;
const few = 5;

export function warningSections(record: RunRecord): readonly Section[] {
  const all = record.steps.flatMap((step) => [
    ...step.warnings.map((warning) => ({ step: step.name, warning })),
    ...(step.children ?? []).flatMap((child) =>
      child.warnings.map((warning) => ({ step: `${step.name}#${child.iteration}`, warning })),
    ),
  ]);
  if (all.length === 0) return [];
  const render = (limit: number): string => {
    const lines = all
      .slice(0, limit)
      .map(({ step, warning }) => `- **${escapeMarkdown(step)}**: ${escapeMarkdown(warning)}`);
    const more = all.length - lines.length;
    return [
      `${plural(all.length, 'warning')}:`,
      '',
      ...lines,
      ...(more === 0 ? [] : [`- and ${plural(more, 'more', 'more')}`]),
    ].join('\n');
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
