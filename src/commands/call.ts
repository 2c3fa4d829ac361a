/** `automl call`: one request to a deployed service; what it answers is printed as it comes. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Exchange } from '../backends/kubernetes/client/api.ts';
import { written } from '../backends/kubernetes/client/written.ts';
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface CallRequest extends ConnectionRequest {
  /** Name of a step, `workflow/step`, or the name of the object. */
  readonly service: string;
  /** Text, `@file`, or `-` for standard input. */
  readonly data?: string;
  readonly path: string;
  /** Absent: POST with data, else GET. */
  readonly method?: string;
  /** `name: value`. */
  readonly headers: readonly string[];
  /** Seconds until the answer has come to its end. */
  readonly timeout: number;
  /** Status and headers, too. */
  readonly include: boolean;
}

/** 1: the service answered with an error, 400 or more. @throws AutomlError when it did not answer */
export async function call(request: CallRequest, world: World): Promise<ExitCode> {
  const body = request.data === undefined ? null : await readData(request.data, world);
  const headers = { ...(body === null ? {} : { 'content-type': typeOf(body) }), ...readHeaders(request.headers) };
  const { method = body === null ? 'GET' : 'POST', path: place, include, timeout } = request;
  return withCluster(request, world, async ({ api }) => {
    const { findReachable } = await import('../backends/kubernetes/reach/reachable-service.ts');
    const { callService } = await import('../backends/kubernetes/reach/call.ts');
    const service = await findReachable(api, request.service);
    const signal = AbortSignal.timeout(timeout * 1000);
    const asked = { method: method.toUpperCase(), path: place, headers, body };
    try {
      const answer = await callService(api, service, asked, signal);
      if (include) world.err.write(headOf(answer));
      await print(answer, world);
      if (answer.status < 400) return exitCode.ok;
      // In a terminal both are one text, and few answers end their line.
      if (!include) world.err.write(`${world.tty ? '\n' : ''}${service.title} answered ${String(answer.status)}\n`);
      return exitCode.failed;
    } catch (error) {
      if (error instanceof AutomlError) throw error;
      const what = signal.aborted
        ? `did not answer within ${String(timeout)} s; --timeout gives it longer`
        : `broke off its answer: ${messageOf(error)}`;
      throw new AutomlError('CLUSTER', `service ${service.title} ${what}`, { cause: error });
    }
  });
}

/** As it comes, and no faster than it is read. */
async function print({ body }: Exchange, { out }: World): Promise<void> {
  for await (const chunk of body) {
    const isRead = await written(out, chunk).then(
      () => true,
      () => false,
    );
    // A reader that goes away (`automl call | head`) has read enough.
    if (!isRead) return;
  }
}

async function readData(data: string, { stdin, cwd }: World): Promise<Buffer> {
  if (data === '-') return buffer(stdin());
  if (!data.startsWith('@')) return Buffer.from(data);
  const file = path.resolve(cwd, data.slice(1));
  return readFile(file).catch((error: unknown) => {
    throw new AutomlError('USAGE', `--data: ${file} can't be read: ${messageOf(error)}`, { cause: error });
  });
}

function typeOf(body: Buffer): string {
  if (!isUtf8(body)) return 'application/octet-stream';
  try {
    JSON.parse(body.toString());
    return 'application/json';
  } catch {
    return 'text/plain; charset=utf-8';
  }
}

function readHeaders(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text, place) => {
    const [, name = '', value = ''] = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*:\s*(\S.*|)$/.exec(text) ?? [];
    // It may hold a credential.
    if (name === '') throw new AutomlError('USAGE', `header ${place + 1} is not of the form NAME: VALUE`);
    return [name.toLowerCase(), value.trimEnd()] as const;
  });
  return Object.fromEntries(pairs);
}

function headOf({ status, headers }: Exchange): string {
  const lines = Object.entries(headers).flatMap(([name, value = '']) =>
    [value].flat().map((each) => `${name}: ${each}\n`),
  );
  return `${String(status)}\n${lines.join('')}\n`;
}
