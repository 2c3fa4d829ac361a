/** The API server and the credentials of a kubeconfig's current context. */
import { z } from 'zod';
import { kubectl } from '../kubectl.ts';

export interface Upstream {
  readonly server: URL;
  readonly namespace: string;
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64').toString());

const view = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.url(), 'certificate-authority-data': base64.optional() }) }),
  ]),
  users: z.tuple([
    z.object({
      user: z.object({
        'client-certificate-data': base64.optional(),
        'client-key-data': base64.optional(),
        token: z.string().optional(),
      }),
    }),
  ]),
  contexts: z.tuple([z.object({ context: z.object({ namespace: z.string().default('default') }) })]),
});

/** A client certificate or a token; nothing that a program must be asked for. @throws Error */
export async function readUpstream(kubeconfig: string): Promise<Upstream> {
  const flags = ['--raw', '--minify', '--flatten', '--output', 'json'];
  const text = await kubectl(['config', 'view', ...flags], { kubeconfig });
  const { clusters, users, contexts } = view.parse(JSON.parse(text));
  const { user } = users[0];
  return {
    server: new URL(clusters[0].cluster.server),
    namespace: contexts[0].context.namespace,
    ca: clusters[0].cluster['certificate-authority-data'],
    cert: user['client-certificate-data'],
    key: user['client-key-data'],
    headers: user.token === undefined ? {} : { authorization: `Bearer ${user.token}` },
  };
}
