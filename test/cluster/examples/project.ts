/** The examples as folders of one repository, the Secrets that one of them wants, and a change of the code of each. */
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apply, makeFolder } from '../cluster.ts';
import type { S3 } from '../extras/s3.ts';

export const names = ['wine', 'notebook', 'automl-readme'] as const;
export type Name = (typeof names)[number];

export interface Example {
  readonly workflow: string;
  /** In the file order. */
  readonly steps: readonly string[];
  readonly change: { readonly file: string; readonly from: string; readonly to: string };
  /** What its service is asked, and what is in the answer before and after the change; null: it has none. */
  readonly asked: { readonly path: string; readonly before: string; readonly after: string } | null;
}

export const examples = {
  wine: {
    workflow: 'wine',
    steps: ['split', 'logistic', 'forest', 'boosting', 'pick', 'api'],
    change: { file: 'steps/serve.py', from: '{"status": "ok"}', to: '{"status": "changed"}' },
    asked: { path: '/health', before: '{"status": "ok"}', after: '{"status": "changed"}' },
  },
  notebook: {
    workflow: 'diabetes',
    steps: ['split', 'ridge', 'report'],
    change: { file: 'report.py', from: 'print(f"{name:4}', to: 'print(f"changed {name:4}' },
    asked: null,
  },
  'automl-readme': {
    workflow: 'automl-readme',
    steps: ['prepare-and-save', 'train-sarimax', 'train-xgboost', 'best-model', 'api'],
    change: { file: 'ml_api/app.py', from: '"passengers": passengers', to: '"changed": passengers' },
    asked: { path: '/?months=2', before: '"passengers":[452.0,426.0]', after: '"changed":[452.0,426.0]' },
  },
} satisfies Readonly<Record<Name, Example>>;

/** The folder of a new one, not yet under git. */
export function makeExamples(): string {
  const folder = makeFolder();
  const from = path.join(import.meta.dirname, '..', '..', '..', 'examples');
  for (const name of names) {
    cpSync(path.join(from, name), path.join(folder, name), {
      recursive: true,
      // What runs of the example by hand have left.
      filter: (file) => !['.automl', 'data', 'out', 'store', '__pycache__'].includes(path.basename(file)),
    });
  }
  return folder;
}

/** @throws Error when the code has nothing to change */
export function changeCode(folder: string, name: Name): void {
  const { file, from, to } = examples[name].change;
  const place = path.join(folder, name, file);
  const text = readFileSync(place, 'utf8');
  if (!text.includes(from)) throw new Error(`${place} has no ${from}`);
  writeFileSync(place, text.replace(from, to));
}

/** Puts the folder under git: one commit, the same for the same files, and an origin that is never asked. */
export function commitAll(folder: string, origin: string): void {
  const date = '2026-01-01T00:00:00Z';
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd: folder, env });
  };
  writeFileSync(path.join(folder, '.gitignore'), 'record.json\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=all');
  git('remote', 'add', 'origin', origin);
}

/** The Secrets of examples/automl-readme: its steps meet in a bucket. */
export async function makeSecrets(namespace: string, s3: S3): Promise<void> {
  await s3.makeBucket(namespace);
  const secret = (name: string, stringData: Readonly<Record<string, string>>): object => {
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
  };
  const aws = {
    MODEL_STORE: `s3://${namespace}/series`,
    AWS_ENDPOINT_URL: s3.url,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'some-key-id',
    AWS_SECRET_ACCESS_KEY: 'some-secret-key',
  };
  await apply(namespace, secret('aws-secret', aws), secret('db-secret', { DB_FILE: '/tmp/answers.sqlite' }));
}
