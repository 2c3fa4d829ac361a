/** An admission webhook for the Jobs of one namespace, which does what a test wants. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { makeFolder } from '../cluster.ts';
import { reachableAddress } from '../extras/address.ts';
import { makeCertificate } from '../extras/certificate.ts';
import { apply, kubectl } from '../kubectl.ts';

/** What it says to the next question; `silence`: nothing. */
export type Answer = 'allow' | 'deny' | 'silence';

export interface Webhook {
  readonly name: string;
  close(): Promise<void>;
}

/** Seconds that the API server waits for it. */
const timeoutSeconds = 1;

/** @param decide is asked for each Job @throws Error */
export async function startWebhook(namespace: string, decide: () => Answer): Promise<Webhook> {
  const address = await reachableAddress();
  const { caFile, key, cert } = makeCertificate(makeFolder(), address);
  const server = createServer({ key, cert }, (request, response) => {
    void text(request).then((body) => {
      const answer = decide();
      if (answer === 'silence') return;
      const { uid } = (JSON.parse(body) as { readonly request: { readonly uid: string } }).request;
      const said = { uid, allowed: answer === 'allow', status: { message: 'no Jobs on Fridays' } };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: said }));
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const name = `${namespace}.example.com`;
  const rule = { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE'] };
  const webhook = {
    name,
    clientConfig: { url: `https://${address}:${port}/`, caBundle: readFileSync(caFile).toString('base64') },
    rules: [rule],
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    failurePolicy: 'Fail',
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
    timeoutSeconds,
  };
  const kind = 'ValidatingWebhookConfiguration';
  await apply('default', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: { name },
    webhooks: [webhook],
  });
  return {
    name,
    close: async () => {
      await kubectl(['delete', kind, name]);
      server.close();
      server.closeAllConnections();
    },
  };
}
