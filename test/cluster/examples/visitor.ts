/** Somebody who asks a service of the cluster, once or all the time. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { connect } from '../cluster.ts';
import { startProxy } from '../proxy.ts';

export interface Visitor {
  /** What the service at `http://NAME.NAMESPACE:PORT` says. @throws Error for any answer but a good one */
  ask(url: string, path: string): Promise<string>;
  /** Asks all the time until `done` settles: every answer, and every failure. */
  keepAsking(url: string, path: string, done: Promise<unknown>): Promise<readonly string[]>;
  close(): Promise<void>;
}

const view = z.object({ clusters: z.tuple([z.object({ cluster: z.object({ server: z.url() }) })]) });

/** Through the API server, since no name of the cluster's leads there from here. */
export async function startVisitor(): Promise<Visitor> {
  const proxy = await startProxy(connect().kubeconfig);
  const [{ cluster }] = view.parse(JSON.parse(readFileSync(proxy.kubeconfig, 'utf8'))).clusters;

  async function ask(url: string, path: string): Promise<string> {
    const { hostname, port } = new URL(url);
    const [name = '', namespace = ''] = hostname.split('.');
    const place = `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy${path}`;
    const answer = await fetch(new URL(place, cluster.server));
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url}${path} answered ${String(answer.status)}: ${text.slice(0, 500)}`);
    return text;
  }

  async function keepAsking(url: string, path: string, done: Promise<unknown>): Promise<readonly string[]> {
    const answers: string[] = [];
    const once = async (): Promise<void> => {
      answers.push(await ask(url, path).catch((error: unknown) => String(error)));
    };
    const over = new AbortController();
    const end = (): void => {
      over.abort();
    };
    done.then(end, end);
    while (!over.signal.aborted) {
      await once();
      await sleep(100);
    }
    await once();
    return answers;
  }
  return { ask, keepAsking, close: () => proxy.close() };
}
