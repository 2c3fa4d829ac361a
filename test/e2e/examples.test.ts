import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';

jest.setTimeout(600_000);
const root = path.join(import.meta.dirname, '..', '..');
const cli = path.join(root, 'dist', 'cli.js');
const work = mkdtempSync(path.join(tmpdir(), 'automl-examples-'));
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** A copy outside the repository, so that runs of this test are no runs of the example. */
function copyOf(example: string): string {
  const folder = path.join(work, example);
  cpSync(path.join(root, 'examples', example), folder, {
    recursive: true,
    filter: (file) => path.basename(file) !== '.automl',
  });
  return folder;
}

function automl(folder: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out: stdout + stderr });
    });
  });
}

async function run(folder: string, ...args: string[]): Promise<RunRecord> {
  const file = path.join(work, 'record.json');
  const { code, out } = await automl(folder, 'run', '--record', file, ...args);
  if (code !== 0) throw new Error(out);
  return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
}

const states = (record: RunRecord): string[] => record.steps.map(({ name, state }) => `${name} ${state}`);

describe('examples/wine', () => {
  test('trains three models, serves the best, and does the same again', async () => {
    const folder = copyOf('wine');
    const record = await run(folder);
    expect(states(record)).toEqual(
      ['split', 'logistic', 'forest', 'boosting', 'pick', 'api'].map((name) => `${name} succeeded`),
    );
    expect(record.steps.find(({ name }) => name === 'pick')?.metrics['accuracy']).toBeGreaterThan(0.9);
    expect(record.steps.find(({ name }) => name === 'api')?.service?.smoke?.body).toContain('class_0');
    const canonical = async () => (await automl(folder, 'get', 'run', 'latest', '-o', 'canonical')).out;
    const first = await canonical();
    await run(folder);
    expect(await canonical()).toBe(first);
  });
});

test('examples/notebook runs its notebook and keeps it', async () => {
  const record = await run(copyOf('notebook'));
  expect(record.state).toBe('succeeded');
  const notebook = record.steps.find(({ artifacts }) => 'notebook' in artifacts);
  expect(notebook?.artifacts['notebook']).toMatchObject({ kind: 'file', path: 'train.ipynb' });
});

test('examples/automl-readme runs the config file of that project as it is', async () => {
  const folder = copyOf('automl-readme');
  const secrets = path.join(folder, '.automl', 'secrets');
  mkdirSync(secrets, { recursive: true });
  for (const name of ['aws-secret', 'db-secret']) {
    const text = readFileSync(path.join(folder, 'secrets', `${name}.env.example`), 'utf8');
    writeFileSync(path.join(secrets, `${name}.env`), text.replaceAll('FOLDER', path.join(work, 'store')));
  }
  const record = await run(folder);
  expect(states(record)).toEqual(
    ['prepare-and-save', 'train-sarimax', 'train-xgboost', 'best-model', 'api'].map((name) => `${name} succeeded`),
  );
});
