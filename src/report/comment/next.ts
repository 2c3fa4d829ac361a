/** What a reviewer can do next, as commands that work as they stand. */
import type { RunRecord } from '../../records/schema.ts';
import { shellWord } from '../../shell-word.ts';
import { failures } from '../failure.ts';
import { code } from '../markdown/text.ts';
import { goesOn } from '../states.ts';
import type { Section } from '../summary/sections.ts';
import { scalar } from '../units.ts';

export interface NextOptions {
  /** Whether somebody listens to `/automl …` below the comment. */
  readonly listens: boolean;
  /** Command that follows the run where this comment does not; absent: it does. */
  readonly follow?: string;
}

export function nextStep(record: RunRecord, options: NextOptions): Section {
  const full = (): string => (goesOn(record) ? whileItRuns(options) : again(record, options));
  return { full, shorter: [{ rank: 97, render: () => '', missing: 'how to go on' }] };
}

function whileItRuns({ listens, follow }: NextOptions): string {
  const parts = [
    ...(follow === undefined
      ? []
      : [`It goes on in the cluster, and this comment stays as it is: ${code(follow)} follows it.`]),
    ...(listens ? [`Cancel it: comment ${code('/automl cancel')}`] : []),
  ];
  return parts.join(' ');
}

function again(record: RunRecord, { listens }: NextOptions): string {
  const [failure] = failures(record);
  const step = failure === undefined ? '' : ` --step ${word(failure.step.name)}`;
  const local = `locally: ${code(`npx automl-action run ${word(record.file)}${step}`)}`;
  if (!listens) return `Run it again ${local}`;
  const param = exampleParam(record);
  const parts = [
    `Run it again: comment ${code('/automl retry')}`,
    ...(param === null ? [] : [`with other values: ${code(`/automl run ${param}`)}`]),
    local,
  ];
  return parts.join(' · ');
}

/** One of the workflow's own with its value, to be changed; numbers first, since those are tried out. Null: it has none that is one word. */
function exampleParam({ params }: RunRecord): string | null {
  const words = Object.entries(params).filter(
    ([name, value]) => /^\w{1,40}$/.test(name) && /^[\w.+-]{1,40}$/.test(scalar(value)),
  );
  const [name, value] = words.find(([, each]) => typeof each === 'number') ?? words[0] ?? [];
  return name === undefined || value === undefined ? null : `${name}=${String(value)}`;
}

function word(text: string): string {
  return /^[\w./@%+=:-]+$/.test(text) && !text.startsWith('-') ? text : shellWord(text);
}
