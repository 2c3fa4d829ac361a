/** The DAG, drawn. */
import type { RunRecord } from '../../records/schema.ts';
import { codeBlock, details } from '../markdown/text.ts';
import { mermaid } from '../mermaid.ts';
import type { Section } from './sections.ts';

/** Null: there is nothing to draw, or no room for it. */
export function pipelineGraph(record: RunRecord, mermaidLimit: number): string | null {
  return record.steps.length < 2 ? null : mermaid(record, { limit: mermaidLimit });
}

export function pipelineSections(graph: string | null): readonly Section[] {
  if (graph === null) return [];
  return [
    {
      full: () => details('Pipeline', codeBlock(graph.split('\n'), 'mermaid')),
      shorter: [{ rank: 20, render: () => '', missing: 'the drawn pipeline' }],
    },
  ];
}
