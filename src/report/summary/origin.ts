/** What the run was made from, for whoever wants the same again. */
import type { RunRecord } from '../../records/schema.ts';
import { escapeMarkdown } from '../markdown/text.ts';
import { shortLine } from '../plain-text.ts';
import { scalar } from '../units.ts';
import type { Section } from './sections.ts';

const mostParams = 20;
const longest = 80;

export function originSection(record: RunRecord): Section {
  const params = Object.entries(record.params);
  const shown = params.slice(0, mostParams).map(([name, value]) => `${name} ${shortLine(scalar(value), longest)}`);
  const more = params.length > shown.length ? `, ${params.length - shown.length} more` : '';
  const parts = [
    `${record.file}${shown.length === 0 ? '' : ` with ${shown.join(', ')}${more}`}`,
    record.environment === null ? '' : `environment ${record.environment}`,
    `${record.backend} on ${record.host}`,
    `automl ${record.version}`,
  ];
  const text = parts.filter((part) => part !== '').map((part) => escapeMarkdown(part, 20 * longest));
  return {
    full: () => `<sub>${text.join(' · ')}</sub>`,
    shorter: [{ rank: 35, render: () => '', missing: 'the params' }],
  };
}
