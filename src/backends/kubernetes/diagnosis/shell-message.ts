/**
 * The last word of a step in an image without Python, as a result document. runner/pod/boot.sh writes the line
 * `automl-sh/1`, lines of `key=value`, the line `output`, and what the code wrote to $AUTOML_OUTPUT.
 */
import type { PlanStep } from '../../../plan/plan.ts';
import { resultWithoutAgent, type StepResult } from '../../result.ts';
import { exitSentence, type Memory } from './exit.ts';
import { missingScalar, readScalars } from './scalars.ts';

/** Bytes of a termination message that the kubelet keeps: pkg/kubelet/container/helpers.go. */
const longest = 4096;
/** The agent keeps as many. */
const mostWarnings = 50;

/** Null: this is no such message. */
export function shellResult(
  message: string,
  step: Pick<PlanStep, 'outputs' | 'timeout'>,
  memory: Memory,
): StepResult | null {
  const [, head, text = ''] = /^automl-sh\/1\n((?:[a-z-]+=.*\n)*)output\n([^]*)$/.exec(message) ?? [];
  if (head === undefined) return null;
  const fields = new Map(head.split('\n').map((line) => split(line)));
  const exit = fields.get('exit') ?? '';
  if (!/^\d+$/.test(exit)) return null;
  const code = Number(exit);
  const warnings: string[] = [];
  const { found, problem } = readScalars(text, step.outputs, (warning) => {
    if (!warnings.includes(warning) && warnings.length < mostWarnings) warnings.push(warning);
  });
  const end = (state: StepResult['state'], reason: string | null, exitCode: number | null): StepResult => ({
    ...resultWithoutAgent(state, ''),
    reason,
    exit_code: exitCode,
    outputs: found,
    warnings,
  });
  // Code that a signal ended chose no exit code.
  const chosen = code > 128 ? null : code;
  // Whichever stopped the code comes first.
  for (const mark of fields.keys()) {
    if (mark === 'timed-out') return end('timed-out', timeoutSentence(step.timeout), chosen);
    if (mark === 'cancelled') return end('cancelled', 'was cancelled', chosen);
  }
  const reason = fields.get('reason');
  if (reason !== undefined) return end('failed', reason, null);
  if (code !== 0) return end('failed', exitSentence(code, memory), code);
  if (fields.has('cut') || Buffer.byteLength(message) >= longest) {
    const sentence = `its outputs are larger than the 3500 bytes that an image without Python can hand over`;
    return { ...end('failed', sentence, code), outputs: {} };
  }
  const failure = problem ?? missingScalar(step.outputs, found);
  return failure === null ? end('succeeded', null, code) : end('failed', failure, code);
}

function split(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  return [line.slice(0, equals), line.slice(equals + 1)];
}

/** In the words of runner/agent/step.py. */
function timeoutSentence(timeout: number | undefined): string {
  return timeout === undefined ? 'ran longer than its timeout' : `ran longer than its timeout of ${timeout} s`;
}
