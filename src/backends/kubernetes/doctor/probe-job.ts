/** The doctor's Jobs. The account of a run may create Jobs and no pods, and a Job goes by itself if nobody deletes it. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Store } from '../../../workflow/model.ts';
import type { Container, EnvVar, Job, PodSpec, Volume } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { outsideMeshes } from '../objects/injectors.ts';
import { bytesText } from '../objects/quantity.ts';
import { imageScript, probeVariables, storeScript } from './probe-script.ts';

export interface ProbePlace {
  /** `automl-doctor-x7k2p9`, and unique. */
  readonly name: string;
  readonly image: string;
  /** Of a step with that image: how its pods get it, and where they go. */
  readonly pod: Pick<PlanStep['pod'], 'imagePullSecrets' | 'nodeSelector' | 'tolerations' | 'serviceAccount'>;
  readonly assignsUsers: boolean;
  readonly resources: Required<Pick<NonNullable<Container['resources']>, 'requests' | 'limits'>>;
}

/** Seconds until it is over in any case, and until it is deleted if the doctor was killed. */
const longest = 180;
const stays = 60;
/** No user of any image has it. */
const user = 10_001;
/** Name of the volume, and so the end of the claim's name. */
export const storeVolume = 'store';

/** @param env of the package index; @param secrets whose variables count as well, where they exist */
export function imageProbe(place: ProbePlace, env: readonly EnvVar[], secrets: readonly string[]): Job {
  const code = Object.entries(probeVariables).map(([name, value]) => ({ name, value }));
  return probe(place, imageScript, {
    env: [...code, ...env],
    envFrom: secrets.map((name) => ({ secretRef: { name, optional: true } })),
  });
}

export function storeProbe(place: ProbePlace, store: Store): Job {
  return probe(place, storeScript, { volume: { name: storeVolume, ...volumeOf(store) } });
}

function probe(
  { name, image, pod, assignsUsers, resources }: ProbePlace,
  script: string,
  parts: {
    readonly env?: EnvVar[];
    readonly envFrom?: { secretRef: { name: string; optional: boolean } }[];
    readonly volume?: Volume;
  },
): Job {
  const labels = { 'app.kubernetes.io/name': 'automl-doctor', 'app.kubernetes.io/managed-by': 'automl-action' };
  const { env = [], envFrom = [], volume } = parts;
  const spec: PodSpec = {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    enableServiceLinks: false,
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      ...(assignsUsers ? {} : { runAsUser: user, runAsGroup: user, fsGroup: user }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: stepContainer,
        image,
        command: ['sh', '-c', script],
        env: [{ name: 'HOME', value: '/work' }, { name: 'TMPDIR', value: '/work' }, ...env],
        envFrom,
        resources,
        volumeMounts: [
          { name: 'work', mountPath: '/work' },
          ...(volume === undefined ? [] : [{ name: volume.name, mountPath: '/store' }]),
        ],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
    volumes: [{ name: 'work', emptyDir: {} }, ...(volume === undefined ? [] : [volume])],
    ...placement(pod),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: longest,
      ttlSecondsAfterFinished: stays,
      template: {
        metadata: { labels: { ...labels, ...outsideMeshes.labels }, annotations: outsideMeshes.annotations },
        spec,
      },
    },
  };
}

/** A claim of its own comes and goes with the pod. */
function volumeOf({ claim, size, storageClass, accessMode }: Store): Omit<Volume, 'name'> {
  if (claim !== undefined) return { persistentVolumeClaim: { claimName: claim } };
  return {
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: [accessMode],
          resources: { requests: { storage: bytesText(size) } },
          ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
      },
    },
  };
}

function placement({
  imagePullSecrets,
  nodeSelector,
  tolerations,
  serviceAccount,
}: ProbePlace['pod']): Partial<PodSpec> {
  return {
    imagePullSecrets: imagePullSecrets.map((name) => ({ name })),
    nodeSelector: { ...nodeSelector },
    tolerations: tolerations.map(({ seconds, ...toleration }) => ({
      ...toleration,
      ...(seconds === undefined ? {} : { tolerationSeconds: seconds }),
    })),
    ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
  };
}
