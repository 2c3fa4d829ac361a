/** The log of a container, each line once, through whatever happens to the connection. */
import { ApiError, type KubeApi } from './api.ts';
import { backoff, systemSleep } from '../../../http/backoff.ts';
import { LogPosition, readStamp } from './log-position.ts';
import { Outage } from './outage.ts';
import { resourcePath } from './resource-path.ts';

export type LogEvent =
  | { readonly type: 'line'; readonly line: string }
  /** Lines are missing here: the node rotated the log before they were read. */
  | { readonly type: 'truncated' }
  /** The last: the pod went away while the log was still to be read. */
  | { readonly type: 'gone' };

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** RFC 3339, nanoseconds allowed: lines with this time or an earlier one are left out. */
  readonly from?: string;
  /** The container has terminated: the log ends where it ends now. */
  readonly isDone: () => boolean;
  /** Seconds without a line after which the stream is opened anew; default 120. */
  readonly silence?: number;
}

export interface LogPlace {
  readonly pod: string;
  readonly container: string;
}

/** Characters of a line; the rest is replaced by a mark. */
const longest = 1024 * 1024;
/** Characters of a time with nanoseconds, and the space behind it. */
const longestStamp = 40;
/** Milliseconds between two tries while the container has not started, or the log ended before we know why. */
const shortWait = 1000;
/** Milliseconds of silence after which the stream of a terminated container is left for one last read: the kubelet needs longer. */
const lastWords = 500;
/** Failures in a row at which the log of a terminated container is given up: half a minute. */
const lastTries = 10;

/** The end of what a container has printed, or all (null); `isPrevious`: before it was restarted. @throws ApiError */
export async function lastLines(
  api: KubeApi,
  { pod, container }: LogPlace,
  {
    lines,
    isPrevious,
    signal,
  }: { readonly lines: number | null; readonly isPrevious: boolean; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const query = {
    container,
    ...(lines === null ? {} : { tailLines: lines }),
    ...(isPrevious ? { previous: true } : {}),
  };
  const found: string[] = [];
  const stream = api.lines(logPath(api, pod), query, signal, longest);
  for (;;) {
    const next = await stream.next();
    if (next.done !== true) found.push(...next.value);
    else return next.value === '' ? found : [...found, next.value];
  }
}

type Ended = 'cleanly' | 'stalled' | 'broken' | 'not-started' | 'gone';

/**
 * What comes together is one list. Ends when the container is done and all was read, or its pod is gone.
 * @throws ApiError, and the signal's reason
 */
export async function* followLog(
  api: KubeApi,
  place: LogPlace,
  options: FollowOptions,
): AsyncIterable<readonly LogEvent[]> {
  const { signal, isDone } = options;
  const position = new LogPosition(options.from);
  const outage = new Outage();
  let failures = 0;
  /** Of what could be read, nothing is missing. */
  let isWhole = true;
  /** With what the log of the terminated container ended when it was read before. */
  let lastHalf: string | null = null;
  while (!signal.aborted) {
    const last = isDone();
    const ended = yield* readOnce(api, place, position, { ...options, outage, follow: !last });
    signal.throwIfAborted();
    if (ended !== 'gone') isWhole = ended !== 'broken';
    switch (ended) {
      case 'gone':
        yield [...halfLine(position), ...(isWhole ? [] : [{ type: 'gone' } as const])];
        return;
      case 'stalled':
        failures = 0;
        break;
      case 'cleanly':
        failures = 0;
        if (last && (position.half === null || position.half === lastHalf)) {
          yield halfLine(position);
          return;
        }
        if (last) {
          // The container has ended, and the node may still write down what it had printed.
          lastHalf = position.half;
          await systemSleep(lastWords, signal);
          break;
        }
        await settle(isDone, signal);
        break;
      case 'not-started':
        // Terminated without ever having written: there is no log.
        if (last) return;
        await systemSleep(backoff(failures++, shortWait), signal);
        break;
      case 'broken':
        if (last && failures >= lastTries) throw brokenFor(place);
        await systemSleep(backoff(failures++), signal);
        break;
    }
  }
  signal.throwIfAborted();
}

async function* readOnce(
  api: KubeApi,
  { pod, container }: LogPlace,
  position: LogPosition,
  {
    signal,
    isDone,
    silence = 120,
    outage,
    follow,
  }: FollowOptions & { readonly outage: Outage; readonly follow: boolean },
): AsyncGenerator<readonly LogEvent[], Ended> {
  const stalled = new AbortController();
  // Only our own waiting counts: who reads us may take its time.
  let waitingFor = 0;
  const step = 250;
  let waiting = false;
  const timer = setInterval(() => {
    if (waiting) waitingFor += step;
    if (waitingFor >= silence * 1000 || (follow && isDone() && waitingFor >= lastWords)) stalled.abort();
  }, step);
  position.rewind();
  const { since } = position;
  const query = {
    container,
    timestamps: true,
    ...(follow ? { follow } : {}),
    ...(since === null ? {} : { sinceTime: since }),
  };
  const lines = api.lines(logPath(api, pod), query, AbortSignal.any([signal, stalled.signal]), longest + longestStamp);
  try {
    for (;;) {
      let next: IteratorResult<readonly string[], string>;
      waiting = true;
      try {
        next = await lines.next();
      } catch (error) {
        return stalled.signal.aborted ? 'stalled' : judge(error, outage);
      } finally {
        waiting = false;
        waitingFor = 0;
      }
      // What is still buffered is of no interest any more.
      signal.throwIfAborted();
      const { events, isReadable } =
        next.done === true ? atEnd(next.value, position, follow) : newsIn(next.value, position, follow);
      if (events.length > 0) yield events;
      if (!isReadable) return 'broken';
      if (next.done === true) return 'cleanly';
    }
  } finally {
    clearInterval(timer);
    stalled.abort();
    await lines.return('').catch(() => undefined);
  }
}

/** What a part of a stream adds to what was read before. */
interface News {
  readonly events: readonly LogEvent[];
  /** False: the kubelet can't read the log for now. */
  readonly isReadable: boolean;
}

function newsIn(lines: readonly string[], position: LogPosition, follow: boolean): News {
  const events: LogEvent[] = [];
  for (const text of lines) {
    const line = readStamp(text);
    // The kubelet's own words: it can't read the log, or not any more.
    if (line === null && follow) return { events, isReadable: false };
    const news = line === null ? 'after-gap' : position.take(line);
    if (news === 'repeated') continue;
    if (news === 'after-gap') events.push(...halfLine(position), { type: 'truncated' });
    position.half = null;
    if (line !== null) events.push({ type: 'line', line: cut(line.text) });
  }
  return { events, isReadable: true };
}

/** A line that lacks its end comes again, whole, when the log is read again. */
function atEnd(rest: string, position: LogPosition, follow: boolean): News {
  const line = readStamp(rest);
  if (line === null) return newsIn(rest === '' ? [] : [rest], position, follow);
  if (!position.isKnown(line)) position.half = line.text;
  return { events: [], isReadable: true };
}

/** What was read of a line whose end never came. */
function halfLine(position: LogPosition): readonly LogEvent[] {
  const { half } = position;
  position.half = null;
  return half === null ? [] : [{ type: 'line', line: cut(half) }];
}

/** @throws ApiError that no repetition mends */
function judge(error: unknown, outage: Outage): Ended {
  if (!(error instanceof ApiError) || error.status === null || error.status >= 500) {
    outage.note(performance.now());
    return 'broken';
  }
  if (error.status === 408 || error.status === 429) return 'broken';
  if (error.status === 403 && outage.isFresh(performance.now())) return 'broken';
  if (error.status === 404) return 'gone';
  // ContainerCreating, PodInitializing, no node yet: all come as 400, as does a container that there is not.
  if (error.status === 400 && !/is not valid for pod|must be specified|choose one of/.test(error.said))
    return 'not-started';
  throw error;
}

/** The watch tells a little later than the log that the container has ended. */
async function settle(isDone: () => boolean, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < shortWait && !isDone() && !signal.aborted; waited += 50) await systemSleep(50, signal);
}

function logPath({ namespace }: KubeApi, pod: string): string {
  return `${resourcePath('Pod', namespace, pod)}/log`;
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)} [cut: the line is longer than 1 MiB]`;
}

function brokenFor({ pod, container }: LogPlace): ApiError {
  const said = `the log of container ${container} in pod ${pod} can't be read; is its node down?`;
  return new ApiError(said, { status: null, reason: null, said });
}
