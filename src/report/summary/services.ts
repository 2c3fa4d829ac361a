/** Services: where they answer, and what they answered. */
import type { Endpoint } from '../../backends/result.ts';
import type { RunRecord } from '../../records/schema.ts';
import { autolink, code, codeBlock, escapeMarkdown } from '../markdown/text.ts';
import { cut } from '../plain-text.ts';
import { forwardCommand } from '../reach.ts';
import { number } from '../units.ts';
import type { Section } from './sections.ts';

const longestAnswer = 600;

/** @param shown in a comment without what they answered, and without links to a machine that its readers don't sit at */
export function serviceSections(record: RunRecord, shown: 'summary' | 'comment' = 'summary'): readonly Section[] {
  return record.steps.flatMap(({ name, service }) => {
    if (service === null) return [];
    const { smoke } = service;
    const test = smoke === null ? '' : ` · smoke test: ${smoke.status} in ${number(Math.round(smoke.milliseconds))} ms`;
    const line = `**${escapeMarkdown(name)}** answered at ${place(record, service, shown)}${test}`;
    const answer =
      shown === 'comment' || smoke === null || smoke.body.trim() === '' ? null : cut(smoke.body.trim(), longestAnswer);
    return [
      {
        full: () =>
          answer === null
            ? line
            : `${line}\n\n${codeBlock(answer.split('\n'), /^[[{]/.test(answer) ? 'json' : 'text')}`,
        shorter: [
          { rank: 84, render: () => line, missing: 'answers of services' },
          { rank: 95, render: () => '', missing: 'services' },
        ],
      },
    ];
  });
}

/** No link where it would lead nowhere. */
function place(record: RunRecord, { url, external_url: outside }: Endpoint, shown: 'summary' | 'comment'): string {
  if (outside !== null) return `${autolink(outside)} (inside the cluster: ${code(url)})`;
  const forward = forwardCommand(record, url);
  if (forward === null && shown === 'comment') return `${code(url)} on the machine of the run`;
  return forward === null ? autolink(url) : `${code(url)} inside the cluster (from elsewhere: ${code(forward)})`;
}
