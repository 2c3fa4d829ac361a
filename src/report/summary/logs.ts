/** The last lines of what failed steps printed. */
import { taskKey, type Task } from '../../plan/plan.ts';
import type { RunRecord } from '../../records/schema.ts';
import { failures } from '../failure.ts';
import { codeBlock, details } from '../markdown/text.ts';
import { cut, plainLine } from '../plain-text.ts';
import { hasFailed } from '../states.ts';
import { plural } from '../units.ts';
import type { Section } from './sections.ts';

const manyLines = 20;
const fewLines = 6;
const longestLine = 400;
const mostTasks = 10;
const childrenOfOne = 2;

export function logSections(record: RunRecord, logTail: (task: Task) => readonly string[]): readonly Section[] {
  const tasks = failures(record).flatMap(({ step }): { stage: string; task: Task }[] => {
    const { stage, name, children } = step;
    if (children === null) return [{ stage, task: { step: name } }];
    const failed = children.filter((child) => hasFailed(child.state)).slice(0, childrenOfOne);
    return failed.map(({ iteration }) => ({ stage, task: { step: name, iteration } }));
  });
  return tasks.slice(0, mostTasks).map(({ stage, task }) => {
    const name = `${stage}/${taskKey(task)}`;
    const tail = logTail(task).map((line) => cut(plainLine(line), longestLine));
    return {
      full: () => lastLines(name, tail.slice(-manyLines)),
      shorter: [
        { rank: 40, render: () => lastLines(name, tail.slice(-fewLines)), missing: 'most lines of logs' },
        { rank: 80, render: () => '', missing: 'logs of failed steps' },
      ],
    };
  });
}

function lastLines(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return details(`Last ${plural(lines.length, 'line')} of ${name}`, codeBlock(lines, 'text'));
}
