/** Services: where they answer, and what they answered. */
import type { Endpoint } from '../../backends/result.ts';
import type { RunRecord } from '../../records/schema.ts';
import { autolink, code, codeBlock, escapeMarkdown } from '../markdown/text.ts';
import { cut } from '../plain-text.ts';
import { forwardCommand } from '../reach.ts';
import { number } from '../units.ts';
import type { Section } from './sections.ts';

const longestAnswer = 600;

export function serviceSections(record: RunRecord): readonly Section[] {
  return record.steps.flatMap(({ name, service }) => {
    if (service === null) return [];
    const { smoke } = service;
    const test = smoke === null ? '' : ` · smoke test: ${smoke.status} in ${number(Math.round(smoke.milliseconds))} ms`;
    const line = `**${escapeMarkdown(name)}** answered at ${place(record, service)}${test}`;
    const answer = smoke === null || smoke.body.trim() === '' ? null : cut(smoke.body.trim(), longestAnswer);
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
function place(record: RunRecord, { url, external_url: outside }: Endpoint): string {
  if (outside !== null) return `${autolink(outside)} (inside the cluster: ${code(url)})`;
  const forward = forwardCommand(record, url);
  return forward === null ? autolink(url) : `${code(url)} inside the cluster (from elsewhere: ${code(forward)})`;
}
