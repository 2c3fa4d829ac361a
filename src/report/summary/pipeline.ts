/** The DAG, drawn. */
import type { RunRecord } from '../../records/schema.ts';
import { codeBlock, details } from '../markdown/text.ts';
import { mermaid } from '../mermaid.ts';
import type { Section } from './sections.ts';

export function pipelineSections(record: RunRecord, mermaidLimit: number): readonly Section[] {
  const graph = record.steps.length < 2 ? null : mermaid(record, { limit: mermaidLimit });
  if (graph === null) return [];
  return [
    {
      full: () => details('Pipeline', codeBlock(graph.split('\n'), 'mermaid')),
      shorter: [{ rank: 20, render: () => '', missing: 'the drawn pipeline' }],
    },
  ];
}
