/** Projects made for measuring: each function writes one into an empty folder. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const write = (folder: string, name: string, lines: readonly string[]): void => {
  writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
};

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** `steps` steps in stages of `width`, each wired to one of the stage before it. */
export function writeWide(folder: string, steps: number, width: number): void {
  const stages = count(steps / width).flatMap((stage) => [
    `  stage${stage}:`,
    ...count(width).flatMap((column) => {
      const step = stage * width + column;
      return [
        `    - name: step${step}`,
        '      run: step.py',
        ...(stage === 0 ? [] : [`      inputs: {data: step${step - width}.data}`]),
        '      outputs: {data: out/data.csv}',
      ];
    }),
  ]);
  write(folder, 'automl.yaml', ['name: wide', 'stages:', ...stages]);
  write(folder, 'step.py', ['print("done")']);
}

/** A chain of `steps` stages of one step each, which all have the same `code` line. */
export function writeChain(folder: string, steps: number, code: string): void {
  const stages = count(steps).flatMap((step) => [`  stage${step}:`, `    - name: step${step}`, `      ${code}`]);
  write(folder, 'automl.yaml', ['name: chain', 'stages:', ...stages]);
  write(folder, 'step.py', ['print("done")']);
}

/** The same chain for snakemake, by empty files. */
export function writeSnakefile(folder: string, steps: number): void {
  const rules = count(steps).flatMap((step) => [
    `rule step${step}:`,
    ...(step === 0 ? [] : [`    input: "out${step - 1}"`]),
    `    output: "out${step}"`,
    '    shell: "touch {output}"',
  ]);
  write(folder, 'Snakefile', ['rule all:', `    input: "out${steps - 1}"`, ...rules]);
}
