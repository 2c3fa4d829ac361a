/** What PodSecurity `restricted` asks of pods: https://kubernetes.io/docs/concepts/security/pod-security-standards */
import type { Container, PodSpec } from '../client/types.ts';
import type { RunFacts } from './run-facts.ts';

/** No user of any image has it, so nobody's files are at hand by accident. */
const user = 10_001;

export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
} satisfies Container['securityContext'];

export function restrictedPod({ assignsUsers }: Pick<RunFacts, 'assignsUsers'>): PodSpec['securityContext'] & object {
  return {
    runAsNonRoot: true,
    ...(assignsUsers
      ? {}
      : { runAsUser: user, runAsGroup: user, fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
