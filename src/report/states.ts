/** States as they are shown: a mark beside the record's own word, never colour alone. */
import type { RunRecord, StepRecord } from '../records/schema.ts';
import { number } from './units.ts';

export type ShownState = StepRecord['state'];
export type Tone = 'good' | 'bad' | 'quiet' | 'plain';

interface Look {
  /** for terminals */
  readonly mark: string;
  /** for Markdown */
  readonly sign: string;
  readonly tone: Tone;
}

const looks: Readonly<Record<ShownState, Look>> = {
  failed: { mark: '✗', sign: '❌', tone: 'bad' },
  'timed-out': { mark: '✗', sign: '⏱️', tone: 'bad' },
  cancelled: { mark: '■', sign: '⏹️', tone: 'bad' },
  running: { mark: '▸', sign: '⏳', tone: 'plain' },
  pending: { mark: '·', sign: '⚪', tone: 'quiet' },
  // Not a hyphen: some versions of mermaid take "- name" for a list.
  skipped: { mark: '○', sign: '⏭️', tone: 'quiet' },
  succeeded: { mark: '✓', sign: '✅', tone: 'good' },
  reused: { mark: '↻', sign: '♻️', tone: 'good' },
};

/** Worst first: the order of counts. */
export const shownStates = Object.keys(looks) as readonly ShownState[];

export function lookOf(state: ShownState): Look {
  return looks[state];
}

/** Also one whose driver was killed has ended, though nobody knows when. */
export function goesOn({ state }: Pick<RunRecord, 'state'>): boolean {
  return state === 'pending' || state === 'running';
}

export function hasFailed(state: ShownState): boolean {
  return state === 'failed' || state === 'timed-out';
}

/** `1 failed, 2 skipped, 1 succeeded`; '' for none. */
export function countStates(states: Iterable<ShownState>): string {
  const counts = new Map<ShownState, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return shownStates
    .flatMap((state) => {
      const count = counts.get(state);
      return count === undefined ? [] : [`${number(count)} ${state}`];
    })
    .join(', ');
}

export function countSteps(record: RunRecord): string {
  return countStates(record.steps.map((step) => step.state));
}
