/** Workflows made for measuring on a cluster: each function writes one into an empty folder. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** What all pods of the bench run, ours and the bare ones. */
export const work = { image: 'python:3.11-slim', command: ['sleep', '1'] } as const;

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
const code = `command: ${JSON.stringify(work.command)}`;

/** Stages of one step each. */
export function writeChain(folder: string, steps: number): void {
  write(
    folder,
    count(steps).flatMap((step) => [`  stage${step}:`, `    - {name: step${step}, ${code}}`]),
  );
}

/** One stage of many steps. */
export function writeStage(folder: string, steps: number): void {
  write(folder, ['  all:', ...count(steps).map((step) => `    - {name: step${step}, ${code}}`)]);
}

/** One step, swept. */
export function writeSweep(folder: string, children: number): void {
  const sweep = `sweep: {params: {i: [${count(children).join(', ')}]}, parallel: ${children}}`;
  write(folder, ['  all:', `    - {name: swept, ${code}, ${sweep}}`]);
}

function write(folder: string, stages: readonly string[]): void {
  const head = ['name: bench', 'params: {i: 0}', 'parallel: 100', `defaults: {image: "${work.image}"}`, 'stages:'];
  writeFileSync(path.join(folder, 'automl.yaml'), `${[...head, ...stages].join('\n')}\n`);
}
