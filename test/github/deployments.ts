/** Deployments, the environments that they are of, and who agreed to them. */
import { example, paged, parts, refused, type ApiAnswer, type Call } from './api.ts';

export interface FakeDeployment {
  readonly id: number;
  readonly environment: string;
  readonly ref: string;
  readonly production: boolean;
  readonly transient: boolean;
  /** Oldest first. */
  readonly statuses: FakeDeploymentStatus[];
}

export interface FakeDeploymentStatus {
  readonly state: string;
  readonly description: string;
  readonly environment_url: string;
  readonly log_url: string;
}

export class FakeDeployments {
  readonly all: FakeDeployment[] = [];
  /** By name, whether somebody has to agree. */
  readonly environments = new Map<string, 'open' | 'reviewed'>();
  readonly approvals: {
    readonly run: number;
    readonly environment: string;
    readonly state: 'approved' | 'rejected';
  }[] = [];

  /** What stands in the environment. */
  standing(environment: string): readonly FakeDeployment[] {
    return this.all.filter((each) => each.environment === environment && stateOf(each) !== 'inactive');
  }

  answer(call: Call): ApiAnswer | null {
    if (call.name === 'GET /deployments') return { status: 200, body: paged(this.#listed(call), call).map(bodyOf) };
    if (call.name === 'POST /deployments') return this.#create(call);
    const [method, id] = parts(call, /^(GET|POST) \/deployments\/(\d+)\/statuses$/) ?? [];
    if (method !== undefined) {
      const deployment = this.all.find((each) => String(each.id) === id);
      if (deployment === undefined) return refused(404, 'Not Found');
      if (method === 'POST') return this.#tell(deployment, call.body as Partial<FakeDeploymentStatus>);
      const newestFirst = deployment.statuses.toReversed().map((status) => statusBody(deployment, status));
      return { status: 200, body: paged(newestFirst, call) };
    }
    const [run] = parts(call, /^GET \/actions\/runs\/(\d+)\/approvals$/) ?? [];
    if (run !== undefined) return this.#approvals(Number(run));
    const [name] = parts(call, /^GET \/environments\/([^/]+)$/) ?? [];
    return name === undefined ? null : this.#environment(decodeURIComponent(name));
  }

  #listed({ query }: Call): readonly FakeDeployment[] {
    const environment = query.get('environment');
    return this.all.filter((each) => environment === null || each.environment === environment).toReversed();
  }

  #create({ body }: Call): ApiAnswer {
    const { ref, environment, production_environment, transient_environment } = body as Record<string, unknown>;
    const deployment: FakeDeployment = {
      id: this.all.length + 1,
      environment: String(environment),
      ref: String(ref),
      production: production_environment === true,
      transient: transient_environment === true,
      statuses: [],
    };
    this.all.push(deployment);
    if (!this.environments.has(deployment.environment)) this.environments.set(deployment.environment, 'open');
    return { status: 201, body: bodyOf(deployment) };
  }

  #tell(deployment: FakeDeployment, said: Partial<FakeDeploymentStatus>): ApiAnswer {
    const { state = '', description = '', environment_url = '', log_url = '' } = said;
    if (Array.from(description).length > 140) return refused(422, 'Validation Failed');
    const status = { state, description, environment_url, log_url };
    // What GitHub does by itself, of what is neither production nor goes away.
    const isOlder = (each: FakeDeployment): boolean => each.id < deployment.id && !each.production && !each.transient;
    const superseded = state === 'success' ? this.standing(deployment.environment).filter(isOlder) : [];
    for (const each of superseded) each.statuses.push({ ...status, state: 'inactive' });
    deployment.statuses.push(status);
    return { status: 201, body: statusBody(deployment, status) };
  }

  #environment(name: string): ApiAnswer {
    const kind = this.environments.get(name);
    if (kind === undefined) return refused(404, 'Not Found');
    const given = example('environment');
    const rules = given['protection_rules'] as readonly { readonly type: string }[];
    const protection_rules = rules.filter(({ type }) => kind === 'reviewed' || type !== 'required_reviewers');
    return { status: 200, body: { ...given, name, protection_rules } };
  }

  #approvals(run: number): ApiAnswer {
    const [given] = example('environment-approvals-items') as unknown as readonly {
      readonly environments: readonly object[];
    }[];
    const found = this.approvals.filter((each) => each.run === run);
    const body = found.map(({ environment: name, state }) => ({
      ...given,
      state,
      environments: [{ ...given?.environments[0], name }],
    }));
    return { status: 200, body };
  }
}

function stateOf({ statuses }: FakeDeployment): string | null {
  return statuses.at(-1)?.state ?? null;
}

function bodyOf({ id, environment, ref, production, transient }: FakeDeployment): object {
  const flags = { production_environment: production, transient_environment: transient };
  return { ...example('deployment-simple-example'), id, environment, ref, sha: ref, ...flags };
}

function statusBody({ environment }: FakeDeployment, status: FakeDeploymentStatus): object {
  return { ...example('deployment-status'), environment, ...status };
}
