/** AUTOML_FUZZ_SEED repeats a run; with AUTOML_FUZZ_COUNT=1 it repeats the one mutation that a failure names. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parse } from 'yaml';
import { anyFiles, FolderFiles, type ProjectFiles } from '../../../src/workflow/files.ts';
import { readWorkflow, type ReadResult } from '../../../src/workflow/read.ts';
import { mutate, type Original } from './fuzz/mutate.ts';
import { Random } from './fuzz/random.ts';

const FILES = [
  'examples/wine/automl.yaml',
  'examples/notebook/automl.yaml',
  'examples/automl-readme/config.yaml',
  'test/unit/workflow/fixtures/automl-v1-example.yaml',
  'test/unit/workflow/fixtures/every-key.yaml',
] as const;

const seed = Number(process.env['AUTOML_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env['AUTOML_FUZZ_COUNT'] ?? 10_000);
/** Of processor time, so that a busy machine fails nobody. */
const MAX_MS = 1000;

interface Subject extends Original {
  readonly path: string;
  readonly files: ProjectFiles;
}

/** A project in which every file exists, and one folder. */
const everything: ProjectFiles = { ...anyFiles, kind: (path) => (path === 'src' ? 'folder' : 'file') };

function subjectAt(path: string): Subject {
  const text = readFileSync(path, 'utf8');
  return {
    path,
    text,
    data: parse(text),
    files: path.startsWith('examples/') ? new FolderFiles(dirname(path)) : everything,
  };
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What is wrong with an answer; null: nothing. */
function complaint({ workflow, diagnostics }: ReadResult, text: string): string | null {
  const isRefused = diagnostics.some(({ severity }) => severity === 'error');
  if (isRefused !== (workflow === null)) return 'there is a workflow in spite of errors, or none without them';
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line, column, message } of diagnostics) {
    if (!(line >= 1 && line <= lines && column >= 1)) return `${line}:${column} is not in the file`;
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u001f\u007f]/.test(message)) return `not one line: ${message}`;
    if (/undefined|\[object|NaN/.test(message) && !/undefined|nan/i.test(text)) return `not for people: ${message}`;
    if (message.length > 1000) return `a message of ${message.length} characters`;
  }
  return null;
}

test(`${count} mutations of workflow files are answered, each in time`, () => {
  const subjects = FILES.map(subjectAt);
  const texts = subjects.map(({ text }) => text);
  console.log(`AUTOML_FUZZ_SEED=${seed}`);
  const failures: string[] = [];
  let slowest = 0;
  for (let number = 0; number < count && failures.length < 5; number += 1) {
    const random = new Random(seed + number);
    const subject = random.pick(subjects);
    const { path, files } = subject;
    const mutation = mutate(subject, texts, random);
    const start = cpuMilliseconds();
    const fail = (what: string): void => {
      const again = `AUTOML_FUZZ_SEED=${seed + number} AUTOML_FUZZ_COUNT=1`;
      failures.push(`${again} (${path}): ${what}\n${mutation.toString('utf8').slice(0, 2000)}`);
    };
    try {
      const result = readWorkflow({ text: mutation, file: basename(path), files });
      const problem = complaint(result, mutation.toString('utf8'));
      if (problem !== null) fail(problem);
    } catch (error) {
      fail(error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 8).join('\n') : String(error));
    }
    const took = cpuMilliseconds() - start;
    slowest = Math.max(slowest, took);
    if (took > MAX_MS) fail(`took ${Math.round(took)} ms`);
  }
  console.log(`the slowest took ${Math.round(slowest)} ms`);
  expect(failures).toEqual([]);
}, 300_000);

test.each(FILES)('%s itself is read without an error', (path) => {
  const { text, files } = subjectAt(path);
  const { diagnostics } = readWorkflow({ text, file: path, files });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});
