/** The DAG of a run as a mermaid flowchart: stages as boxes, states by mark and colour. */
import type { RunRecord } from '../records/schema.ts';
import { stepGraph, stageGraph, type Graph } from './graph.ts';
import { shortLine } from './plain-text.ts';
import { lookOf, type ShownState } from './states.ts';

export interface MermaidOptions {
  /** Longest text; GitHub takes 50,000 characters, GitLab 2,000 a page. */
  readonly limit: number;
}

const mostNodes = 60;
const longestLabel = 60;

// Dark text on light colours reads in light and dark themes alike.
const colours: Readonly<Record<ShownState, string>> = {
  succeeded: 'fill:#d3f4dc,stroke:#1a7f37,color:#0b3d1b',
  reused: 'fill:#d3f4dc,stroke:#1a7f37,color:#0b3d1b,stroke-dasharray:4 3',
  failed: 'fill:#ffdcd9,stroke:#cf222e,color:#67060c',
  'timed-out': 'fill:#ffdcd9,stroke:#cf222e,color:#67060c,stroke-dasharray:4 3',
  cancelled: 'fill:#fff1c9,stroke:#9a6700,color:#4d2d00',
  running: 'fill:#d8ebff,stroke:#0969da,color:#0a3069',
  pending: 'fill:#eef1f4,stroke:#818b98,color:#3d444d',
  skipped: 'fill:#eef1f4,stroke:#818b98,color:#3d444d,stroke-dasharray:4 3',
};

/** Null when even the stages alone are more than the limit. */
export function mermaid(record: RunRecord, { limit }: MermaidOptions): string | null {
  const graphs = [
    ...(record.steps.length <= mostNodes ? [() => stepGraph(record)] : []),
    () => stageGraph(record, mostNodes),
  ];
  for (const graph of graphs) {
    const text = render(graph());
    if (text.length <= limit) return text;
  }
  return null;
}

function render(graph: Graph): string {
  const lines = ['flowchart LR'];
  for (const group of graph.groups) {
    const boxed = group.id !== null;
    if (boxed) lines.push(`  subgraph ${group.id}["${label(group.title)}"]`);
    for (const node of group.nodes) {
      const text = label(`${lookOf(node.state).mark} ${node.text}`);
      const [open, close] = node.shape === 'service' ? ['(["', '"])'] : ['["', '"]'];
      lines.push(`  ${boxed ? '  ' : ''}${node.id}${open}${text}${close}:::${className(node.state)}`);
    }
    if (boxed) lines.push('  end');
  }
  lines.push(...graph.edges.map(({ from, to }) => `  ${from} --> ${to}`));
  const used = new Set(graph.groups.flatMap((group) => group.nodes.map((node) => node.state)));
  lines.push(...[...used].map((state) => `  classDef ${className(state)} ${colours[state]}`));
  return lines.join('\n');
}

function className(state: ShownState): string {
  return state.replace('-', '');
}

/** Inside quotes mermaid still looks for directives, HTML and Markdown: what could begin one becomes a character code. */
export function label(text: string, length = longestLabel): string {
  return shortLine(text, length).replace(
    /[^\p{L}\p{M}\p{N} .,:/+()=✓✗■▸·↻×…_-]/gu,
    (character) => `#${character.codePointAt(0) ?? 63};`,
  );
}
