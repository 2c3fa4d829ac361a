/** What is measured, with the project's targets, and what it is measured beside. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Subject } from './measure.ts';
import { writeChain, writeSnakefile, writeWide } from './projects.ts';
import type { Row } from './table.ts';

export interface Programs {
  readonly cli: string;
  /** null: it can't be had here */
  readonly snakemake: string | null;
}

const chain = 14;

/** Writes the projects into `work`, an empty folder. */
export function makeRows({ cli, snakemake }: Programs, work: string): readonly Row[] {
  const project = (name: string, write: (folder: string) => void): string => {
    const folder = path.join(work, name);
    mkdirSync(folder);
    write(folder);
    return folder;
  };
  const automl = (name: string, verb: 'validate' | 'run', cwd: string): Subject => ({
    name: `${verb}, ${name}`,
    command: [process.execPath, cli, verb, '.'],
    cwd,
  });
  const twenty = project('twenty', (folder) => {
    writeWide(folder, 20, 5);
  });
  const wired = project('wired', (folder) => {
    writeWide(folder, 10_000, 100);
  });
  const many = project('many', (folder) => {
    writeChain(folder, 10_000, 'command: ["true"]');
  });
  const empty = project('empty', (folder) => {
    writeChain(folder, chain, 'command: ["true"]');
  });
  const python = project('python', (folder) => {
    writeChain(folder, chain, 'run: step.py');
  });

  const node: Subject = { name: 'node -e 0', command: [process.execPath, '-e', '0'], cwd: work };
  const loop = Array.from({ length: chain }, () => 'python3 step.py').join(' && ');
  const shell: Subject = { name: `${chain} × python3 step.py`, command: ['sh', '-c', loop], cwd: python };
  const peers: Subject[] = [];
  if (snakemake !== null) {
    const cwd = project('snakemake', (folder) => {
      writeSnakefile(folder, chain);
    });
    const command = [snakemake, '--cores', '2', '--forceall', '--quiet'];
    peers.push({ name: `snakemake, ${chain} shell steps`, command, cwd });
  }

  return [
    { subject: automl('20 steps', 'validate', twenty), target: { seconds: 0.15, bytes: 100e6 }, beside: [node] },
    { subject: automl('10,000 steps', 'validate', many), target: { seconds: 1 }, beside: [node] },
    { subject: automl('10,000 wired steps', 'validate', wired), target: { seconds: 1 }, beside: [node] },
    { subject: automl(`chain of ${chain} × true`, 'run', empty), target: { seconds: 1.2 }, beside: peers },
    {
      subject: automl(`chain of ${chain} Python steps`, 'run', python),
      target: { seconds: 2 },
      beside: [...peers, shell],
    },
    ...[node, shell, ...peers].map((subject) => ({ subject })),
  ];
}
