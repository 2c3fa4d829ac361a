/** Who has an account, what they may do in the repository, and whose a token is. */
import { example, parts, refused, userBody, type ApiAnswer, type Call, type FakeUser } from './api.ts';

export type FakePermission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export class FakePeople {
  readonly #permissions = new Map<string, { readonly user: FakeUser; readonly permission: FakePermission }>();
  readonly #tokens = new Map<string, FakeUser>();

  /** @param token of theirs */
  add(login: string, permission: FakePermission, token?: string): FakeUser {
    const user: FakeUser = { id: 100 + this.#permissions.size, login, type: 'User' };
    this.#permissions.set(login, { user, permission });
    if (token !== undefined) this.#tokens.set(token, user);
    return user;
  }

  /** Undefined: nobody's. */
  ofToken(token: string): FakeUser | undefined {
    return this.#tokens.get(token);
  }

  answer(call: Call): ApiAnswer | null {
    const [login] = parts(call, /^GET \/collaborators\/([^/]+)\/permission$/) ?? [];
    if (login === undefined) return null;
    const found = this.#permissions.get(decodeURIComponent(login));
    if (found === undefined) return refused(404, 'Not Found');
    const given = example('repository-collaborator-permission-response-if-user-has-admin-permissions');
    const { permission: role_name } = found;
    const user = { ...(given['user'] as object), ...userBody(found.user), role_name };
    return { status: 200, body: { ...given, permission: broadly(role_name), role_name, user } };
  }
}

/** The older word, which knows four. */
function broadly(permission: FakePermission): string {
  return permission === 'maintain' ? 'write' : permission === 'triage' ? 'read' : permission;
}

/** Of a job's token, which has no account that could be asked for. */
export function accountBody(user: FakeUser): ApiAnswer {
  if (user.type === 'Bot' || user.id < 0) return refused(403, 'Resource not accessible by integration');
  const given = example('private-user-response-with-public-profile-information');
  return { status: 200, body: { ...given, ...userBody(user) } };
}
