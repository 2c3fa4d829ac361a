/** What a terminated step container says: the agent's last word, or what is there in its place. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PlanStep } from '../../../plan/plan.ts';
import { agentMessage, agentResult, resultWithoutAgent, type StepResult } from '../../result.ts';
import type { ContainerStatus } from '../client/types.ts';
import { exitSentence, type Memory } from './exit.ts';
import { missingScalar } from './scalars.ts';
import { shellResult } from './shell-message.ts';

export type ContainerEnd =
  | { readonly kind: 'result'; readonly result: StepResult }
  /** The document is only in the log: a frame whose JSON has this hash. */
  | { readonly kind: 'in-log'; readonly sha256: string; readonly state?: StepResult['state'] }
  | {
      readonly kind: 'unknown';
      /** Null: it has not ended, or nobody knows how. */
      readonly exitCode: number | null;
      readonly signal?: number;
      readonly oom: boolean;
      /** The end of the log, at most 4 KiB of it; empty where there is none. */
      readonly tail: string;
    };

const lastWord = z.object({
  automl: z.literal(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  state: agentResult.shape.state,
  exit_code: z.int().nullable(),
  document: agentResult.optional().catch(undefined),
});

/** Of a pod that children share: the hashes of their documents, by iteration, as far as it came. */
const wordOfShared = z.object({ automl: z.literal(1), children: z.record(z.string(), lastWord.shape.sha256) });

/** @param iteration of the child, where others share its pod */
export function endOfContainer(
  status: ContainerStatus,
  step: Pick<PlanStep, 'outputs' | 'timeout' | 'code'>,
  iteration: number | null = null,
): ContainerEnd {
  const { terminated } = status.state ?? {};
  if (terminated === undefined) return { kind: 'unknown', exitCode: null, oom: false, tail: '' };
  const { exitCode, signal, reason = '', message = '' } = terminated;
  const oom = reason === 'OOMKilled';
  const shared = iteration === null ? undefined : wordOf(message, wordOfShared)?.children[iteration];
  if (shared !== undefined) return { kind: 'in-log', sha256: shared };
  const word = wordOf(message, lastWord);
  if (word !== null) {
    const { document, sha256, state } = word;
    return document?.state === state ? { kind: 'result', result: document } : { kind: 'in-log', sha256, state };
  }
  const memory: Memory = oom ? 'ran-out' : 'not-known';
  const result = step.code.kind === 'image' ? imageResult(terminated, step) : shellResult(message, step, memory);
  if (result !== null) return { kind: 'result', result };
  return {
    kind: 'unknown',
    exitCode: reason === 'ContainerStatusUnknown' ? null : exitCode,
    ...(signal === undefined ? {} : { signal }),
    oom,
    tail: message,
  };
}

/**
 * The result in a frame of the log, `{"event":"result","result":{...}}`, without the frame's mark and end of line. Null:
 * it is not the document that the container's last word tells of.
 */
export function resultFromFrame(json: string, sha256: string): StepResult | null {
  if (createHash('sha256').update(json, 'utf8').digest('hex') !== sha256) return null;
  const message = agentMessage.safeParse(parse(json));
  return message.success && message.data.event === 'result' ? message.data.result : null;
}

function wordOf<T>(message: string, schema: z.ZodType<T>): T | null {
  if (!message.startsWith('{')) return null;
  const word = schema.safeParse(parse(message));
  return word.success ? word.data : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/**
 * An image's own code has no agent: its exit code decides. Null where the cause may be outside of it: killed, or never
 * started.
 */
function imageResult(
  { exitCode, reason = '' }: { exitCode: number; reason?: string },
  step: Pick<PlanStep, 'outputs'>,
): StepResult | null {
  if (reason === 'Completed' && exitCode === 0) {
    const missing = missingScalar(step.outputs, {});
    const end =
      missing === null
        ? { ...resultWithoutAgent('succeeded', ''), reason: null }
        : resultWithoutAgent('failed', missing);
    return { ...end, exit_code: 0 };
  }
  if (reason !== 'Error' || exitCode === 0 || exitCode === 137 || exitCode === 143) return null;
  return { ...resultWithoutAgent('failed', exitSentence(exitCode)), exit_code: exitCode };
}
