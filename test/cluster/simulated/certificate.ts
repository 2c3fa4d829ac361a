/** The certificate by which the API server knows a kubelet: signed by the cluster's own signer, as a real node's is. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiServer } from './api-server.ts';

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

interface Request {
  readonly metadata: object;
  readonly spec: object;
  readonly status?: { readonly certificate?: string; readonly conditions?: readonly object[] };
}

const collection = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
/** Seconds that it is valid. */
const lifetime = 24 * 3600;
/** Milliseconds that the signer may take. */
const patience = 20_000;

/** @param address of the node @throws Error without openssl, or a signer for kubelets */
export async function kubeletCertificate(server: ApiServer, node: string, address: string): Promise<Certificate> {
  const { key, request } = makeRequest(node, address);
  // https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers
  const asNode = { 'impersonate-user': `system:node:${node}`, 'impersonate-group': 'system:nodes' };
  const spec = {
    request: request.toString('base64'),
    signerName: 'kubernetes.io/kubelet-serving',
    usages: ['digital signature', 'server auth'],
    expirationSeconds: lifetime,
  };
  const body = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: node },
    spec,
  };
  const made = await server.ask<Request>('POST', collection, { body, headers: asNode });
  const approved = { type: 'Approved', status: 'True', reason: 'Test', message: 'of a simulated node' };
  const approval = { ...made, status: { conditions: [approved] } };
  await server.ask('PUT', `${collection}/${node}/approval`, { body: approval });
  try {
    return { key, cert: await signed(server, node) };
  } finally {
    await server.ask('DELETE', `${collection}/${node}`);
  }
}

async function signed(server: ApiServer, name: string): Promise<Buffer> {
  for (let waited = 0; waited < patience; waited += 100) {
    const { status } = await server.ask<Request>('GET', `${collection}/${name}`);
    if (status?.certificate !== undefined) return Buffer.from(status.certificate, 'base64');
    await sleep(100);
  }
  throw new Error('the cluster does not sign certificates of kubelets');
}

function makeRequest(node: string, address: string): { readonly key: Buffer; readonly request: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-kubelet-'));
  const [key, request] = [path.join(folder, 'key'), path.join(folder, 'request')];
  try {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
    const subject = ['-subj', `/O=system:nodes/CN=system:node:${node}`, '-addext', `subjectAltName=IP:${address}`];
    execFileSync('openssl', ['req', '-new', ...curve, ...subject, '-out', request], { stdio: 'pipe' });
    return { key: readFileSync(key), request: readFileSync(request) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
