/** The one request that a new service must answer, asked through the API server: it need not be reachable from here. */
import type { Smoke } from '../../../workflow/model.ts';
import type { StepResult } from '../../result.ts';
import { ApiError, type KubeApi, type RawCall } from '../client/api.ts';
import { systemSleep, type Sleep } from '../../../http/backoff.ts';
import { statusOf } from '../client/refusal.ts';
import { servicePath } from '../client/service-path.ts';

type Answer = NonNullable<NonNullable<StepResult['service']>['smoke']>;

export interface SmokeResult {
  /** Null: the service did not get to see the question. */
  readonly answer: Answer | null;
  /** What is wrong with it, or null. */
  readonly problem: string | null;
}

/** What the question needs of the world. */
export interface Asking {
  /** Ends the waiting between two tries. */
  readonly signal: AbortSignal;
  readonly sleep?: Sleep;
}

/** Characters of the answer that are kept. */
const kept = 2000;
const quoted = 200;
/** Milliseconds between two tries, and how often it is tried: a pod may be ready before the API server knows the way to it. */
const pause = 500;
const tries = 20;

/** @throws ApiError when the API server can't be reached */
export async function smokeTest(
  api: KubeApi,
  name: string,
  port: number,
  smoke: Smoke,
  asking: Asking,
): Promise<SmokeResult> {
  const said = `smoke test ${smoke.method} ${smoke.path}`;
  const call: RawCall = {
    method: smoke.method,
    path: servicePath({ namespace: api.namespace, name, port }, smoke.path),
    ...(smoke.body === undefined ? {} : { body: smoke.body }),
  };
  const { status, body, milliseconds } = await askUntilHeard(api, call, asking);
  // The API server speaks for itself, though by its status it could be the service.
  const refusal = statusOf(body);
  if (refusal !== null) return { answer: null, problem: `${said} did not reach the service: ${refusal.message ?? ''}` };
  const answer = { status, milliseconds, body: body.slice(0, kept) };
  const quote = body.slice(0, quoted);
  if (status !== smoke.status)
    return { answer, problem: `${said} answered ${String(status)} instead of ${String(smoke.status)}: ${quote}` };
  if (smoke.contains !== undefined && !body.includes(smoke.contains))
    return { answer, problem: `${said} answered without "${smoke.contains}": ${quote}` };
  return { answer, problem: null };
}

/** Asks again while the service can't have heard the question: it has no endpoints yet, or does not accept connections. */
async function askUntilHeard(api: KubeApi, call: RawCall, { signal, sleep = systemSleep }: Asking) {
  for (let left = tries; ; left--) {
    const last = left <= 1 || signal.aborted;
    const began = performance.now();
    try {
      const { status, body } = await api.ask(call);
      const milliseconds = Math.round(performance.now() - began);
      // The way to it may be as new as it is, and not everywhere in the API server yet.
      const isUnheard = statusOf(body) !== null && (status >= 500 || status === 404);
      if (last || !isUnheard) return { status, body, milliseconds };
    } catch (error) {
      // A connection that broke: the service may have heard it, so only what changes nothing is asked again.
      const again = error instanceof ApiError && error.status === null && call.method === 'GET';
      if (last || !again) throw error;
    }
    await sleep(pause, signal);
  }
}
