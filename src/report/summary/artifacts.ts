/** What the run made. */
import type { RunRecord } from '../../records/schema.ts';
import { details, escapeMarkdown, markdownTable } from '../markdown/text.ts';
import { bytes, plural } from '../units.ts';
import type { Section } from './sections.ts';

const mostRows = 100;

export function artifactSections(record: RunRecord): readonly Section[] {
  const rows = record.steps.flatMap((step) =>
    Object.entries(step.artifacts).map(([name, { path, kind, files, bytes: size, sha256 }]) => [
      escapeMarkdown(`${step.name}.${name}`),
      escapeMarkdown(path),
      `${bytes(size)}${kind === 'folder' ? ` in ${plural(files, 'file')}` : ''}`,
      escapeMarkdown(sha256.slice(0, 12)),
    ]),
  );
  if (rows.length === 0) return [];
  const render = (): string => {
    const table = markdownTable(['artifact', 'path', 'size', 'sha256'], rows.slice(0, mostRows), ['size']);
    const more = Math.max(0, rows.length - mostRows);
    return details(
      plural(rows.length, 'artifact'),
      more === 0 ? table : `${table}\n\nand ${plural(more, 'more', 'more')}`,
    );
  };
  return [{ full: render, shorter: [{ rank: 30, render: () => '', missing: 'artifacts' }] }];
}
