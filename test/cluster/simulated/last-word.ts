/** What our agent says of a deed: the lines of its log, its result, and the message that ends its container. */
import { createHash } from 'node:crypto';
import type { Artifact, StepResult } from '../../../src/backends/result.ts';
import { resultWithoutAgent } from '../../../src/backends/result.ts';
import type { StepSpec } from '../../../src/backends/spec.ts';
import type { Output } from '../../../src/workflow/model.ts';
import type { Deed } from './deed.ts';

type Value = StepResult['outputs'][string];

/** `FRAME` in runner/agent/control.py. */
const frame = '\u001e::automl::';
/** Bytes (runner/agent/termination.py). */
const limit = 4000;

export interface LastWord {
  /** The last line of its log; null without an agent. */
  readonly line: string | null;
  /** '' without an agent. */
  readonly message: string;
  readonly exitCode: number;
}

/** The line that it prints when the code begins. */
export const running = `${frame}${JSON.stringify({ event: 'running', python: '3.11' })}`;

/** Of a step whose code has ended by itself. */
export function lastWord(spec: StepSpec | null, deed: Deed): LastWord {
  if (spec === null) return { line: null, message: '', exitCode: deed.exitCode };
  const { exitCode } = deed;
  const result: StepResult =
    exitCode === 0
      ? { ...done(spec, deed), ...resultOf(spec, deed) }
      : { ...resultWithoutAgent('failed', `exit ${String(exitCode)}`), ...resultOf(spec, deed), exit_code: exitCode };
  return inWords(result, exitCode === 0 ? 0 : 1);
}

/** Of a step that was told to stop: code without a handler is killed by the signal. */
export function stoppedWord(spec: StepSpec | null): LastWord {
  if (spec === null) return { line: null, message: '', exitCode: 143 };
  return inWords(resultWithoutAgent('cancelled', 'was cancelled'), 130);
}

function inWords(result: StepResult, exitCode: number): LastWord {
  const json = JSON.stringify({ event: 'result', result });
  const sha256 = createHash('sha256').update(json).digest('hex');
  const short = { automl: 1, sha256, state: result.state, exit_code: result.exit_code };
  const whole = JSON.stringify({ ...short, document: result });
  const message = Buffer.byteLength(whole) <= limit ? whole : JSON.stringify(short);
  return { line: `${frame}${json}`, message, exitCode };
}

function done(spec: StepSpec, { files }: Deed): StepResult {
  const artifacts = Object.entries(spec.outputs).flatMap(([name, output]) => {
    const text = output.kind === 'artifact' ? files[output.path] : undefined;
    return output.kind === 'artifact' && text !== undefined ? [[name, artifactOf(output.path, text)] as const] : [];
  });
  const result = { ...resultWithoutAgent('succeeded', ''), reason: null, exit_code: 0 };
  return { ...result, artifacts: Object.fromEntries(artifacts) };
}

function artifactOf(path: string, text: string): Artifact {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { kind: 'file', path, bytes: Buffer.byteLength(text), files: 1, sha256 };
}

function resultOf(
  { outputs: declared }: StepSpec,
  deed: Deed,
): Pick<StepResult, 'metrics' | 'outputs' | 'code_seconds'> {
  const outputs = Object.entries(deed.outputs).flatMap(([name, text]): [string, Value][] => {
    const output = declared[name];
    return output?.kind === 'scalar' ? [[name, typed(text, output)]] : [];
  });
  return { metrics: deed.metrics, outputs: Object.fromEntries(outputs), code_seconds: deed.seconds };
}

function typed(text: string, { type }: Extract<Output, { kind: 'scalar' }>): Value {
  return type === 'str' ? text : (JSON.parse(text) as Value);
}
