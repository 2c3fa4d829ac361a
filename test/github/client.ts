/** The fake GitHub behind no port: calls end in it at once, and are held to what GitHub describes. */
import { clientOver, type GitHubClient } from '../../src/forges/github/client.ts';
import { violations } from './contract.ts';
import type { ApiRequest, FakeGitHub } from './fake.ts';

const api = 'https://api.github.com';

/** @param token default is that of the job */
export function clientOf(fake: FakeGitHub, token: string = fake.token): GitHubClient {
  return clientOver({
    api,
    request: (route, parameters) => {
      const request = requestOf(route, parameters, token);
      const answer = fake.handle(request);
      const broken = answer.isFault ? [] : violations(request, answer);
      if (broken.length > 0) throw new Error(broken.join('\n'));
      if (answer.status < 400) return Promise.resolve({ data: answer.body });
      const { method, path } = request;
      const refusal = {
        status: answer.status,
        response: { data: answer.body },
        request: { url: `${api}${path}`, method },
      };
      return Promise.reject(Object.assign(new Error(`${method} ${path}`), refusal));
    },
    close: () => Promise.resolve(),
  });
}

/** As https://github.com/octokit/endpoint.js makes it of a route. */
function requestOf(route: string, parameters: Record<string, unknown>, token: string): ApiRequest {
  const [method = '', template = ''] = route.split(' ');
  const rest = new Map(Object.entries(parameters));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const isRead = method === 'GET';
  const query = new URLSearchParams(
    isRead ? [...rest].map(([name, value]): [string, string] => [name, String(value)]) : [],
  );
  const body: unknown = isRead || rest.size === 0 ? undefined : structuredClone(Object.fromEntries(rest));
  return { method, path, query, headers: { authorization: `token ${token}` }, body };
}
