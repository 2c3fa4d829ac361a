/** A client and a GitLab that it asks. */
import { GitLabClient } from '../../../../src/forges/gitlab/client.ts';
import { FakeGitLab, type FakeUser } from '../../../gitlab/fake-gitlab.ts';

const users: Readonly<Record<string, FakeUser>> = {
  bot: { id: 7, username: 'project_42_bot', role: 40, scopes: ['api'] },
  maeda: { id: 50, username: 'maeda', role: 30, scopes: ['api'] },
  root: { id: 1, username: 'root', role: 40, scopes: ['api'], is_admin: true },
  reader: { id: 8, username: 'reader', role: 30, scopes: ['read_api'] },
  guest: { id: 9, username: 'guest', role: 20, scopes: ['api'] },
  stranger: { id: 10, username: 'stranger', role: 0, scopes: ['api'] },
};

export class Scene {
  readonly gitlab = new FakeGitLab();
  /** Milliseconds of each pause. */
  readonly pauses: number[] = [];
  api = '';
  readonly #clients: GitLabClient[] = [];

  async open(): Promise<void> {
    for (const [name, user] of Object.entries(users)) this.gitlab.users.set(`token-of-${name}`, user);
    this.api = await this.gitlab.serve();
  }

  client(
    who = 'bot',
    fields: { readonly project?: string; readonly api?: string; readonly proxy?: string } = {},
  ): GitLabClient {
    const { project = '42', api = this.api, proxy } = fields;
    const access = { api, token: `token-of-${who}`, variable: 'GITLAB_TOKEN', project };
    let time = 0;
    const client = new GitLabClient(access, {
      env: proxy === undefined ? {} : { HTTP_PROXY: proxy },
      userAgent: 'automl/test',
      now: () => time,
      sleep: (milliseconds) => {
        this.pauses.push(milliseconds);
        time += milliseconds;
        return Promise.resolve();
      },
    });
    this.#clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.gitlab.close();
  }
}
