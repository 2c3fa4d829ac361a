/**
 * Environments and what is deployed to them: https://docs.gitlab.com/api/environments, https://docs.gitlab.com/api/deployments,
 * https://docs.gitlab.com/api/protected_environments
 */
import type { FakeUser } from './fake-gitlab.ts';
import { forbidden, notFound, paginated, Refused, type Answered, type Asked } from './http.ts';

export interface FakeEnvironment {
  readonly id: number;
  readonly name: string;
  state: 'available' | 'stopping' | 'stopped';
  external_url: string | null;
  tier: string;
}

export interface FakeDeployment {
  readonly id: number;
  readonly environment: FakeEnvironment;
  readonly sha: string;
  readonly ref: string;
  readonly tag: boolean;
  status: string;
}

export interface FakeProtection {
  readonly required_approval_count?: number;
  readonly approval_rules?: readonly { readonly required_approvals: number }[];
}

const developer = 30;
const maintainer = 40;

export class FakeEnvironments {
  readonly all: FakeEnvironment[] = [];
  readonly deployments: FakeDeployment[] = [];
  /** By name of the environment; null: this GitLab has none (Free). */
  protections: Map<string, FakeProtection> | null = null;

  /** @param rest what stands behind the project */
  answer(asked: Asked, rest: string, user: FakeUser): Answered {
    const [, name] = /^\/protected_environments\/([^/]+)$/.exec(rest) ?? [];
    if (name !== undefined) return this.#protection(decodeURIComponent(name), user);
    if (user.role < developer && asked.method !== 'GET') throw forbidden();
    if (rest === '/environments' && asked.method === 'GET') {
      const wanted = asked.query.get('name');
      return paginated(
        this.all.filter((one) => wanted === null || one.name === wanted),
        asked,
      );
    }
    if (rest === '/deployments' && asked.method === 'POST') return this.#deploy(asked);
    const [, noun, id, deed = ''] = /^\/(environments|deployments)\/(\d+)(\/stop)?$/.exec(rest) ?? [];
    if (noun === 'environments') return this.#change(asked, Number(id), deed);
    const deployment = this.deployments.find((one) => one.id === Number(id));
    if (noun === undefined || deployment === undefined || asked.method !== 'PUT') throw notFound('');
    return updated(deployment, asked);
  }

  #deploy({ body }: Asked): Answered {
    const missing = ['environment', 'sha', 'ref', 'status'].filter((field) => typeof body[field] !== 'string');
    if (typeof body['tag'] !== 'boolean') missing.push('tag');
    if (missing.length > 0) throw new Refused(400, { error: missing.map((field) => `${field} is missing`).join(', ') });
    const environment = this.#named(String(body['environment']));
    environment.state = 'available';
    const { sha, ref, tag, status } = body;
    const fields = { sha: String(sha), ref: String(ref), tag: tag === true, status: String(status) };
    const made = { id: this.deployments.length + 1, environment, ...fields };
    this.deployments.push(made);
    return { status: 201, body: made };
  }

  #named(name: string): FakeEnvironment {
    const found = this.all.find((one) => one.name === name);
    if (found !== undefined) return found;
    const made: FakeEnvironment = {
      id: this.all.length + 1,
      name,
      state: 'available',
      external_url: null,
      tier: 'other',
    };
    this.all.push(made);
    return made;
  }

  #change({ method, body }: Asked, id: number, deed: string): Answered {
    const environment = this.all.find((one) => one.id === id);
    if (environment === undefined) throw notFound('Environment');
    if (method === 'POST' && deed === '/stop') {
      environment.state = 'stopped';
      return { status: 200, body: environment };
    }
    if (method !== 'PUT') throw new Refused(405, { message: '405 Method Not Allowed' });
    const { external_url: url, tier } = body;
    if (url !== undefined && !(typeof url === 'string' && /^https?:\/\//.test(url)))
      throw new Refused(400, { message: { external_url: ['must be a valid URL'] } });
    Object.assign(environment, body, tier === undefined ? {} : { tier });
    return { status: 200, body: environment };
  }

  #protection(name: string, user: FakeUser): Answered {
    if (this.protections === null) throw new Refused(404, { error: '404 Not Found' });
    if (user.role < maintainer) throw forbidden();
    const rules = this.protections.get(name);
    if (rules === undefined) throw notFound('');
    return { status: 200, body: { name, deploy_access_levels: [], ...rules } };
  }
}

function updated(deployment: FakeDeployment, { body }: Asked): Answered {
  const { status } = body;
  if (typeof status !== 'string' || deployment.status === status)
    throw new Refused(400, { message: { status: [`cannot transition via ${String(status)}`] } });
  deployment.status = status;
  return { status: 200, body: deployment };
}
