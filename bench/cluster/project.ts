/** Workflows made for measuring on a cluster: each function writes one into an empty folder. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** What all pods of the bench run, ours and the bare ones. */
export const work = { image: 'python:3.11-slim', command: ['sleep', '1'] } as const;
/** Children at the same time: what a run of ours allows by itself. */
const together = 200;

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

/** Layers, in which each step needs two of the layer before. */
export function writeDag(folder: string, steps: number): void {
  const layer = 50;
  const lines = count(steps).map((step) => {
    const before = [step - layer, step - layer + (step % layer === layer - 1 ? 1 - layer : 1)];
    const needs = step < layer ? [] : before.map((each) => `step${each}`);
    return `    - {name: step${step}, ${code}, needs: [${needs.join(', ')}]}`;
  });
  write(folder, ['  all:', ...lines]);
}

/** One step, swept. */
export function writeSweep(folder: string, children: number): void {
  const sweep = `sweep: {params: {i: [${count(children).join(', ')}]}, parallel: ${Math.min(children, together)}}`;
  write(folder, ['  all:', `    - {name: swept, ${code}, ${sweep}}`]);
}

function write(folder: string, stages: readonly string[]): void {
  const head = [
    'name: bench',
    'params: {i: 0}',
    `parallel: ${together}`,
    `defaults: {image: "${work.image}"}`,
    'stages:',
  ];
  writeFileSync(path.join(folder, 'automl.yaml'), `${[...head, ...stages].join('\n')}\n`);
}
