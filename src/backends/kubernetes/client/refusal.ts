/** Answers of the API server that are no success, as sentences. */
import { z } from 'zod';
import { ApiError } from './api.ts';
import type { Connection } from './connection.ts';

const statusObject = z.object({
  kind: z.literal('Status'),
  message: z.string().nullish(),
  reason: z.string().nullish(),
  details: z.object({ kind: z.string().nullish(), name: z.string().nullish() }).nullish(),
});
type StatusObject = z.infer<typeof statusObject>;

export interface Refusal {
  /** `create Job wine-split-a1 in namespace ml`. */
  readonly what: string;
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  /** Seconds that the credential is good for. */
  readonly life: number | null;
  /** Seconds that the clock of this machine is ahead of the server's; NaN when nobody knows. */
  readonly skew: number;
}

/** Seconds between two clocks that tokens are made to bear. */
const bearable = 60;

/** Null for an answer that is not the API server's own: of a proxy or a login page, say. */
export function statusOf(text: string): StatusObject | null {
  try {
    return statusObject.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function refusalError(refusal: Refusal, connection: Connection): ApiError {
  const { what, status, text } = refusal;
  const object = statusOf(text);
  const said = object?.message ?? firstLine(text);
  const reason = object?.reason ?? null;
  return new ApiError(`could not ${what}: ${sentence(refusal, object, said, connection)}`, { status, reason, said });
}

function sentence(refusal: Refusal, object: StatusObject | null, said: string, connection: Connection): string {
  const { status, life, location, skew } = refusal;
  const { server, source } = connection;
  if (status === 401) return unauthorized(life, skew, connection);
  if (status >= 300 && status < 400) {
    return `${server} redirects to ${location ?? 'another address'}, which no API server does; check the server of ${source}`;
  }
  if (said === '404 page not found')
    return `${server} does not know this kind of object (404); its Kubernetes is too old or too new`;
  if (object === null && status < 500 && status !== 429) {
    const hint = /HTTP request to an HTTPS server/i.test(said)
      ? `it wants https, but the kubeconfig says http`
      : `that is not how an API server answers; is a proxy or a login page in between? Check the server of ${source}`;
    return `${server} answered ${status}${said === '' ? '' : ` "${said}"`}: ${hint}`;
  }
  switch (status) {
    case 403:
      return forbidden(said, connection);
    case 404:
      return object?.details?.kind === 'namespaces'
        ? `there is no namespace ${connection.namespace}; create it (kubectl create namespace ${connection.namespace}) or name another`
        : said;
    case 413:
      return `it is too large for the API server (${said})`;
    case 429:
      return `the API server asks for fewer calls${said === '' ? '' : `: ${said}`}; try again later`;
    default:
      if (status >= 500) return `the API server failed (${status})${said === '' ? '' : `: ${said}`}`;
      return said === '' ? `the API server answered ${status}` : said;
  }
}

function unauthorized(life: number | null, skew: number, { user, server, source, access }: Connection): string {
  const who = user === '' ? 'calls without a user' : `the credentials of user ${user}`;
  const why = life !== null && life <= 0 ? ', which have expired' : '';
  const fix =
    access.user.exec === null
      ? `renew them in ${source}`
      : `log in again where ${access.user.exec.command} takes its login from`;
  const clock = `the clock of this machine is ${Math.round(Math.abs(skew) / 60)} min ${skew > 0 ? 'ahead of' : 'behind'} the server's: set it, since tokens hold times`;
  return `${server} does not accept ${who}${why} (401); ${Math.abs(skew) > bearable ? clock : fix}`;
}

/** A missing right names itself; what admission, a quota or PodSecurity denied is passed on as it was said. */
function forbidden(said: string, { user, namespace }: Connection): string {
  const [, who, verb, resource, group] =
    /User "([^"]*)" cannot (\S+) resource "([^"]+)"(?: in API group "([^"]*)")?/.exec(said) ?? [];
  if (verb === undefined || resource === undefined) return said;
  const name = who || user;
  const where = /in the namespace/.test(said) ? ` in namespace ${namespace}` : ' at the cluster scope';
  const fix = 'automl rbac prints the Role for runs, automl rbac --for people that for all verbs';
  return `${name} lacks the right to ${verb} ${resource}${group ? `.${group}` : ''}${where}; ${fix}`;
}

function firstLine(text: string): string {
  const plain = text.trimStart().startsWith('<') ? text.replace(/<[^>]*>/g, ' ') : text;
  return (
    plain
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '')
      ?.slice(0, 300) ?? ''
  );
}
