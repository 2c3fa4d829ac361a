/**
 * A run as test results, which GitLab, Jenkins and others show beside the code: a suite for each stage, a case for each step.
 * JUnit's format as https://docs.gitlab.com/ci/testing/unit_test_reports and the schema of Jenkins' xUnit plugin read it.
 */
import type { Task } from '../plan/plan.ts';
import type { ChildRecord, RunRecord, StepRecord } from '../records/schema.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import { failures, reasonWithPlace, repositoryPath, type Failure } from './failure.ts';
import { cut, oneLine, plainText, shortLine } from './plain-text.ts';
import { hasFailed } from './states.ts';
import { number, secondsBetween } from './units.ts';
import { element, xmlFile, type Xml } from './xml.ts';

type LogTail = (task: Task) => readonly string[];

/** Children of one step that are cases of their own: those that failed, then the first. */
const mostChildren = 200;
/** Characters of one text. */
const longest = 10_000;
const longestLine = 500;

/** @param logTail as for the summary */
export function junitOfRun(record: RunRecord, logTail: LogTail): string {
  const reasons = new Map(failures(record).map((failure) => [failure.step.name, failure]));
  const stages = [...new Set(record.steps.map(({ stage }) => stage))];
  const suites = stages.map((stage) => {
    const steps = record.steps.filter((step) => step.stage === stage);
    const cases = steps.flatMap((step) => casesOf(record, step, reasons.get(step.name) ?? null, logTail));
    return suite(`${record.workflow}.${stage}`, cases, propertiesOf(steps), record.started_at);
  });
  return file(record.workflow, suites);
}

/** Of a run that could not begin. @param problems of its file, or the one sentence that says why */
export function junitOfRefusal(
  workflow: string,
  problems: readonly Pick<Diagnostic, 'line' | 'code' | 'message'>[] | string,
): string {
  const all = typeof problems === 'string' ? [{ name: 'the run begins', text: problems }] : problems.map(ofProblem);
  const cases = all.map(({ name, text }): Case => {
    const result = element('failure', { message: shortLine(text, longestLine) }, text);
    return { attributes: { name, classname: workflow, file: workflow, time: '0' }, results: [result], kind: 'failed' };
  });
  return file(workflow, [suite(workflow, cases, [])]);
}

function ofProblem({ line, code, message }: Pick<Diagnostic, 'line' | 'code' | 'message'>): {
  readonly name: string;
  readonly text: string;
} {
  return { name: `${code} in line ${line}`, text: message };
}

interface Case {
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly results: readonly Xml[];
  readonly kind: 'passed' | 'failed' | 'skipped';
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly properties: readonly Xml[];
  readonly timestamp: string | undefined;
}

function suite(name: string, cases: readonly Case[], properties: readonly Xml[], timestamp?: string): Suite {
  return { name, cases, properties, timestamp };
}

function file(name: string, suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return xmlFile(element('testsuites', { name: oneLine(name), ...counts(all) }, suites.map(suiteElement)));
}

function suiteElement({ name, cases, properties, timestamp }: Suite): Xml {
  const attributes = { name: oneLine(name), ...counts(cases), skipped: countOf(cases, 'skipped'), timestamp };
  const metrics = properties.length === 0 ? [] : [element('properties', {}, properties)];
  const elements = cases.map((each) => element('testcase', each.attributes, each.results));
  return element('testsuite', attributes, [...metrics, ...elements]);
}

function counts(cases: readonly Case[]) {
  const time = cases.reduce((sum, { attributes }) => sum + Number(attributes['time'] ?? 0), 0);
  return { tests: cases.length, failures: countOf(cases, 'failed'), errors: 0, time: time.toFixed(3) };
}

function countOf(cases: readonly Case[], kind: Case['kind']): number {
  return cases.filter((each) => each.kind === kind).length;
}

function casesOf(record: RunRecord, step: StepRecord, failure: Failure | null, logTail: LogTail): readonly Case[] {
  const about = { classname: `${record.workflow}.${step.stage}`, file: fileOf(record, failure) };
  const reason = failure === null ? step.reason : reasonWithPlace(failure.reason, failure.place);
  const own = caseOf(step, { ...about, name: step.name }, reason, logTail({ step: step.name }));
  const children = [...(step.children ?? [])].sort((a, b) => rank(a) - rank(b)).slice(0, mostChildren);
  const below = children.map((child) => {
    const { iteration, reason: why, place } = child;
    const name = `${step.name} ${iteration}${paramsOf(child)}`;
    const text = why === null ? null : reasonWithPlace(why, place);
    return caseOf(child, { ...about, name }, text, logTail({ step: step.name, iteration }));
  });
  return [own, ...below];
}

function rank({ state }: ChildRecord): number {
  return hasFailed(state) ? 0 : 1;
}

/** ` (alpha=0.1)`: by its name a CI knows a case again in the next run. */
function paramsOf({ params }: ChildRecord): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
  return pairs.length === 0 ? '' : ` (${pairs.join(' ')})`;
}

function fileOf(record: RunRecord, failure: Failure | null): string {
  const place = failure?.place ?? null;
  return (place === null ? null : repositoryPath(record.file, place.file)) ?? record.file;
}

function caseOf(
  task: StepRecord | ChildRecord,
  about: Readonly<Record<'name' | 'classname' | 'file', string>>,
  reason: string | null,
  tail: readonly string[],
): Case {
  const attributes = {
    name: shortLine(about.name, longestLine),
    classname: oneLine(about.classname),
    file: about.file,
    time: (secondsBetween(task.started_at, task.ended_at) ?? 0).toFixed(3),
  };
  const message = shortLine(reason ?? task.state, longestLine);
  const out = outElement(task);
  switch (task.state) {
    case 'failed':
    case 'timed-out': {
      const text = [reason ?? task.state, ...tail].map(plainText).join('\n');
      const failure = element('failure', { message, type: task.place?.error ?? task.state }, bounded(text));
      return { attributes, results: [failure, ...out], kind: 'failed' };
    }
    case 'succeeded':
    case 'reused':
      return { attributes, results: out, kind: 'passed' };
    case 'skipped':
    case 'cancelled':
    case 'pending':
    case 'running': {
      const word = message === task.state ? message : `${task.state}: ${message}`;
      return { attributes, results: [element('skipped', { message: word })], kind: 'skipped' };
    }
  }
}

/** What it reported, and what was odd. */
function outElement({ metrics, outputs, warnings }: StepRecord | ChildRecord): readonly Xml[] {
  const values = [
    ...Object.entries(metrics).map(([name, value]) => `${name}: ${number(value)}`),
    ...Object.entries(outputs).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  if (values.length === 0) return [];
  return [element('system-out', {}, cut(withoutAttachments(values.map(oneLine).join('\n')), longest))];
}

function propertiesOf(steps: readonly StepRecord[]): readonly Xml[] {
  return steps.flatMap(({ name, metrics }) =>
    Object.entries(metrics).map(([metric, value]) =>
      element('property', { name: `${name}.${oneLine(metric)}`, value: oneLine(String(value)) }),
    ),
  );
}

/** The reason, and of what follows the end: there it says why. */
function bounded(text: string): string {
  const kept = text.length <= longest ? text : `${cut(text, longest / 5)}\n…\n${text.slice(-(longest / 5) * 4)}`;
  return withoutAttachments(kept);
}

/** To GitLab this marks an artifact to show: https://docs.gitlab.com/ci/testing/unit_test_reports/#view-junit-screenshots-on-gitlab */
function withoutAttachments(text: string): string {
  return text.replaceAll('[[ATTACHMENT', '[ [ATTACHMENT');
}
