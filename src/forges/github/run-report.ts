/** A finished run as a GitHub job shows it: summary and outputs. Annotations are part of the log. */
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Baseline } from '../../records/baseline.ts';
import { logTails } from '../../records/log-tail.ts';
import type { RunRecord } from '../../records/schema.ts';
import type { Links } from '../../report/links.ts';
import { markdownSummary } from '../../report/markdown.ts';
import { bestAddress } from '../../report/reach.ts';

export interface JobReport {
  /** GITHUB_STEP_SUMMARY; absent on forges that have none. */
  readonly summaryFile: string | undefined;
  readonly links: Links;
  /** What the run is compared with; null: nothing is known. */
  readonly baseline: Baseline | null;
  readonly setOutput: (name: string, value: string) => void;
}

/** `folder` is the run's own. Writes the report there too. */
export async function reportRun(job: JobReport, record: RunRecord, folder: string): Promise<void> {
  const { links, baseline } = job;
  const text = markdownSummary(record, { logTail: await logTails(record, folder), links, baseline });
  const report = path.join(folder, 'report.md');
  await writeFile(report, text);
  if (job.summaryFile !== undefined && job.summaryFile !== '') await appendFile(job.summaryFile, text);
  const outputs = {
    'run-id': record.id,
    state: record.state,
    record: path.join(folder, 'record.json'),
    metrics: JSON.stringify(Object.fromEntries(record.steps.map((step) => [step.name, step.metrics]))),
    services: JSON.stringify(services(record)),
    report,
  };
  for (const [name, value] of Object.entries(outputs)) job.setOutput(name, value);
}

function services(record: RunRecord): Record<string, string> {
  return Object.fromEntries(
    record.steps.flatMap(({ name, service }) => (service === null ? [] : [[name, bestAddress(service)] as const])),
  );
}
