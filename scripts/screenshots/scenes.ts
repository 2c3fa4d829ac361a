/** What the pictures of docs/images show: runs of docs/first-run.md as they were, and others of a fixed scene. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { githubLinks } from '../../src/forges/github/links.ts';
import type { Baseline } from '../../src/records/baseline.ts';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import { markdownComment, type CommentOptions } from '../../src/report/comment.ts';
import { refusedComment } from '../../src/report/comment/refused.ts';
import type { Links } from '../../src/report/links.ts';
import { markdownSummary } from '../../src/report/markdown.ts';
import { anyFiles } from '../../src/workflow/files.ts';
import { readWorkflow } from '../../src/workflow/read.ts';
import { recordOf, stepOf, traceback, wineFailed, wineSucceeded } from '../../test/unit/report/fixtures.ts';
import { githubPage } from './github-page.ts';
import { terminalPage } from './terminal-page.ts';

interface Scene {
  /** Of the picture, without `.png`. */
  readonly name: string;
  readonly html: string;
  /** In CSS pixels. */
  readonly width: number;
}

/** Of a pull request's page on GitHub. */
const commentWidth = 844;
const summaryWidth = 1000;
const terminalWidth = 900;
const limits = { commentBytes: 60_000, mermaidLength: 45_000 };

export function scenes(): readonly Scene[] {
  return [...firstRun(), ...others()];
}

function firstRun(): readonly Scene[] {
  const job = { event: 'push', environment: 'production' };
  const main: RunRecord = { ...recorded('main.json'), ...job };
  const pull: RunRecord = {
    ...recorded('pull.json'),
    event: 'pull_request',
    environment: null,
    pull: 12,
    base: 'main',
  };
  return [
    terminal('first-run-validate', 'validate.ansi'),
    terminal('first-run-failed', 'failed.ansi'),
    terminal('first-run-succeeded', 'succeeded.ansi'),
    terminal('first-run-cluster', 'cluster.ansi'),
    summary('first-run-summary', main),
    comment('first-run-comment', pull, { baseline: { record: main, kept: 'in namespace ml' }, listens: false }),
  ];
}

function others(): readonly Scene[] {
  const pull = { event: 'pull_request', environment: null, pull: 12, base: 'main', backend: 'kubernetes' } as const;
  const logTail = (): readonly string[] => traceback;
  const phases = new Map([['forest', 'installing requirements.txt']]);
  const baseline = before();
  return [
    comment('comment-better', { ...undeployed(), ...pull }, { baseline }),
    comment('comment-failed', { ...wineFailed(), ...pull }, { baseline, logTail }),
    comment('comment-running', { ...running(), ...pull }, { baseline, phases }),
    { name: 'comment-invalid', html: githubPage({ markdown: invalid(), place: 'comment' }), width: commentWidth },
    comment('comment-preview', { ...preview(), ...pull, environment: 'pr-12' }, { baseline }),
  ];
}

function terminal(name: string, file: string): Scene {
  return { name, html: terminalPage(read(file)), width: terminalWidth };
}

function summary(name: string, record: RunRecord): Scene {
  const markdown = markdownSummary(record, { logTail: () => [], links: linksOf(record) });
  return { name, html: githubPage({ markdown, place: 'summary' }), width: summaryWidth };
}

function comment(name: string, record: RunRecord, options: Partial<CommentOptions>): Scene {
  const usual = { logTail: () => [], links: linksOf(record), limits, baseline: null, phases: new Map(), listens: true };
  const markdown = markdownComment(record, { ...usual, ...options });
  return { name, html: githubPage({ markdown, place: 'comment' }), width: commentWidth };
}

function linksOf({ commit }: Pick<RunRecord, 'commit'>): Links {
  const job = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/wine', GITHUB_RUN_ID: '1' };
  return githubLinks(job, commit.head);
}

function recorded(file: string): RunRecord {
  return runRecord.parse(JSON.parse(read(file)));
}

function read(file: string): string {
  return readFileSync(path.join(import.meta.dirname, 'first-run', file), 'utf8');
}

/** A run of the main branch whose models were a bit worse. */
function before(): Baseline {
  const { commit, steps, ...run } = wineSucceeded();
  const worse = steps.map((step) => {
    const metrics = Object.entries(step.metrics).map(
      ([name, value]) => [name, Number(value) * (factors[name] ?? 1)] as const,
    );
    return { ...step, metrics: Object.fromEntries(metrics) };
  });
  const head = 'b7d03aa15c9e4f60718293a4b5c6d7e8f9012345';
  return { record: { ...run, id: '5kd1', commit: { ...commit, head }, steps: worse }, kept: 'in namespace ml' };
}

const factors: Readonly<Record<string, number>> = { accuracy: 0.98, log_loss: 1.03, seconds: 0.9 };

/** Of a pull request without previews: services are not for it. */
function undeployed(): RunRecord {
  const jobs = wineSucceeded().steps.filter(({ kind }) => kind === 'job');
  const api = stepOf('serve/api', { line: 55, kind: 'service', after: 'compare', needs: ['pick'], state: 'skipped' });
  return recordOf([...jobs, { ...api, reason: 'not a deploying ref' }]);
}

function running(): RunRecord {
  const [split, logistic, forest, boosting, pick, api] = wineSucceeded().steps;
  const pending = { state: 'pending', metrics: {}, outputs: {}, service: null, summary: null } as const;
  const left = { artifacts: {}, gates: [], attempts: [], started_at: null, ended_at: null };
  const steps = [
    split,
    logistic,
    forest && { ...forest, state: 'running' as const, metrics: {}, gates: [], attempts: [], ended_at: null },
    boosting,
    pick && { ...pick, ...pending, ...left },
    api && { ...api, ...pending, ...left },
  ];
  return { ...recordOf(steps.filter((step) => step !== undefined)), state: 'running', ended_at: null };
}

function invalid(): string {
  const file = 'automl.yaml';
  const text = `name: wine
stages:
  prepare:
    - {name: split, run: split.py, outputs: {train: train.csv}, retires: 2}
  train:
    - {name: forest, run: forest.py, inputs: {train: split.trian}}
`;
  const { diagnostics } = readWorkflow({ text, file, files: anyFiles });
  return refusedComment({ file, problems: [{ file, diagnostics, steps: 2 }], links: linksOf(wineFailed()), limits });
}

function preview(): RunRecord {
  const service = {
    url: 'http://wine-api-1f3a.ml.svc:5000',
    external_url: 'https://pr-12-wine.example.com',
    smoke: { status: 200, milliseconds: 12.4, body: '{"class": "class_0", "probability": 0.998}' },
  };
  const jobs = wineSucceeded().steps.filter(({ kind }) => kind === 'job');
  const api = stepOf('serve/api', { line: 55, kind: 'service', after: 'compare', needs: ['pick'], service }, 44, 46);
  return recordOf([...jobs, api]);
}
