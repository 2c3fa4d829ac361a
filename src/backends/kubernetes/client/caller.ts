/** Calls that survive what passes by itself: retries and renewed credentials; failures become sentences. */
import { Readable } from 'node:stream';
import { AutomlError } from '../../../errors.ts';
import type { Env } from './access.ts';
import type { ApiError, Exchange, Query, RawCall } from './api.ts';
import { systemSleep, type Sleep } from '../../../http/backoff.ts';
import { persist, type Failure, type Persistence } from '../../../http/persistence.ts';
import type { Connection } from './connection.ts';
import type { Fence } from './fence.ts';
import { Outage } from './outage.ts';
import { splitLines } from './lines.ts';
import { isStranger, isTransient } from './persistence.ts';
import { refusalError, statusOf } from './refusal.ts';
import { Refused } from './refused.ts';
import { callInWords } from './resource-path.ts';
import { Transport, type Answer } from './transport.ts';
import { breakage } from './unreachable.ts';
import { handshake, MessageStream } from './web-socket.ts';

export interface HttpApiOptions {
  /** Milliseconds since the epoch; default: this machine's clock. */
  readonly now?: () => number;
  /** For HTTPS_PROXY and the like, and for exec plugins. */
  readonly env: Env;
  readonly userAgent: string;
  readonly sleep?: Sleep;
}

export interface Call extends RawCall {
  /** `create Job x in namespace ml`. */
  readonly what: string;
  /** Doing it twice is as good as doing it once. */
  readonly repeatable: boolean;
  /** What else is worth another try. */
  readonly alsoAgain?: (error: ApiError) => boolean;
}

type Refusing = Pick<Answer, 'status' | 'location' | 'retryAfter' | 'date'>;

/** Groups whose objects are questions: nothing of them is kept. */
const questions = /^\/apis\/auth(entication|orization)\.k8s\.io\//;
/** Seconds. */
const defaultTimeout = 30;
/** Milliseconds after which a call is given up; the last try may take longer. */
const patience = 30_000;
/** The same for who drives a run: the control plane of a managed cluster is away for minutes while it is upgraded. */
const driverPatience = 15 * 60_000;

export class Caller {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #world: Persistence;
  readonly #outage: Outage;
  readonly #fence: Fence | null;
  #reached: boolean;

  private constructor(
    connection: Connection,
    transport: Transport,
    world: Persistence,
    outage: Outage,
    fence: Fence | null,
  ) {
    this.#connection = connection;
    this.#transport = transport;
    this.#world = world;
    this.#outage = outage;
    this.#fence = fence;
    this.#reached = fence !== null;
  }

  static open(connection: Connection, options: HttpApiOptions): Caller {
    const { env, userAgent, sleep = systemSleep, now = () => performance.timeOrigin + performance.now() } = options;
    const transport = new Transport(connection, { now, env, userAgent });
    return new Caller(connection, transport, { now, sleep, patience }, new Outage(), null);
  }

  /** The same connections, for who drives. */
  behind(fence: Fence): Caller {
    const world = { ...this.#world, patience: driverPatience };
    return new Caller(this.#connection, this.#transport, world, this.#outage, fence);
  }

  /** Seconds that the credential is good for; null when unknown or for ever. */
  remainingLife(): number | null {
    return this.#transport.credential.remainingLife();
  }

  /** The same until it ends for good; null also when there is something to renew it with. */
  finalLife(): number | null {
    return this.#transport.credential.finalLife();
  }

  /** JSON, or text where the server sends something else. */
  async request(call: RawCall): Promise<unknown> {
    const repeatable = call.method !== 'POST' || questions.test(call.path);
    const { text, contentType } = await this.#persist({ ...call, what: callInWords(call), repeatable });
    return /json/.test(contentType) ? JSON.parse(text) : text;
  }

  async ask(call: RawCall): Promise<{ readonly status: number; readonly body: string }> {
    const signal = AbortSignal.timeout((call.timeout ?? defaultTimeout) * 1000);
    try {
      const { answer, text } = await this.#answerTo(call, signal);
      return { status: answer.status, body: text ?? (await answer.body.text()) };
    } catch (thrown) {
      throw this.#failureOf(thrown, { ...call, what: callInWords(call), repeatable: false }).error;
    }
  }

  async exchange(call: RawCall, signal: AbortSignal): Promise<Exchange> {
    const asked = { ...call, what: callInWords(call), repeatable: false };
    try {
      const { answer, text } = await this.#answerTo(call, signal);
      if (text === null) return answer;
      // The API server speaks for itself, though by its status it could be the service.
      if (statusOf(text) !== null) throw this.#refused(answer, text, asked.what);
      return { ...answer, body: Readable.from([Buffer.from(text)]) };
    } catch (thrown) {
      signal.throwIfAborted();
      throw this.#failureOf(thrown, asked).error;
    }
  }

  /** With its text, where it may be the API server's own word about a failure. */
  async #answerTo(
    call: RawCall,
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly text: string | null }> {
    const answer = await this.#transport.send(call, signal, this.#fence);
    if (answer.status < 400 || !/json/.test(answer.contentType)) return { answer, text: null };
    const text = await answer.body.text();
    // A 401 of the service behind the API server is an answer, and no reason to log in again.
    const ours = answer.status === 401 && statusOf(text)?.reason === 'Unauthorized';
    if (!ours || !(await this.#transport.credential.renew(answer.identity))) return { answer, text };
    const second = await this.#transport.send(call, signal, this.#fence);
    return { answer: second, text: second.status < 400 ? null : await second.body.text() };
  }

  async openMessages(call: Pick<RawCall, 'path' | 'query'>, protocol: string): Promise<MessageStream> {
    const asked: Call = { ...call, method: 'GET', what: callInWords({ ...call, method: 'GET' }), repeatable: false };
    const wanted = handshake(protocol);
    const signal = AbortSignal.timeout(defaultTimeout * 1000);
    try {
      let answer = await this.#transport.upgrade(call, wanted, signal);
      const isRefused = answer.socket === null && answer.status === 401;
      if (isRefused && (await this.#transport.credential.renew(answer.identity)))
        answer = await this.#transport.upgrade(call, wanted, signal);
      const { socket, headers } = answer;
      if (socket === null)
        throw this.#refused({ retryAfter: null, location: null, date: NaN, ...answer }, answer.text, asked.what);
      if (headers['sec-websocket-accept'] === wanted.accept) return new MessageStream(socket);
      socket.destroy();
      throw new Error('the answer to the upgrade is no WebSocket');
    } catch (thrown) {
      throw this.#failureOf(thrown, asked).error;
    }
  }

  async *lines(
    path: string,
    query: Query,
    signal: AbortSignal,
    longest?: number,
  ): AsyncGenerator<readonly string[], string> {
    const asked = { method: 'GET', path, query } as const;
    const call: Call = { ...asked, what: callInWords(asked), repeatable: true };
    let answer: Answer;
    try {
      answer = await this.#send(call, signal);
      if (answer.status !== 200) throw await this.#refusal(answer, call);
    } catch (thrown) {
      signal.throwIfAborted();
      throw this.#failureOf(thrown, call).error;
    }
    return yield* splitLines(answer.body, longest);
  }

  /** Breaks what is open. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  /** The answer is trusted to have the type: it is the API server's own. */
  async object<T>(call: Call): Promise<T> {
    const { text, contentType, status } = await this.#persist(call);
    if (/json/.test(contentType)) return JSON.parse(text) as T;
    throw refusalError({ what: call.what, status, text, location: null, life: null, skew: NaN }, this.#connection);
  }

  /** The answer is not read: it may hold everything that the call was about. */
  async effect(call: Call): Promise<void> {
    await this.#persist(call, async ({ body }) => {
      await body.dump();
      return '';
    });
  }

  #persist(
    call: Call,
    read = ({ body }: Answer): Promise<string> => body.text(),
  ): Promise<{ readonly status: number; readonly text: string; readonly contentType: string }> {
    const attempt = async () => {
      const answer = await this.#send(call, AbortSignal.timeout((call.timeout ?? defaultTimeout) * 1000));
      if (answer.status < 200 || answer.status > 299) throw await this.#refusal(answer, call);
      const { status, contentType } = answer;
      return { status, contentType, text: await read(answer) };
    };
    return persist(this.#world, attempt, (thrown) => this.#failureOf(thrown, call));
  }

  /** With the credential renewed once, if it was refused. */
  async #send(call: RawCall, signal: AbortSignal): Promise<Answer> {
    const answer = await this.#transport.send(call, signal, this.#fence);
    this.#reached = true;
    if (answer.status !== 401 || !(await this.#transport.credential.renew(answer.identity))) return answer;
    await answer.body.dump();
    return this.#transport.send(call, signal, this.#fence);
  }

  async #refusal(answer: Answer, { what }: Call): Promise<Refused> {
    return this.#refused(answer, await answer.body.text(), what);
  }

  #refused({ status, location, retryAfter, date }: Refusing, text: string, what: string): Refused {
    const skew = (this.#world.now() - date) / 1000;
    const life = this.remainingLife();
    return new Refused(refusalError({ what, status, text, location, life, skew }, this.#connection), retryAfter);
  }

  #failureOf(thrown: unknown, { what, repeatable, alsoAgain }: Call): Failure {
    if (thrown instanceof Refused) {
      const { error, retryAfter } = thrown;
      if (error.status === 502 || error.status === 503) this.#outage.note(this.#world.now());
      // Admission's word is a 403 too, and comes again.
      const isStarting = error.status === 403 && this.#outage.isFresh(this.#world.now());
      const again = isTransient(error, repeatable) || isStarting || alsoAgain?.(error) === true;
      return { error, again, retryAfter, stranger: false };
    }
    // The credential could not be had: its own sentence says why.
    if (thrown instanceof AutomlError) return { error: thrown, again: false, retryAfter: null, stranger: false };
    const broken = breakage(thrown, what, this.#connection);
    if (isStranger(broken)) this.#outage.note(this.#world.now());
    const again = !this.#transport.isClosed && !broken.permanent && (repeatable || broken.unsent);
    return { error: broken.error, again, retryAfter: null, stranger: !this.#reached && isStranger(broken) };
  }
}
