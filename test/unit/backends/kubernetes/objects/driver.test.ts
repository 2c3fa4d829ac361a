import { describe, expect, test } from '@jest/globals';
import { driverJob, type DriverOptions } from '../../../../../src/backends/kubernetes/objects/driver.ts';
import { plainDriver } from '../../../../../src/workflow/driver.ts';
import { facts } from './facts.ts';

function jobOf(fields: Partial<DriverOptions> = {}) {
  const usual = { facts: facts(), pod: plainDriver, image: 'runner:1', imagePullSecrets: [], args: [], env: {} };
  const { metadata, spec } = driverJob({ ...usual, ...fields });
  const pod = spec?.template.spec;
  return { metadata, spec, pod, container: pod?.containers[0] };
}

describe('the Job that drives a run', () => {
  test('belongs to the run, and is none of its steps', () => {
    const { metadata, spec } = jobOf();
    const labels = { 'app.kubernetes.io/component': 'driver', 'automl-action/run': 'r1' };
    expect(metadata).toMatchObject({ name: 'automl-r1-driver', labels, ownerReferences: [{ uid: 'u1' }] });
    expect(spec?.template.metadata?.labels).toMatchObject(labels);
  });

  test('has the command line of the image drive the run, with the rights of the workflow', () => {
    const { pod, container } = jobOf({ args: ['--allow-older'], env: { AUTOML_LEASE_SECONDS: '5' } });
    expect(container).toMatchObject({ image: 'runner:1', args: ['drive', 'r1', '--allow-older'] });
    expect(container?.command).toBeUndefined();
    expect(container?.env).toContainEqual({ name: 'AUTOML_LEASE_SECONDS', value: '5' });
    expect([pod?.serviceAccountName, pod?.automountServiceAccountToken]).toEqual(['automl-wine', true]);
  });

  test('may be given another account, other resources, and Secrets to pull with', () => {
    const other = { ...plainDriver, serviceAccount: 'driver', resources: { cpu: 1 } };
    const { pod, container } = jobOf({ pod: other, imagePullSecrets: ['registry'] });
    expect(pod).toMatchObject({ serviceAccountName: 'driver', imagePullSecrets: [{ name: 'registry' }] });
    expect(container?.resources).toEqual({ requests: { cpu: '1' } });
  });

  test('asks for little, may use more memory, and as much CPU as there is', () => {
    expect(jobOf().container?.resources).toEqual({
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { memory: '1Gi' },
    });
  });

  test('gets another pod however often one is evicted or told to stop, and gives up on one that fails by itself', () => {
    const { spec, pod } = jobOf();
    const rules = spec?.podFailurePolicy?.rules ?? [];
    expect(rules.map(({ action, onExitCodes }) => [action, onExitCodes?.values])).toEqual([
      ['Ignore', undefined],
      ['Ignore', [75, 143]],
      ['FailJob', [2, 3]],
    ]);
    expect(rules[0]?.onPodConditions).toEqual([{ type: 'DisruptionTarget', status: 'True' }]);
    expect([spec?.backoffLimit, spec?.activeDeadlineSeconds, pod?.activeDeadlineSeconds]).toEqual([
      12,
      undefined,
      undefined,
    ]);
    // What a pod failure policy insists on.
    expect([pod?.restartPolicy, spec?.podReplacementPolicy]).toEqual(['Never', 'Failed']);
  });

  test('is let through by PodSecurity, also where the namespace chooses the user', () => {
    const { pod, container } = jobOf();
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10_001 });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
    expect(jobOf({ facts: facts({ assignsUsers: true }) }).pod?.securityContext?.runAsUser).toBeUndefined();
  });
});
