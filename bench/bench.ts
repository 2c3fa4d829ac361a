/**
 * `npm run bench [-- --runs 5] [--cli dist/cli.js]`: what our commands take, beside what they are compared with in the same
 * run. `npm run bench -- cluster [WORD...]`: the same on a cluster, one run each unless told, of what has one of these words
 * in its name. It prints and asserts nothing: a busy machine is no defect.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchCluster } from './cluster/bench.ts';
import { measureAll } from './measure.ts';
import { installSnakemake } from './snakemake.ts';
import { makeRows } from './subjects.ts';
import { formatTable } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    cli: { type: 'string', default: path.join(import.meta.dirname, '..', 'dist', 'cli.js') },
  },
});
const [where, ...words] = positionals;
const usualRuns = where === 'cluster' ? 1 : 5;
const runs = Math.max(1, Number.parseInt(values.runs ?? '', 10) || usualRuns);
const cli = path.resolve(values.cli);

if (existsSync(cli)) {
  if (where === 'cluster') await benchCluster({ cli, runs, words });
  else bench();
} else console.log(`nothing to measure: ${cli} does not exist; npm run build`);

function bench(): void {
  const work = mkdtempSync(path.join(os.tmpdir(), 'automl-bench-'));
  try {
    const snakemake = installSnakemake(path.join(os.homedir(), '.cache', 'automl-bench'));
    const rows = makeRows({ cli, snakemake: 'program' in snakemake ? snakemake.program : null }, work);
    const measurements = measureAll(
      rows.map(({ subject }) => subject),
      runs,
      path.join(work, 'log'),
    );
    const machine = `${os.availableParallelism()} × ${os.cpus()[0]?.model.trim() ?? os.arch()}`;
    console.log(`node ${process.version} on ${machine}; medians of ${runs} runs, each from process start to end`);
    console.log(`\n${formatTable(rows, measurements)}`);
    if ('missing' in snakemake) console.log(`\n${snakemake.missing}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
