/** What the webhooks of others look at that change pods. */
import type { Labels } from './labels.ts';

/** Azure looks for it at pods whose account has an identity there; other clouds look at the account alone. */
export const cloudIdentity: Labels = { 'azure.workload.identity/use': 'true' };

/** Meshes add a proxy to each pod that does not end with the step: the Job would never be complete. */
export const outsideMeshes = {
  labels: { 'sidecar.istio.io/inject': 'false' },
  annotations: { 'linkerd.io/inject': 'disabled' },
} as const;
