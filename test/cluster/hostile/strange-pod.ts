/** What somebody else runs in the namespace: a pod that PodSecurity `restricted` lets through. */
export function strangePodSpec(command: readonly string[], resources: object = {}) {
  const securityContext = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
  const container = {
    name: 'main',
    image: 'python:3.11-slim',
    command,
    resources,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  return { restartPolicy: 'Never', terminationGracePeriodSeconds: 0, securityContext, containers: [container] };
}
